// The files that a command line names, without those of the archive itself.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/progress.h"
#include "indexer/sources/walk.h"

namespace news {

/// Those of these paths that are there; `on_missing` gets the rest. "-" always is.
[[nodiscard]] std::vector<std::string> existing_paths(const std::vector<std::string>& paths,
                                                      const std::function<void(std::string_view path)>& on_missing);

/// What is named and is there; `on_missing` gets the rest. Throws Error(Code::usage) where nothing is: a mount that is
/// gone must not look like a night without news.
[[nodiscard]] std::vector<std::string> present_paths(const std::vector<std::string>& named,
                                                     const std::function<void(std::string_view path)>& on_missing);

/// Like sources::walk(), but "-" gives an entry of that name, before the others, and what makes up `archive` (a folder,
/// or empty) is passed over: it may lie below what is read.
void walk_paths(const std::vector<std::string>& named, const std::string& archive,
                const std::function<void(const sources::FileEntry&)>& on_file,
                const std::function<void(std::string_view path, std::string_view reason)>& on_problem,
                const std::function<void(std::string_view path)>& on_passed = {});

/// Counts the files that walk_paths() would find, and their bytes.
[[nodiscard]] Progress::Census census_of(std::vector<std::string> named, std::string archive);

}  // namespace news
