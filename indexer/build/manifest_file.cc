#include "indexer/build/manifest_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/json_line.h"
#include "common/text.h"
#include "indexer/build/json_path.h"

namespace news::build {

using nlohmann::json;

namespace {

struct File {
  std::string path;
  ManifestEntry entry;
};

/// Throws where the line is not what encode() makes.
File decode(std::string_view text) {
  const json line = parse_json_line(text);
  File file;
  file.path = path_in(line);
  file.entry.size = line.at("size").get<std::uint64_t>();
  file.entry.mtime_ns = line.at("mtime_ns").get<std::int64_t>();
  file.entry.digest = digest_from_hex(line.at("digest").get<std::string>()).value();
  file.entry.members = line.at("members").get<std::uint64_t>();
  file.entry.articles = line.at("articles").get<std::uint64_t>();
  file.entry.refused = line.at("refused").get<std::uint64_t>();
  return file;
}

/// Put together here: there may be millions of lines, and everything else waits for them.
std::string encode(const std::string& path, const ManifestEntry& entry) {
  const bool is_utf8 = first_invalid_utf8(path) == std::string_view::npos;
  return fmt::format(R"({{"articles":{},"digest":"{}","members":{},"mtime_ns":{},"{}":{},"refused":{},"size":{}}})"
                     "\n",
                     entry.articles, to_hex(entry.digest), entry.members, entry.mtime_ns, is_utf8 ? "path" : "path_hex",
                     json_text(is_utf8 ? path : hex_of(path)), entry.refused, entry.size);
}

void write(const Manifest& manifest, Replacement& to) {
  manifest.for_each([&](const std::string& path, const ManifestEntry& entry) { to.write(encode(path, entry)); });
}

/// Tells the files that a part lists.
void for_each_file(const std::string& generation_folder,
                   const std::function<void(std::string_view line, const File& file)>& visit) {
  const std::string path = manifest_path(generation_folder);
  if (!std::filesystem::exists(path)) {
    throw Error(Code::archive_damaged, path + " is missing",
                "restore it from a backup, or make an empty file of this name: then all files are read again");
  }
  FileLines lines(path);
  for (std::size_t number = 1; const std::optional<std::string_view> line = lines.next(); ++number) {
    File file;
    try {
      file = decode(*line);
    } catch (const std::exception&) {
      throw Error(Code::archive_damaged, path + " line " + std::to_string(number) + " is damaged",
                  "restore it from a backup, or remove this line: then its file is read again");
    }
    visit(*line, file);
  }
}

}  // namespace

std::string manifest_path(const std::string& generation_folder) { return generation_folder + "/manifest.jsonl"; }

void read_manifest(const std::string& generation_folder, Manifest& manifest) {
  for_each_file(generation_folder,
                [&](std::string_view, const File& file) { manifest.insert_or_assign(file.path, file.entry); });
}

void write_manifest(const std::string& generation_folder, const Manifest& manifest) {
  Replacement replacement(manifest_path(generation_folder));
  write(manifest, replacement);
  replacement.put();
}

void update_manifest(const std::string& generation_folder, const Manifest& files,
                     const std::set<std::string>& forgotten) {
  Replacement replacement(manifest_path(generation_folder));
  bool changed = !files.empty();
  for_each_file(generation_folder, [&](std::string_view line, const File& file) {
    if (files.find(file.path) != nullptr) return;
    if (forgotten.contains(file.path)) {
      changed = true;
      return;
    }
    replacement.write(line);
    replacement.write("\n");
  });
  write(files, replacement);
  if (changed) replacement.put();
}

}  // namespace news::build
