// JSON values -> text, lists, paragraphs and times, whatever type an exporter chose for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/date_text.h"
#include "indexer/formats/json_parse.h"

namespace news::formats {

/// Whether a body text without blank lines may have a paragraph on each line.
enum class LineEnds { inside_paragraphs, between_paragraphs, by_their_length };

/// The value at a dotted path (`authors.0.name`), or nullptr. A key that holds dots itself is found as well.
[[nodiscard]] const Json* at_path(const Json& record, std::string_view path);

/// The member of that name, by `folded_key`; nullptr where the value is no object, has none, or it is null.
[[nodiscard]] const Json* member(const Json& object, std::string_view folded);

/// A key without case, `_`, `-`, `@`, `$` and `:`: `published_at`, `publishedAt` and `PublishedAt` are one.
[[nodiscard]] std::string folded_key(std::string_view key);

/// One line of text without markup: a string, a number, the first of a list that has text, an object's `name`, `value`,
/// `rendered`...; empty where there is none.
[[nodiscard]] std::string line_of(const Json& value);

/// The texts of a list, each as line_of; a string is split at `;`, else at `,` where `separated`.
enum class Strings { separated, whole };
[[nodiscard]] std::vector<std::string> list_of(const Json& value, Strings strings);

/// Paragraphs: of text (blank lines, or as `line_ends` says), of HTML, of a list of either.
[[nodiscard]] std::vector<std::string> paragraphs_of(const Json& value, LineEnds line_ends);

/// A time stated as text, or in seconds or milliseconds since 1970, or as a number such as 20240329.
[[nodiscard]] std::optional<DateReading> time_of(const Json& value, DateOrder order);

}  // namespace news::formats
