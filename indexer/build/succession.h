// What takes the place of live generations: made beside them, put there by one rename of the stub.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace news::build {

/// Name for a generation of this archive that no folder has: `gen-` and the next number.
[[nodiscard]] std::string next_generation_name(const std::string& archive);

/// Removes what an interrupted succession left: what it made, or what it made that from. What a run left that can be
/// taken up stays. `live`: names of the live generations.
void remove_unfinished_successors(const std::string& archive, const std::vector<std::string>& live);

/// The folder in which a successor is made, `ARCHIVE/merging`; it may hold what an earlier attempt left there. Throws
/// Error(Code::io) where it holds somebody's files.
[[nodiscard]] std::string successor_folder(const std::string& archive);

/// What is in the successor's folder, database and manifest, both flushed, takes the place of the `count` newest of the
/// `live` generations, which are deleted: readers that have them open go on with them. Throws Error(Code::io),
/// std::filesystem::filesystem_error. REQUIRES: the archive's lock is held.
void succeed(const std::string& archive, const std::vector<std::string>& live, std::size_t count);

}  // namespace news::build
