// What an archive holds, in a form in which two archives can be compared.
#pragma once

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "common/archive.h"
#include "common/codec.h"
#include "common/digest.h"
#include "common/fields.h"
#include "common/record.h"
#include "indexer/build/manifest_file.h"

namespace news::testing {

inline std::map<std::string, build::ManifestEntry> files_of(const build::Manifest& manifest) {
  std::map<std::string, build::ManifestEntry> files;
  manifest.for_each([&](const std::string& path, const build::ManifestEntry& entry) { files.emplace(path, entry); });
  return files;
}

/// What all live generations say of files.
inline std::map<std::string, build::ManifestEntry> manifest_of(const std::string& archive) {
  build::Manifest manifest;
  std::vector<std::string> generations = live_generations(archive);
  std::reverse(generations.begin(), generations.end());  // what a newer one says of a file holds
  for (const std::string& name : generations) build::read_manifest(archive + "/" + name, manifest);
  return files_of(manifest);
}

/// All that an archive holds, in its order, and what it knows of its files.
inline std::string state_of(const std::string& archive) {
  const Xapian::Database database = open_for_reading(archive);
  std::string text;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Xapian::Document document = database.get_document(*it);
    const Article article = decode_article(document.get_data());
    text += std::to_string(*it) + " " + article.id + ":" + body_of(article) + "#" +
            std::to_string(from_big_endian(document.get_value(slot::kSequence)));
    for (const Provenance& from : article.provenances) text += " " + from.path + "@" + std::to_string(from.offset);
    text += '\n';
  }
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    if (*key == metadata::kIdentity) continue;
    std::string value = database.get_metadata(*key);
    if (*key == metadata::kRuns)
      value = std::regex_replace(value, std::regex(" [0-9a-f]{16}\n"), " an id of its own\n");
    text += *key + " " + value + "\n";
  }
  for (const auto& [path, entry] : manifest_of(archive)) {
    text += fmt::format("{} {} {} {} {} {} {}\n", path, entry.size, entry.mtime_ns, to_hex(entry.digest), entry.members,
                        entry.articles, entry.refused);
  }
  return text;
}

/// Bodies and sources by id, in no order of the archive's. An id that stands in it twice is in here twice.
using Articles = std::multimap<std::string, std::string>;

inline Articles articles_of(const std::string& archive) {
  const Xapian::Database database = open_for_reading(archive);
  Articles articles;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Article article = decode_article(database.get_document(*it).get_data());
    std::vector<std::string> from;
    for (const Provenance& each : article.provenances) from.push_back(each.path + "@" + std::to_string(each.offset));
    std::sort(from.begin(), from.end());
    std::string text = body_of(article);
    for (const std::string& each : from) text += " " + each;
    articles.emplace(article.id, text);
  }
  return articles;
}

}  // namespace news::testing
