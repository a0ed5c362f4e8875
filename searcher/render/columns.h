// The columns of CSV: what a program may ask to know about each hit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/match/page.h"

namespace news::render {

/// What hits are.
enum class Hits { articles, stories };

struct Column {
  enum class Holds { number, text };

  std::string_view name;
  std::string_view help;  ///< one line, for the documentation
  match::HitParts needs;  ///< what the hit must hold
  Holds holds;            ///< numbers and dates can't be taken for a formula
  std::string (*cell)(const match::Hit& hit);
  Hits of = Hits::articles;  ///< a column of stories is for them alone
};

/// All of them, in the order in which they are documented.
[[nodiscard]] const std::vector<Column>& columns();

/// Reads names separated by commas, such as `published,title,url`. Throws Error(Code::usage) for a name that is none,
/// or that comes twice.
[[nodiscard]] std::vector<const Column*> read_columns(std::string_view list);

/// Those that are written where none are chosen. No article needs to be opened for them.
[[nodiscard]] std::vector<const Column*> default_columns(Hits hits);

/// What hits must hold to be written so.
[[nodiscard]] match::HitParts parts_of(const std::vector<const Column*>& columns);

}  // namespace news::render
