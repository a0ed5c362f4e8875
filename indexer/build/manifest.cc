#include "indexer/build/manifest.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/json_line.h"
#include "common/text.h"
#include "indexer/build/json_path.h"

namespace news::build {

using nlohmann::json;

std::string manifest_path(const std::string& generation_folder) { return generation_folder + "/manifest.jsonl"; }

void read_manifest(const std::string& generation_folder, Manifest& manifest) {
  const std::string path = manifest_path(generation_folder);
  if (!std::filesystem::exists(path)) {
    throw Error(Code::archive_damaged, path + " is missing",
                "restore it from a backup, or make an empty file of this name: then all files are read again");
  }
  std::istringstream in(read_file(path));  // whole: where reading fails, nothing must seem to be unknown
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    try {
      const json line = parse_json_line(text);
      ManifestEntry entry;
      entry.size = line.at("size").get<std::uint64_t>();
      entry.mtime_ns = line.at("mtime_ns").get<std::int64_t>();
      entry.digest = digest_from_hex(line.at("digest").get<std::string>()).value();
      entry.members = line.at("members").get<std::uint64_t>();
      entry.articles = line.at("articles").get<std::uint64_t>();
      entry.refused = line.at("refused").get<std::uint64_t>();
      manifest.insert_or_assign(path_in(line), entry);
    } catch (const std::exception&) {
      throw Error(Code::archive_damaged, path + " line " + std::to_string(number) + " is damaged",
                  "restore it from a backup, or remove this line: then its file is read again");
    }
  }
}

std::string encode_manifest(const Manifest& manifest) {
  std::string text;
  for (const auto& [path, entry] : manifest) {
    json line;
    const bool is_utf8 = first_invalid_utf8(path) == std::string_view::npos;
    line[is_utf8 ? "path" : "path_hex"] = is_utf8 ? path : hex_of(path);
    line["size"] = entry.size;
    line["mtime_ns"] = entry.mtime_ns;
    line["digest"] = to_hex(entry.digest);
    line["members"] = entry.members;
    line["articles"] = entry.articles;
    line["refused"] = entry.refused;
    text += json_line(line);
  }
  return text;
}

}  // namespace news::build
