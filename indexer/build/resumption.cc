#include "indexer/build/resumption.h"

#include <algorithm>

namespace news::build {

Resumption::Resumption(const SegmentBuilder& builder) {
  builder.each_covered([&](std::uint32_t first, const Coverage& part) {
    files_.push_back({digest_of(part.file.path), part.file.size, part.file.mtime_ns, {first, part.articles, part.end}});
  });
  std::stable_sort(files_.begin(), files_.end(), [](const Known& a, const Known& b) { return a.path < b.path; });
  std::size_t kept = 0;
  for (Known& part : files_) {
    if (kept > 0 && goes_on(files_[kept - 1], part)) {
      files_[kept - 1].file.articles += part.file.articles;
      files_[kept - 1].file.end = part.file.end;
    } else if (kept > 0 && files_[kept - 1].path == part.path) {
      files_[kept - 1] = part;  // it was read anew
    } else {
      files_[kept++] = part;
    }
  }
  files_.resize(kept);
}

/// Whether a part that was read later belongs to the one before: what the file gave since stands behind it or, after an
/// interruption, was there already.
bool Resumption::goes_on(const Known& known, const Known& part) {
  const bool same = known.path == part.path && known.size == part.size && known.mtime_ns == part.mtime_ns;
  const bool behind = !known.file.end && known.file.first + known.file.articles == part.file.first;
  return same && (part.file.articles == 0 || behind);
}

const Resumption::File* Resumption::find(const FileStamp& file) const {
  if (files_.empty()) return nullptr;  // as in most runs, which ask for every file
  const Digest path = digest_of(file.path);
  const auto found = std::lower_bound(files_.begin(), files_.end(), path,
                                      [](const Known& known, const Digest& asked) { return known.path < asked; });
  const bool is_it =
      found != files_.end() && found->path == path && found->size == file.size && found->mtime_ns == file.mtime_ns;
  return is_it ? &found->file : nullptr;
}

}  // namespace news::build
