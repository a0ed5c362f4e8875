// Which files are gone for good.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/manifest.h"

namespace news {

/// The known files that were at or below these paths and are no more. What can't be looked at is not gone, nor what was
/// below a folder that is empty now: so a disk looks that is not mounted. `on_spared` is told each such folder once,
/// and what the system says where it can't be looked into.
[[nodiscard]] std::vector<std::string> gone_files(
    const build::Manifest& known, const std::vector<std::string>& paths,
    const std::function<void(std::string_view folder, std::string_view reason)>& on_spared);

}  // namespace news
