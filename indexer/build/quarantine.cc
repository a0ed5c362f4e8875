#include "indexer/build/quarantine.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/text.h"

namespace news::build {
namespace {

using nlohmann::json;

constexpr std::size_t kFirstBytes = 200;

std::string place_of(const QuarantineEntry& entry) {
  return entry.path + '\0' + entry.member + '\0' + std::to_string(entry.offset) + '\0' + std::to_string(entry.record);
}

}  // namespace

Quarantine::Quarantine(std::string file, std::uint64_t run) : file_(std::move(file)), run_(run) {
  if (!std::filesystem::exists(file_)) return;
  std::ifstream in(file_, std::ios::binary);
  if (!in) throw Error(Code::io, "can't open " + file_);
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    try {
      const json line = json::parse(text);
      entries_.push_back({line.at("path"), line.at("member"), line.at("format"), line.at("record"), line.at("offset"),
                          line.at("length"), line.at("reason"), line.at("first_bytes"), line.at("run")});
    } catch (const json::exception& error) {
      throw Error(Code::archive_damaged, file_ + " line " + std::to_string(number) + ": " + error.what(),
                  "move the file away: the archive does not need it");
    }
    if (entries_.back().run < run_) known_.emplace(place_of(entries_.back()), entries_.back().run);
  }
}

void Quarantine::forget(std::string_view path) {
  const std::string shown = sanitise(path);
  const auto removed = std::erase_if(entries_, [&](const QuarantineEntry& entry) { return entry.path == shown; });
  changed_ = changed_ || removed > 0;
}

bool Quarantine::add(const ReadEvent& where, std::string_view reason, std::string_view raw) {
  changed_ = true;
  entries_.push_back({sanitise(where.path), sanitise(where.member), std::string(where.format), where.place.record,
                      where.place.offset, where.place.length, one_line(sanitise(reason)),
                      sanitise(raw.substr(0, kFirstBytes)), run_});
  const auto known = known_.find(place_of(entries_.back()));
  if (known == known_.end()) return true;
  entries_.back().run = known->second;
  return false;
}

void Quarantine::save() {
  if (!changed_) return;
  std::string text;
  for (const QuarantineEntry& entry : entries_) {
    const json line = {{"path", entry.path},     {"member", entry.member},           {"format", entry.format},
                       {"record", entry.record}, {"offset", entry.offset},           {"length", entry.length},
                       {"reason", entry.reason}, {"first_bytes", entry.first_bytes}, {"run", entry.run}};
    text += line.dump(-1, ' ', false, json::error_handler_t::replace);
    text += '\n';
  }
  replace_file(file_, text);
  changed_ = false;
}

}  // namespace news::build
