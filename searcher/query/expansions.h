// What truncated words stand for where an archive has more words than are searched.
#pragma once

#include <map>
#include <string>
#include <unordered_set>

#include "common/fields.h"

namespace news::query {

/// The prefix of the terms among which the words of a field are expanded. Running text has one vocabulary: that of all
/// texts.
[[nodiscard]] inline std::string vocabulary_prefix(const Field* field) {
  return field != nullptr && field->kind == FieldKind::words ? std::string(field->prefix) : std::string();
}

/// The words that are searched for patterns that stand for more; under vocabulary prefix and pattern.
using CappedPatterns = std::map<std::string, std::unordered_set<std::string>>;

}  // namespace news::query
