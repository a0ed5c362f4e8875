// What lies in an archive's folder, by name.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace news::build {

inline constexpr std::string_view kBuilding = "building";
inline constexpr std::string_view kMerging = "merging";
inline constexpr std::string_view kGeneration = "gen-";
inline constexpr std::string_view kRun = "run-";     ///< of a bulk builder
inline constexpr std::string_view kJobFile = "job";  ///< in a builder's folder: the name of its job

/// A stem and a number.
[[nodiscard]] bool is_numbered(std::string_view name, std::string_view stem);

[[nodiscard]] inline bool is_generation_name(std::string_view name) { return is_numbered(name, kGeneration); }

/// Where a run builds.
[[nodiscard]] std::string building_path(const std::string& archive);

/// Where a builder's folder has the name of its job.
[[nodiscard]] std::string job_path(const std::string& folder);

/// Whether a builder's folder is of this job, which is not empty.
[[nodiscard]] bool is_job(const std::string& folder, const std::string& job);

/// Whether this path, relative to an archive, is one of the files that make up an archive.
[[nodiscard]] bool is_archive_part(std::string_view path);

/// The generations of our making in an archive that are not among these live ones.
[[nodiscard]] std::vector<std::string> unpublished_generations(const std::string& archive,
                                                               const std::vector<std::string>& live);

/// Whether a folder holds nothing but what we put into a generation. Nothing else is ever removed.
[[nodiscard]] bool is_own_generation(const std::filesystem::path& folder);

}  // namespace news::build
