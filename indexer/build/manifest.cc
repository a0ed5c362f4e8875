#include "indexer/build/manifest.h"

#include <xxhash.h>

#include <algorithm>

#include "common/codec.h"

namespace news::build {
namespace {

constexpr std::size_t kFirstPlaces = 64;
constexpr std::size_t kGroup = 16;  // paths: to find one, those before it in its group are gone through

std::uint64_t hash_of(std::string_view path) { return XXH3_64bits(path.data(), path.size()); }

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

/// Makes of a path the one behind it in its group.
void take_path(std::string_view& group, std::string& path) {
  path.resize(static_cast<std::size_t>(take_varint(group).value()));
  path += take_string(group).value();
}

}  // namespace

Manifest::Manifest(std::initializer_list<File> files) {
  for (const auto& [path, entry] : files) insert_or_assign(path, entry);
}

const ManifestEntry* Manifest::find(std::string_view path) const {
  const Number number = number_of(path);
  return number == kNone ? nullptr : &entries_[number];
}

void Manifest::insert_or_assign(std::string_view path, const ManifestEntry& entry) {
  if ((entries_.size() + 1) * 4 > places_.size() * 3) grow();
  const std::uint64_t hash = hash_of(path);
  Place& place = places_[place_of(path, hash)];
  if (place.number == kNone) {
    place = {tag_of(hash), static_cast<Number>(entries_.size())};
    entries_.push_back(entry);
    erased_.push_back(false);
    append_path(path);
    ++size_;
    return;
  }
  entries_[place.number] = entry;
  if (erased_[place.number]) ++size_;
  erased_[place.number] = false;
}

void Manifest::erase(std::string_view path) {
  const Number number = number_of(path);
  if (number == kNone) return;
  erased_[number] = true;
  --size_;
}

void Manifest::for_each(const std::function<void(const std::string& path, const ManifestEntry& entry)>& visit) const {
  std::string path;
  Number file = 0;
  for (std::string_view group : groups_) {
    for (; !group.empty(); ++file) {
      take_path(group, path);
      if (!erased_[file]) visit(path, entries_[file]);
    }
  }
}

std::string Manifest::path(Number file) const {
  std::string_view group = groups_[file / kGroup];
  std::string path;
  for (std::size_t i = 0; i <= file % kGroup; ++i) take_path(group, path);
  return path;
}

Manifest::Number Manifest::number_of(std::string_view path) const {
  if (places_.empty()) return kNone;
  const Number number = places_[place_of(path, hash_of(path))].number;
  return number == kNone || erased_[number] ? kNone : number;
}

std::size_t Manifest::place_of(std::string_view path, std::uint64_t hash) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = hash & mask;
  while (places_[place].number != kNone &&
         (places_[place].tag != tag_of(hash) || this->path(places_[place].number) != path)) {
    place = (place + 1) & mask;
  }
  return place;
}

void Manifest::grow() {
  places_.assign(std::max(kFirstPlaces, places_.size() * 2), Place());
  const std::size_t mask = places_.size() - 1;
  for (Number file = 0; file < entries_.size(); ++file) {
    const std::uint64_t hash = hash_of(path(file));
    std::size_t place = hash & mask;
    while (places_[place].number != kNone) place = (place + 1) & mask;
    places_[place] = {tag_of(hash), file};
  }
}

void Manifest::append_path(std::string_view path) {
  std::size_t shared = 0;
  if ((entries_.size() - 1) % kGroup == 0) {
    groups_.emplace_back();
  } else {
    const auto differs = std::mismatch(path.begin(), path.end(), last_path_.begin(), last_path_.end());
    shared = static_cast<std::size_t>(differs.first - path.begin());
  }
  put_varint(groups_.back(), shared);
  put_string(groups_.back(), path.substr(shared));
  last_path_ = path;
}

}  // namespace news::build
