#include "common/archive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
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
#include "common/fields.h"
#include "common/text.h"

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

/// A system call's result, not that of an attempt that a signal interrupted.
template <typename Call>
auto again_if_interrupted(Call call) {
  while (true) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
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
    throw Error(
        Code::archive_mismatch, archive + " was indexed with another text analysis than this program's",
        "news-indexer --rebuild makes it anew from the articles that it stores: until then the words of queries "
        "would not meet theirs");
  }
}

std::string stub_path(const std::string& archive) { return archive + "/" + std::string(kStubName); }

bool archive_exists(const std::string& archive) {
  std::error_code error;
  const bool exists = fs::exists(stub_path(archive), error);
  if (error) throw io_error("use", stub_path(archive), error.value());
  return exists;
}

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

namespace {

/// What is wrong with an archive that Xapian can't open.
Error opening_error(const std::string& archive, const Xapian::Error& error) {
  for (const std::string& generation : live_generations(archive)) {
    if (!fs::exists(archive + "/" + generation)) {
      return {Code::archive_damaged, stub_path(archive) + " names " + generation + ", which is not there",
              "restore the archive from a backup, or index its sources into a new one"};
    }
  }
  if (error.get_error_string() != nullptr) return database_error("open", archive, error);
  return {Code::archive_damaged, "can't open " + archive + ": " + error.get_description(),
          "xapian-check " + stub_path(archive) + " says more; restore it from a backup, or index its sources anew"};
}

/// Whether the tables are open without which Xapian opens a database.
bool has_all_tables(const Xapian::Database& database) {
  const auto first = database.postlist_begin({});
  if (first == database.postlist_end({})) return true;
  if (database.get_document(*first, Xapian::DOC_ASSUME_VALID).get_data().empty()) return false;
  try {
    if (database.termlist_begin(*first) == database.termlist_end(*first)) return false;
  } catch (const Xapian::FeatureUnavailableError&) {
    return false;
  }
  const std::string title(prefix::kTitle);
  const bool has_text = database.term_exists(std::string(kSentenceMark)) ||
                        database.allterms_begin(title) != database.allterms_end(title);
  return !has_text || database.has_positions();
}

}  // namespace

Error incomplete_opening(const std::string& folder) {
  // Xapian has not kept the reason, which mostly still holds.
  for (const char* table : {"docdata", "position", "termlist"}) {
    const std::string path = folder + "/" + table + ".glass";
    const int fd = again_if_interrupted([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC); });
    if (fd < 0) return io_error("open", path, errno);
    close(fd);
  }
  return {
      Code::io, "can't open " + folder + ": one of its tables could not be opened for a moment",
      "too many files may have been open (ulimit -n), or the disk may be failing, see the system's log; run the same "
      "command again"};
}

Xapian::Database open_generation(const std::string& folder) {
  Xapian::Database database(folder);
  if (!has_all_tables(database)) throw incomplete_opening(folder);
  return database;
}

Xapian::Database open_for_reading(const std::string& archive) {
  constexpr int kTries = 5;
  for (int attempt = 1;; ++attempt) {
    // Not by the stub: Xapian takes one that it can't read for one that names nothing.
    const std::vector<std::string> generations = live_generations(archive);
    try {
      Xapian::Database database;
      for (const std::string& name : generations) database.add_database(open_generation(archive + "/" + name));
      require_readable(read_facts(database), archive);
      return database;
    } catch (const Xapian::DatabaseError& error) {
      // A publication removes generations that left the stub: one that was named a moment ago may be gone.
      if (attempt == kTries) throw opening_error(archive, error);
    } catch (const Error& error) {
      if (attempt == kTries || error.code() != Code::io) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20 * attempt));
  }
}

Error database_error(const std::string& what, const std::string& path, const Xapian::Error& error) {
  const std::string text = error.get_description();
  const std::string lower = ascii_lower(text);
  int number = 0;  // Xapian tells the system's reason as text only, and some reasons in words like the system's
  for (const int each : {ENOSPC, EDQUOT, EROFS, EACCES, EPERM, EMFILE, ENFILE, EIO, ENOLCK, EOPNOTSUPP}) {
    if (lower.find(ascii_lower(std::strerror(each))) != std::string::npos) number = each;
  }
  return {Code::io, "can't " + what + " " + path + ": " + text, way_out(number)};
}

ArchiveLock::ArchiveLock(const std::string& archive) : path_(archive + "/lock") {
  std::error_code error;
  fs::create_directories(archive, error);
  if (error) throw io_error("make", archive, error.value());
  fd_ = again_if_interrupted([&] { return open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666); });
  if (fd_ < 0) throw io_error("open", path_, errno);
  const auto fail = [&](const char* what) {
    const int reason = errno;
    close(fd_);
    return io_error(what, path_, reason);
  };
  if (again_if_interrupted([&] { return flock(fd_, LOCK_EX | LOCK_NB); }) != 0) {
    if (errno != EWOULDBLOCK) throw fail("lock");
    char holder[32] = {};
    const ssize_t size = pread(fd_, holder, sizeof holder - 1, 0);
    close(fd_);
    throw Error(Code::archive_locked,
                "archive " + archive + " is being written by process " + (size > 0 ? std::string(holder) : "unknown"),
                "wait for it to end and run the same command again");
  }
  if (ftruncate(fd_, 0) != 0) throw fail("write");
  const std::string pid = std::to_string(getpid());
  for (std::size_t done = 0; done < pid.size();) {
    const ssize_t written = again_if_interrupted(
        [&] { return pwrite(fd_, pid.data() + done, pid.size() - done, static_cast<off_t>(done)); });
    if (written < 0) throw fail("write");
    done += static_cast<std::size_t>(written);
  }
}

void ArchiveLock::require_in_place() const {
  struct stat held {};
  struct stat found {};
  if (fstat(fd_, &held) == 0 && stat(path_.c_str(), &found) == 0 && held.st_dev == found.st_dev &&
      held.st_ino == found.st_ino) {
    return;
  }
  throw Error(Code::io, path_ + " is not the one that this run has locked: the archive was moved, removed or replaced",
              "nothing of this run has come into it; run the same command again");
}

ArchiveLock::~ArchiveLock() { close(fd_); }

}  // namespace news
