#include "searcher/match/archives.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>

#include "common/archive.h"
#include "common/error.h"
#include "searcher/query/compiler.h"

namespace news::match {
namespace {

namespace fs = std::filesystem;

/// Milliseconds that a server has to answer.
constexpr unsigned kTimeout = 30'000;
constexpr unsigned kConnectTimeout = 10'000;

Xapian::Database open_served(const std::string& host, unsigned port) {
  const std::string name = fmt::format("{}:{}", host, port);
  try {
    Xapian::Database database = Xapian::Remote::open(host, port, kTimeout, kConnectTimeout);
    require_readable(read_facts(database), name);
    return database;
  } catch (const Xapian::NetworkError& error) {
    throw Error(Code::archive_missing, "no archive answers at " + name + ": " + error.get_msg(),
                "xapian-tcpsrv --port " + std::to_string(port) + " ARCHIVE serves one");
  }
}

/// What tells files apart that were replaced.
std::string versions_of(const std::vector<std::string>& files) {
  std::string versions;
  for (const std::string& file : files) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) facts = {};
    versions += fmt::format("{} {}.{} {}.{} ", facts.st_ino, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec,
                            facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec);
  }
  return versions;
}

}  // namespace

std::optional<unsigned> port_of(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  unsigned port = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + colon + 1, end, port);
  constexpr unsigned kLastPort = 65535;
  if (error != std::errc{} || stop != end || port == 0 || port > kLastPort) return std::nullopt;
  std::error_code unknown;
  if (fs::exists(name, unknown)) return std::nullopt;
  return port;
}

Archives::Archives(const std::vector<std::string>& names) {
  std::set<std::string> known;
  for (const std::string& name : names) {
    const std::optional<unsigned> port = port_of(name);
    std::error_code unknown;
    fs::path real = fs::canonical(name, unknown);
    if (port || unknown) real = name;
    if (!known.insert(real.string()).second) continue;
    places_.push_back({port ? name.substr(0, name.rfind(':')) : name, port.value_or(0)});
  }
  reopen();
}

void Archives::reopen() {
  parts_.clear();
  version_files_.clear();
  for (const Place& place : places_) {
    if (place.port != 0) continue;
    version_files_.push_back(stub_path(place.name));
    for (const std::string& generation : live_generations(place.name)) {
      version_files_.push_back(place.name + "/" + generation + "/iamglass");
    }
  }
  versions_ = versions_of(version_files_);  // before they are opened
  std::set<std::string> languages;
  for (const Place& place : places_) {
    parts_.push_back(place.port == 0 ? open_for_reading(place.name) : open_served(place.name, place.port));
    for (std::string& code : query::languages_of(parts_.back())) languages.insert(std::move(code));
  }
  languages_.assign(languages.begin(), languages.end());
  if (parts_.size() == 1) {
    database_ = parts_.front();
    return;
  }
  database_ = {};
  for (const Xapian::Database& part : parts_) database_.add_database(part);
}

bool Archives::moved_on() const { return versions_of(version_files_) != versions_; }

bool Archives::any_served() const {
  return std::any_of(places_.begin(), places_.end(), [](const Place& place) { return place.port != 0; });
}

std::vector<ArchiveState> Archives::states() const {
  std::vector<ArchiveState> states;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Place& place = places_[i];
    std::error_code unknown;
    std::string name =
        place.port == 0 ? fs::canonical(place.name, unknown).string() : fmt::format("{}:{}", place.name, place.port);
    ArchiveFacts facts = read_facts(parts_[i]);
    states.push_back({std::move(name), std::move(facts.identity), facts.complete_through});
  }
  return states;
}

RunHistory Archives::history(std::size_t index) const {
  return RunHistory(parts_[index].get_metadata(metadata::kRuns));
}

std::vector<std::size_t> Archives::shard_homes() const {
  std::vector<std::size_t> homes;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    // Xapian 1.4 does not say how many databases one consists of, but gives the ids of all with colons between them.
    // What is served is one, whatever it consists of there.
    const std::string ids = places_[i].port == 0 ? parts_[i].get_uuid() : std::string();
    homes.insert(homes.end(), static_cast<std::size_t>(std::count(ids.begin(), ids.end(), ':')) + 1, i);
  }
  return homes;
}

std::vector<std::string> Archives::odd_forms(const std::string& language, const std::string& stem) const {
  std::vector<std::string> words;
  const std::string key = metadata::kForms + language + "/" + stem;
  for (const Xapian::Database& part : parts_) {
    std::istringstream list(part.get_metadata(key));
    for (std::string word; list >> word;) words.push_back(word);
  }
  return words;
}

}  // namespace news::match
