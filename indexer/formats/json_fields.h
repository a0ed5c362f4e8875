// Which keys of a JSON record mean which field of an article.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "indexer/formats/json_parse.h"
#include "indexer/formats/reader.h"

namespace news::formats {

enum class Field {
  id,
  title,
  deck,
  byline,
  dateline,
  agency,
  source,
  section,
  topics,
  language,
  url,
  published,
  updated,
  edition,
  page,
  body
};

/// The keys of one field, best first, each folded (json_values.h: folded_key), separated by blanks.
struct FieldKeys {
  Field field;
  std::string_view names;  ///< what `--map` calls it, the first is the field's own name
  std::string_view keys;
};

/// All fields. The order of keys is the order of preference where a record has several.
[[nodiscard]] std::span<const FieldKeys> field_keys();

/// The field that `--map NAME=...` means, or nullopt.
[[nodiscard]] std::optional<Field> field_named(std::string_view name);

/// Something assumed about a value, for Reporter::noted.
struct JsonNote {
  std::string kind;
  std::string detail;
};

/// An article in the making, and what was assumed for it.
struct JsonDraft {
  Article article;
  std::vector<JsonNote> notes;
  DateOrder order = DateOrder::automatic;
};

/// Sets a field from a value of any type. `key` is the folded key that it stood under. False where the value says
/// nothing for this field.
bool set_field(JsonDraft& draft, Field field, std::string_view key, const Json& value);

/// Makes a field empty.
void clear_field(Article& article, Field field);

/// Sets every field that is empty so far from the record's known keys.
void set_known_fields(JsonDraft& draft, const Json& record);

/// How surely an object is an article, by its keys alone. `object` may be cut off: the keys before the cut count.
[[nodiscard]] Confidence article_confidence(std::string_view object);

}  // namespace news::formats
