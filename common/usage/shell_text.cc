#include "common/usage/shell_text.h"

#include <algorithm>

namespace news::usage {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string function_name(std::string_view program) {
  std::string name = "_" + std::string(program);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<std::string> spellings(const cli::Option& option) {
  std::vector<std::string> all;
  if (const std::string_view letter = cli::short_name(option); !letter.empty())
    all.push_back("-" + std::string(letter));
  all.push_back("--" + std::string(cli::long_name(option)));
  return all;
}

std::string replaced(std::string text, std::string_view mark, std::string_view by) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size())) {
    text.replace(at, mark.size(), by);
  }
  return text;
}

}  // namespace news::usage
