// The file of saved queries as text: what stands where, and how it is changed without touching the rest.
//
//   # what the port desk watches
//   [ports]
//   query = harbour OR port OR docks
//   sort = newest
//
// A section is named in brackets. Its lines are the query and options by their long names (common/settings.h). Bytes
// in, bytes out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error.h"
#include "common/settings.h"

namespace news {

/// One `[name]` and its lines.
struct SavedSection {
  std::string name;    ///< on one line, composed
  std::string origin;  ///< "FILE:LINE" of the name
  std::vector<cli::Setting> settings;
  std::optional<Error> problem;  ///< the first line that can't be understood
  std::size_t begin = 0;         ///< the line of its name, from 0
  std::size_t end = 0;           ///< behind the last line that says something; comments and blank lines may follow
};

struct SavedSections {
  std::vector<SavedSection> sections;
  std::vector<Error> strays;  ///< lines before the first section that are neither blank nor comments
};

/// `place` is the file's name in messages. Nothing is thrown: what is wrong is in the sections.
[[nodiscard]] SavedSections parse_saved_file(std::string_view text, const std::string& place);

/// The section of this name, or nullptr. Throws Error(Code::usage) where there are two.
[[nodiscard]] const SavedSection* find_section(const SavedSections& parsed, const std::string& name);

/// The text with a section of this name that has these lines (name, value; a flag's value is empty) and no others. One
/// that is there keeps its place, its comments and blank lines; a new one stands at the end. Throws Error(Code::usage)
/// where there are two of the name.
[[nodiscard]] std::string with_section(const std::string& text, const std::string& place, const std::string& name,
                                       const std::vector<std::pair<std::string, std::string>>& lines);

/// The text without the section of this name: from its name to the last line that says something. Throws
/// Error(Code::usage) where there is none, or two.
[[nodiscard]] std::string without_section(const std::string& text, const std::string& place, const std::string& name);

/// The name as it is written and looked up. Throws Error(Code::usage) for one that can't be written, or that would be
/// taken for a pattern.
[[nodiscard]] std::string saved_name(const std::string& given);

}  // namespace news
