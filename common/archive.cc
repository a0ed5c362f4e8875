#include "common/archive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>

#include "common/analysis/fingerprint.h"
#include "common/durable_file.h"
#include "common/error.h"

namespace news {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStubName = "XAPIANDB";
/// A stub's line for a generation: the backend is told by looking.
constexpr std::string_view kStubEntry = "auto ";

std::uint64_t to_number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

ArchiveFacts read_facts(const Xapian::Database& database) {
  return {database.get_metadata(metadata::kIdentity), to_number(database.get_metadata(metadata::kSchema)),
          database.get_metadata(metadata::kAnalysis), to_number(database.get_metadata(metadata::kCompleteThrough))};
}

void require_readable(const ArchiveFacts& facts, const std::string& archive) {
  if (facts.identity.empty()) {
    throw Error(Code::archive_mismatch, archive + " is a Xapian database, but no news archive",
                "news-indexer makes one: news-indexer -a DIR PATH...");
  }
  if (facts.schema != kSchemaVersion) {
    throw Error(Code::archive_mismatch,
                archive + " has schema " + std::to_string(facts.schema) + ", this program reads schema " +
                    std::to_string(kSchemaVersion),
                "index its sources into a new archive, or use the program's version that wrote it");
  }
  if (facts.analysis != analysis::fingerprint()) {
    throw Error(Code::archive_mismatch, archive + " was indexed with another text analysis than this program's",
                "index its sources into a new archive: the words of queries would not meet those of articles");
  }
}

std::string stub_path(const std::string& archive) { return archive + "/" + std::string(kStubName); }

bool archive_exists(const std::string& archive) { return fs::exists(stub_path(archive)); }

std::vector<std::string> live_generations(const std::string& archive) {
  if (!archive_exists(archive)) {
    throw Error(Code::archive_missing, "there is no archive in " + archive,
                "news-indexer makes one: news-indexer -a " + archive + " PATH...");
  }
  const std::string stub = read_file(stub_path(archive));
  std::vector<std::string> generations;
  for (std::size_t begin = 0; begin < stub.size();) {
    const std::size_t end = std::min(stub.find('\n', begin), stub.size());
    const std::string_view line = std::string_view(stub).substr(begin, end - begin);
    if (line.starts_with(kStubEntry)) generations.emplace_back(line.substr(kStubEntry.size()));
    begin = end + 1;
  }
  if (generations.empty()) {
    throw Error(Code::archive_damaged, stub_path(archive) + " names no generation",
                "restore it from a backup; each gen-* folder beside it holds a part of the archive");
  }
  return generations;
}

void publish_generations(const std::string& archive, const std::vector<std::string>& generations) {
  std::string stub;
  for (const std::string& generation : generations) stub.append(kStubEntry).append(generation).append("\n");
  replace_file(stub_path(archive), stub);
}

Xapian::Database open_for_reading(const std::string& archive) {
  constexpr int kTries = 5;
  for (int attempt = 1;; ++attempt) {
    static_cast<void>(live_generations(archive));  // says clearly what is wrong where there is no archive
    try {
      Xapian::Database database(archive);
      require_readable(read_facts(database), archive);
      return database;
    } catch (const Xapian::DatabaseError& error) {
      // A publication removes generations that left the stub: one that was named a moment ago may be gone.
      if (attempt == kTries) {
        throw Error(Code::archive_damaged, "can't open " + archive + ": " + error.get_description(),
                    "xapian-check " + stub_path(archive) + " says more");
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20 * attempt));
    }
  }
}

ArchiveLock::ArchiveLock(const std::string& archive) {
  std::error_code error;
  fs::create_directories(archive, error);
  if (error) throw Error(Code::io, "can't create " + archive + ": " + error.message());
  const std::string path = archive + "/lock";
  fd_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) throw Error(Code::io, "can't open " + path + ": " + std::strerror(errno));
  if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    char holder[32] = {};
    const ssize_t size = pread(fd_, holder, sizeof holder - 1, 0);
    close(fd_);
    if (reason != EWOULDBLOCK) throw Error(Code::io, "can't lock " + path + ": " + std::strerror(reason));
    throw Error(Code::archive_locked,
                "archive " + archive + " is being written by process " + (size > 0 ? std::string(holder) : "unknown"),
                "wait for it to end and run the same command again");
  }
  const std::string pid = std::to_string(getpid());
  if (ftruncate(fd_, 0) != 0 || pwrite(fd_, pid.data(), pid.size(), 0) < 0) {
    const std::string reason = std::strerror(errno);
    close(fd_);
    throw Error(Code::io, "can't write " + path + ": " + reason);
  }
}

ArchiveLock::~ArchiveLock() { close(fd_); }

}  // namespace news
