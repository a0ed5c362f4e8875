// An article as stored in the database: the whole of it as document data, and the part that a list of hits shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/analysis/sketch.h"
#include "common/article.h"

namespace news {

/// The whole article as bytes. Fields are tagged, so that readers pass over fields they do not know.
[[nodiscard]] std::string encode_article(const Article& article);

/// The inverse. Throws Error(Code::archive_damaged) where the bytes are no article.
[[nodiscard]] Article decode_article(std::string_view bytes);

/// The same without paragraphs and provenances, which are most of the bytes.
[[nodiscard]] Article decode_facts(std::string_view bytes);

/// What a list of hits shows without opening the article.
struct HitRecord {
  std::string title;
  std::string published;  ///< ISO as stated, empty if undated
  std::string source;
  std::string id;
  bool cut = false;  ///< a field was too long for a value and is cut; the article has it whole
};

[[nodiscard]] std::string encode_hit(const Article& article);

/// Throws Error(Code::archive_damaged) where the bytes are no hit record.
[[nodiscard]] HitRecord decode_hit(std::string_view bytes);

/// Value of slot::kInstant, given the publication's instant (see Zone::instant).
[[nodiscard]] std::string instant_value(std::optional<std::int64_t> instant);
/// The instant; nullopt for the value of an undated article. Throws Error(Code::archive_damaged).
[[nodiscard]] std::optional<std::int64_t> decode_instant(std::string_view value);
/// Value of slot::kDay.
[[nodiscard]] std::string day_value(const StatedTime& published);
/// The date, no more precise than a day. Throws Error(Code::archive_damaged) where the bytes are no such value.
[[nodiscard]] StatedTime decode_day(std::string_view value);
/// Value of slot::kSortKey.
[[nodiscard]] std::string sort_key(std::optional<std::int64_t> instant, std::string_view id);
/// Value of slot::kContent.
[[nodiscard]] std::string digest_value(const Digest& digest);
/// Value of slot::kSketch; empty for an article without a word.
[[nodiscard]] std::string sketch_value(const std::optional<analysis::Sketch>& sketch);
/// The sketch; nullopt for an empty value. Throws Error(Code::archive_damaged).
[[nodiscard]] std::optional<analysis::Sketch> decode_sketch(std::string_view value);

}  // namespace news
