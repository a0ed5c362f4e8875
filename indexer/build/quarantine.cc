#include "indexer/build/quarantine.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/json_line.h"
#include "common/text.h"
#include "indexer/build/json_path.h"

namespace news::build {
namespace {

using nlohmann::json;

constexpr std::size_t kFirstBytes = 200;
constexpr std::size_t kKeptOfAFile = 1000;

std::string place_of(const QuarantineEntry& entry) {
  return entry.path + '\0' + entry.member + '\0' + std::to_string(entry.offset) + '\0' + std::to_string(entry.record);
}

std::string mark_path(const std::string& file) { return file + ".untold"; }

/// The run from which on nothing was told: the greatest number where all was. A mark that can't be read is that of the
/// very first run: rather told twice than never.
std::uint64_t untold_from(const std::string& file) {
  if (!is_untold(file)) return std::numeric_limits<std::uint64_t>::max();
  const std::string text = read_file(mark_path(file));
  std::uint64_t run = 0;
  std::from_chars(text.data(), text.data() + text.size(), run);
  return run;
}

}  // namespace

std::string quarantine_path(const std::string& archive) { return archive + "/quarantine.jsonl"; }

json quarantine_object(const QuarantineEntry& entry) {
  json line = {{"path", sanitise(entry.path)}, {"member", entry.member},           {"format", entry.format},
               {"record", entry.record},       {"offset", entry.offset},           {"length", entry.length},
               {"reason", entry.reason},       {"first_bytes", entry.first_bytes}, {"run", entry.run}};
  if (line["path"] != entry.path) line["path_hex"] = hex_of(entry.path);
  return line;
}

Quarantine::Quarantine(std::string file, std::uint64_t run)
    : file_(std::move(file)), run_(run), untold_from_(std::min(run, untold_from(file_))) {
  if (!std::filesystem::exists(file_)) return;
  FileLines lines(file_);
  for (std::size_t number = 1; const std::optional<std::string_view> line = lines.next(); ++number) {
    try {
      read_line(*line);
    } catch (const std::exception&) {
      damaged_.push_back({number, std::string(*line)});
    }
  }
  changed_ = !damaged_.empty();
}

/// Throws where the line is not what save() writes.
void Quarantine::read_line(std::string_view text) {
  const json line = parse_json_line(text);
  QuarantineEntry entry{path_in(line),     line.at("member"),      line.at("format"),
                        line.at("record"), line.at("offset"),      line.at("length"),
                        line.at("reason"), line.at("first_bytes"), line.at("run")};
  if (entry.run < run_) known_.emplace(place_of(entry), entry.run);
  entries_[entry.path].push_back(std::move(entry));
}

std::string Quarantine::damage() const {
  if (damaged_.empty()) return {};
  constexpr std::size_t kNamed = 5;
  std::string numbers;
  for (std::size_t i = 0; i < std::min(damaged_.size(), kNamed); ++i) {
    numbers += (i == 0 ? " " : ", ") + std::to_string(damaged_[i].number);
  }
  if (damaged_.size() > kNamed) numbers += " and " + std::to_string(damaged_.size() - kNamed) + " more";
  return file_ + (damaged_.size() == 1 ? " line" : " lines") + numbers + (damaged_.size() == 1 ? " is" : " are") +
         " damaged: the file was cut or changed";
}

bool Quarantine::must_read_again(std::string_view path, std::uint64_t refused) const {
  const auto held = entries_.find(std::string(path));
  const bool is_held = held != entries_.end();
  if (is_held && std::any_of(held->second.begin(), held->second.end(),
                             [&](const QuarantineEntry& entry) { return entry.run >= run_; })) {
    return true;
  }
  const std::size_t entries = is_held ? held->second.size() : 0;
  return !damaged_.empty() && entries < std::min<std::uint64_t>(refused, kKeptOfAFile + 1);
}

void Quarantine::forget(std::string_view path) { changed_ = entries_.erase(std::string(path)) > 0 || changed_; }

bool Quarantine::add(const ReadEvent& where, std::string_view reason, std::string_view raw) {
  QuarantineEntry entry{std::string(where.path),
                        sanitise(where.member),
                        std::string(where.format),
                        where.place.record,
                        where.place.offset,
                        where.place.length,
                        one_line(sanitise(reason)),
                        sanitise(raw.substr(0, kFirstBytes)),
                        run_};
  std::vector<QuarantineEntry>& of_file = entries_[entry.path];
  if (of_file.size() > kKeptOfAFile) return false;
  if (of_file.size() == kKeptOfAFile) {
    entry = {entry.path, {}, {}, 0, 0, 0, "more records of this file were refused than are listed", {}, run_};
  }
  const auto known = known_.find(place_of(entry));
  if (known != known_.end()) entry.run = known->second;
  const bool news = entry.run == run_;
  of_file.push_back(std::move(entry));
  changed_ = true;
  return news;
}

std::vector<QuarantineEntry> Quarantine::entries() const {
  std::vector<QuarantineEntry> all;
  for (const auto& [path, of_file] : entries_) all.insert(all.end(), of_file.begin(), of_file.end());
  return all;
}

std::vector<std::string> Quarantine::paths() const {
  std::vector<std::string> paths;
  for (const auto& [path, of_file] : entries_) paths.push_back(path);
  return paths;
}

std::size_t Quarantine::refused_since(std::uint64_t run) const {
  std::size_t records = 0;
  for (const auto& [path, of_file] : entries_) {
    records += static_cast<std::size_t>(
        std::count_if(of_file.begin(), of_file.end(), [&](const QuarantineEntry& entry) { return entry.run >= run; }));
  }
  return records;
}

std::size_t Quarantine::new_records() const { return refused_since(run_); }

std::size_t Quarantine::untold_records() const { return refused_since(untold_from_) - new_records(); }

/// A run that is killed before it has replaced the file does this again.
void Quarantine::set_damaged_aside() const {
  if (damaged_.empty()) return;
  const std::string aside = file_ + ".damaged";
  std::string text = std::filesystem::exists(aside) ? read_file(aside) : std::string();
  std::set<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.insert(line);
  for (const DamagedLine& line : damaged_) {
    if (lines.insert(line.text).second) text += line.text + "\n";
  }
  replace_file(aside, text);
}

void Quarantine::save() {
  if (!changed_) return;
  set_damaged_aside();
  if (new_records() > 0 && !is_untold(file_)) replace_file(mark_path(file_), std::to_string(run_) + "\n");
  std::string text;
  for (const QuarantineEntry& entry : entries()) {
    text += json_line(quarantine_object(entry));
  }
  replace_file(file_, text);
  damaged_.clear();
  changed_ = false;
}

bool is_untold(const std::string& file) { return std::filesystem::exists(mark_path(file)); }

void note_told(const std::string& file) {
  // Not flushed: a mark that comes back after a power cut has the same told twice.
  if (unlink(mark_path(file).c_str()) != 0 && errno != ENOENT) throw io_error("remove", mark_path(file), errno);
}

}  // namespace news::build
