// What lies in an archive's folder, by name.
#pragma once

#include <filesystem>
#include <string_view>

namespace news::build {

inline constexpr std::string_view kBuilding = "building";
inline constexpr std::string_view kMerging = "merging";
inline constexpr std::string_view kGeneration = "gen-";
inline constexpr std::string_view kRun = "run-";  ///< of a bulk builder

/// A stem and a number.
[[nodiscard]] bool is_numbered(std::string_view name, std::string_view stem);

[[nodiscard]] inline bool is_generation_name(std::string_view name) { return is_numbered(name, kGeneration); }

/// Whether this path, relative to an archive, is one of the files that make up an archive.
[[nodiscard]] bool is_archive_part(std::string_view path);

/// Whether a folder holds nothing but what we put into a generation. Nothing else is ever removed.
[[nodiscard]] bool is_own_generation(const std::filesystem::path& folder);

}  // namespace news::build
