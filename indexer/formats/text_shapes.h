// What single lines of a plain-text dump look like: labels, separators, headlines, running text.
#pragma once

#include <optional>
#include <string_view>

namespace news::formats {

/// What a label line states. The names of each are in one table (text_shapes.cc).
enum class Label {
  id,
  title,
  deck,
  published,
  updated,
  byline,
  source,
  url,
  section,
  category,
  topics,
  language,
  dateline,
  agency,
  edition,
  page,
  body,
  ignored
};

struct LabelLine {
  Label label;
  std::string_view value;  ///< trimmed, may be empty; points into the line
};

/// Reads `Title: ...`, `ID :`, `By: Jane Roe`, in any case. nullopt for other lines, and for a `By:` whose value is no
/// name ("by: the Germans and taken").
[[nodiscard]] std::optional<LabelLine> read_label(std::string_view line);

/// A label-shaped line whose name is not in the table: `Word count: 512`.
[[nodiscard]] bool looks_like_unknown_label(std::string_view line);

/// What a line without words means.
enum class Mark {
  none,
  blank,
  form_feed,    ///< begins with one, whatever follows
  rule,         ///< five or more of one of = - * # _ ~
  spaced_rule,  ///< the same with blanks between: * * * * * (also within articles, between their parts)
  end,          ///< ###, # # #, -30-, <<<, ENDS: the end of an article
};
[[nodiscard]] Mark mark_of(std::string_view line);

/// Whether the line ends as a sentence does, closing quotes and brackets aside.
[[nodiscard]] bool ends_sentence(std::string_view line);

/// A short line with capitals that does not end as running text does, and is no debris of text recognition.
[[nodiscard]] bool looks_like_headline(std::string_view line);

/// Text in sentences: long enough, mostly lower-case letters.
[[nodiscard]] bool looks_like_prose(std::string_view block);

/// The heading of what follows an article without being one: `About Acme`, `Media contact`.
[[nodiscard]] bool opens_boilerplate(std::string_view line);

}  // namespace news::formats
