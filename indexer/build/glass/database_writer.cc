#include "indexer/build/glass/database_writer.h"

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "common/durable_file.h"
#include "common/error.h"

namespace news::glass {
namespace {

std::string empty_folder(std::string folder) {
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (error) throw io_error("make", folder, error.value());
  if (std::filesystem::exists(folder + "/iamglass", error)) {
    throw Error(Code::io, "can't write " + folder + ": there is a database already");
  }
  return folder;
}

}  // namespace

DatabaseWriter::DatabaseWriter(std::string folder)
    : folder_(empty_folder(std::move(folder))),
      postlist_(folder_ + "/postlist.glass"),
      positions_(folder_ + "/position.glass"),
      termlist_(folder_ + "/termlist.glass"),
      docdata_(folder_ + "/docdata.glass") {}

void DatabaseWriter::finish(const Uuid& uuid) {
  const DatabaseRoots roots{postlist_.finish(), docdata_.finish(), termlist_.finish(), positions_.finish()};
  const Statistics statistics = postlist_.statistics();
  if (termlist_.documents() != statistics.documents || termlist_.last_docid() != statistics.last_docid ||
      docdata_.last_docid() > statistics.last_docid || positions_.last_docid() > statistics.last_docid ||
      statistics.largest_wdf > statistics.longest) {
    throw std::logic_error("the tables of " + folder_ + " contradict each other");
  }
  write_version_file(folder_, uuid, roots, statistics);
}

}  // namespace news::glass
