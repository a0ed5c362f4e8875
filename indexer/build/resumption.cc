#include "indexer/build/resumption.h"

#include <algorithm>

namespace news::build {

Resumption::Resumption(const SegmentBuilder& builder) {
  // In the order of reading; a file that several runs hold a part of stands here several times.
  builder.each_covered([&](std::uint32_t first, const Coverage& part) {
    const Known next{digest_of(part.file.path), part.file.size, part.file.mtime_ns, {first, part.articles, part.end}};
    if (!files_.empty()) {
      Known& last = files_.back();
      const bool goes_on = last.path == next.path && last.size == next.size && last.mtime_ns == next.mtime_ns &&
                           !last.file.end && last.file.first + last.file.articles == first;
      if (goes_on) {
        last.file.articles += part.articles;
        last.file.end = part.end;
        return;
      }
    }
    files_.push_back(next);
  });
  std::stable_sort(files_.begin(), files_.end(), [](const Known& a, const Known& b) { return a.path < b.path; });
  // What was read again counts as it was read last.
  const auto kept =
      std::unique(files_.rbegin(), files_.rend(), [](const Known& a, const Known& b) { return a.path == b.path; });
  files_.erase(files_.begin(), kept.base());
}

const Resumption::File* Resumption::find(const FileStamp& file) const {
  const Digest path = digest_of(file.path);
  const auto found = std::lower_bound(files_.begin(), files_.end(), path,
                                      [](const Known& known, const Digest& asked) { return known.path < asked; });
  const bool is_it =
      found != files_.end() && found->path == path && found->size == file.size && found->mtime_ns == file.mtime_ns;
  return is_it ? &found->file : nullptr;
}

}  // namespace news::build
