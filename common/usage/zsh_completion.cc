// Completions for zsh: _arguments of its completion system, zshcompsys(1).
#include <fmt/format.h>

#include <algorithm>

#include "common/usage/manual.h"
#include "common/usage/shell_text.h"

namespace news::usage {
namespace {

using Kind = Offer::Kind;

/// Offers what the program lists. Where the command line has a certain option, that is passed on.
constexpr char kLines[] = R"sh(
@F@_lines() {
  local -a file lines
  local i
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      @ALONG@=*) file=(@ALONG@ "${${(Q)words[i]#*=}/#\~/$HOME}") ;;
      @ALONG@) file=(@ALONG@ "${${(Q)words[i+1]}/#\~/$HOME}") ;;
    esac
  done
  lines=(${(f)"$(${(Q)words[1]/#\~/$HOME} @SAVED@ $file 2>/dev/null </dev/null)"})
  lines=(${lines%%$'\t'*})
  [[ $1 != inside ]] || { shift; lines=(${lines:#*[[:space:]]*}); }
  compadd "$@" -- $lines
}
)sh";

/// A query is completed at its last word, in quotes too: a field, or the name behind saved:. Names with blanks would
/// need quotes of their own and are left out.
constexpr char kQuery[] = R"sh(
@F@_query() {
  compset -P '*[[:space:](-]'
  if compset -P 'saved:'; then
    @LINES@
  else
    compadd -S '' -- @FIELDS@
  fi
}
)sh";

/// Text inside a specification of _arguments, in single quotes.
std::string spec_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ':' || c == '[' || c == ']') out += '\\';
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out;
}

std::string action(const Offer& offer, const std::string& function) {
  switch (offer.kind) {
    case Kind::nothing:
      return " ";
    case Kind::files:
      return "_files";
    case Kind::folders:
      return "_files -/";
    case Kind::words: {
      const bool more = std::any_of(offer.words.begin(), offer.words.end(),
                                    [](const std::string& word) { return word.ends_with('='); });
      return more ? fmt::format("{{compadd -S \"\" -- {}}}", fmt::join(offer.words, " "))
                  : fmt::format("({})", fmt::join(offer.words, " "));
    }
    case Kind::list:
      return fmt::format("{{compset -P \"*,\"; compadd -S \"\" -- {}}}", fmt::join(offer.words, " "));
    case Kind::lines:
      return function + "_lines";
    case Kind::query:
      return function + "_query";
  }
  return {};
}

}  // namespace

std::string zsh_completion(const Manual& manual) {
  const std::string function = function_name(manual.program);
  std::string out = fmt::format("#compdef {}\n# zsh completion of {}, written by {} --generate complete-zsh.\n",
                                manual.program, manual.program, manual.program);
  const bool asks = manual.saved_names.kind == Kind::lines;
  if (asks) {
    const std::string saved = fmt::format("{}", fmt::join(manual.saved_names.words, " "));
    std::string lines = replaced(replaced(kLines, "@F@", function), "@SAVED@", saved);
    out += replaced(lines, "@ALONG@", manual.saved_names.along);
  }
  if (manual.operand_offer.kind == Kind::query) {
    std::string query = replaced(kQuery, "@LINES@", asks ? "@F@_lines inside" : "return 1");
    query = replaced(query, "@FIELDS@", fmt::format("{}", fmt::join(manual.operand_offer.words, " ")));
    out += replaced(query, "@F@", function);
  }
  out += fmt::format("\n{}() {{\n  _arguments -S", function);
  for (const cli::Option& option : manual.options) {
    const std::vector<std::string> names = spellings(option);
    const std::string once = option.repeatable ? "*" : fmt::format("({})", fmt::join(names, " "));
    const std::string value = option.value == nullptr ? ""
                                                      : fmt::format(":{}:{}", spec_text(option.value),
                                                                    action(manual.offer(option), function));
    for (const std::string& name : names) {
      const bool joins = option.value != nullptr && name.starts_with("--");
      out += fmt::format(" \\\n    '{}{}{}[{}]{}'", once, name, joins ? "=" : "", spec_text(brief(option.help)), value);
    }
  }
  out += fmt::format(" \\\n    '*:{}:{}'\n}}\n\n", spec_text(manual.operands), action(manual.operand_offer, function));
  // Found by compinit the file is the function's body; sourced it makes the function known.
  out += fmt::format("if [[ $funcstack[1] == _{} ]]; then\n  {} \"$@\"\nelse\n  compdef {} {}\nfi\n", manual.program,
                     function, function, manual.program);
  return out;
}

}  // namespace news::usage
