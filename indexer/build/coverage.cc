#include "indexer/build/coverage.h"

#include "common/codec.h"
#include "common/error.h"

namespace news::build {
namespace {

/// What follows in an entry.
constexpr std::uint64_t kGoesOn = 0;
constexpr std::uint64_t kEnds = 1;
constexpr std::uint64_t kEndsWithArticlesOnly = 2;

template <typename Value>
Value checked(const std::optional<Value>& value) {
  if (!value) throw Error(Code::archive_damaged, "the list of a run's files is cut off");
  return *value;
}

}  // namespace

std::string encode_coverage(const std::vector<Coverage>& files) {
  std::string bytes;
  for (const Coverage& each : files) {
    put_string(bytes, each.file.path);
    put_varint(bytes, each.file.size);
    put_varint(bytes, static_cast<std::uint64_t>(each.file.mtime_ns));
    put_varint(bytes, each.articles);
    put_varint(bytes, !each.end ? kGoesOn : each.end->articles_only ? kEndsWithArticlesOnly : kEnds);
    if (!each.end) continue;
    const ManifestEntry& entry = each.end->entry;
    put_string(bytes, to_hex(entry.digest));
    for (const std::uint64_t number : {entry.members, entry.articles, entry.refused}) put_varint(bytes, number);
  }
  return bytes;
}

std::vector<Coverage> decode_coverage(std::string_view bytes) {
  std::vector<Coverage> files;
  while (!bytes.empty()) {
    Coverage& each = files.emplace_back();
    each.file.path = checked(take_string(bytes));
    each.file.size = checked(take_varint(bytes));
    each.file.mtime_ns = static_cast<std::int64_t>(checked(take_varint(bytes)));
    each.articles = static_cast<std::uint32_t>(checked(take_varint(bytes)));
    const std::uint64_t follows = checked(take_varint(bytes));
    if (follows == kGoesOn) continue;
    FileEnd& end = each.end.emplace();
    end.articles_only = follows == kEndsWithArticlesOnly;
    end.entry.size = each.file.size;
    end.entry.mtime_ns = each.file.mtime_ns;
    end.entry.digest = checked(digest_from_hex(checked(take_string(bytes))));
    for (std::uint64_t* number : {&end.entry.members, &end.entry.articles, &end.entry.refused}) {
      *number = checked(take_varint(bytes));
    }
  }
  return files;
}

}  // namespace news::build
