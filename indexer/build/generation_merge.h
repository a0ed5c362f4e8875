// Keeping the generations of an archive few, although every run that brings new articles adds one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace news::build {

/// Which generations are merged.
enum class MergeWhich {
  alike,  ///< the newest ones, as long as the next is not much larger than all before it together
  all,
};

/// How many of the newest generations are to be merged, given the articles of each, newest first; 0 where there is
/// nothing to do. With `alike` there are some log(articles) generations, and an article is written again some
/// log(articles) times in its life.
[[nodiscard]] std::size_t generations_to_merge(const std::vector<std::uint64_t>& articles, MergeWhich which);

/// Merges and publishes; deletes what was merged: readers that have it open go on with it. Returns how many
/// generations became one, 0 where there was nothing to do. An interruption leaves the archive as it was.
/// REQUIRES: the archive's lock is held, and no generation is open for writing. Throws Error(Code::io,
/// Code::archive_damaged).
std::size_t merge_generations(const std::string& archive, MergeWhich which);

}  // namespace news::build
