// Completions for bash: compgen and compopt alone, no bash-completion.
#include <fmt/format.h>

#include <algorithm>

#include "common/usage/manual.h"
#include "common/usage/shell_text.h"

namespace news::usage {
namespace {

using Kind = Offer::Kind;

/// Prints what the program lists for a completion. Where the command line has a certain option, that is passed on.
constexpr char kLines[] = R"sh(
@F@_lines() {
  local -a file=()
  local i
  for ((i = 1; i + 1 < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == @ALONG@ ]] || continue
    file=("${COMP_WORDS[i + 1]}")
    [[ ${file[0]} != = ]] || file=("${COMP_WORDS[i + 2]}")
    file=(@ALONG@ "${file[0]/#\~/$HOME}")
  done
  "${COMP_WORDS[0]/#\~/$HOME}" "$@" "${file[@]}" 2>/dev/null </dev/null | cut -f 1
}

# Offers the lines that begin with $1, each behind $2; quoted, unless they are inside quotes already.
@F@_offer_lines() {
  local line quote= begin=$1
  [[ $begin != [\'\"]* && $2 != [\'\"]* ]] || quote=open
  begin=${begin#[\'\"]}
  while IFS= read -r line; do
    [[ $line == "$begin"* ]] || continue
    [[ $quote ]] || printf -v line %q "$line"
    COMPREPLY+=("${2#[\'\"]}$line")
  done
}
)sh";

/// A query is completed at its last word, in quotes too. Outside of quotes `saved:name` comes as three words, as long
/// as the colon is in COMP_WORDBREAKS.
constexpr char kQuery[] = R"sh(
@F@_query() {
  local cur=$1 prev=$2 before=$3 head word field
  if [[ $cur == : ]]; then
    before=$prev prev=: cur=
  fi
  word=${cur##*[[:space:]\(\'\"-]}
  head=${cur%"$word"}
  if [[ $prev == : ]]; then
    @BEHIND_COLON@
  elif [[ $word == saved:* ]]; then
    @IN_WORD@
  else
    for field in @FIELDS@; do
      [[ $field != "$word"* ]] || COMPREPLY+=("${head#[\'\"]}$field")
    done
    compopt -o nospace 2>/dev/null
    # One reply would close the quotes.
    [[ ${#COMPREPLY[@]} != 1 || $head != [\'\"]* ]] || COMPREPLY+=("${COMPREPLY[0]} ")
  fi
}
)sh";

constexpr char kBegin[] = R"sh(
@F@() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} before= option= joined= operands= i
  ((COMP_CWORD < 2)) || before=${COMP_WORDS[COMP_CWORD - 2]}
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} != -- ]] || operands=only
  done
  if [[ ! $operands ]]; then
    # --name=value comes as three words, unless = has been taken out of COMP_WORDBREAKS.
    if [[ $cur == = && $prev == --* ]]; then
      option=$prev cur=
    elif [[ $prev == = && $before == --* ]]; then
      option=$before
    elif [[ $cur == --*=* ]]; then
      option=${cur%%=*} joined=$option= cur=${cur#*=}
    else
      option=$prev
    fi
  fi
  case $option in
)sh";

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

bool more_follows(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return word.ends_with('=') || word.ends_with(':'); });
}

/// The commands that make the replies of an offer, one a line.
std::string reply(const Offer& offer, const std::string& function) {
  switch (offer.kind) {
    case Kind::nothing:
      return {};
    case Kind::files:
      return "      compopt -o default 2>/dev/null\n";
    case Kind::folders:
      return "      compopt -o dirnames 2>/dev/null\n";
    case Kind::words:
      return fmt::format("      mapfile -t COMPREPLY < <(compgen -P \"$joined\" -W {} -- \"$cur\")\n{}",
                         quoted(joined(offer.words)),
                         more_follows(offer.words) ? "      compopt -o nospace 2>/dev/null\n" : "");
    case Kind::list:
      return fmt::format(
          "      mapfile -t COMPREPLY < <(compgen -P \"$joined${{cur%\"${{cur##*,}}\"}}\" -W {} -- \"${{cur##*,}}\")\n"
          "      compopt -o nospace 2>/dev/null\n",
          quoted(joined(offer.words)));
    case Kind::lines:
      return fmt::format("      {}_offer_lines \"$cur\" \"$joined\" < <({}_lines {})\n", function, function,
                         joined(offer.words));
    case Kind::query:
      return fmt::format("      {}_query \"$cur\" \"$prev\" \"$before\"\n", function);
  }
  return {};
}

}  // namespace

std::string bash_completion(const Manual& manual) {
  const std::string function = function_name(manual.program);
  std::string out =
      fmt::format("# bash completion of {}, written by {} --generate complete-bash.\n", manual.program, manual.program);
  const bool asks = manual.saved_names.kind == Kind::lines;
  if (asks) out += replaced(replaced(kLines, "@F@", function), "@ALONG@", manual.saved_names.along);
  if (manual.operand_offer.kind == Kind::query) {
    const std::string lines = fmt::format("< <(@F@_lines {} | grep -v ' ')", joined(manual.saved_names.words));
    std::string query = replaced(kQuery, "@FIELDS@", joined(manual.operand_offer.words));
    query = replaced(query, "@BEHIND_COLON@",
                     asks ? "[[ $before != saved ]] || @F@_offer_lines \"$cur\" '' " + lines : "return");
    query =
        replaced(query, "@IN_WORD@", asks ? "@F@_offer_lines \"${word#saved:}\" \"${head}saved:\" " + lines : "return");
    out += replaced(query, "@F@", function);
  }
  out += replaced(kBegin, "@F@", function);
  std::string all;
  for (const cli::Option& option : manual.options) {
    const std::vector<std::string> names = spellings(option);
    all.append(all.empty() ? "" : " ").append(joined(names));
    if (option.value == nullptr) continue;
    out += fmt::format("    {})\n{}      return ;;\n", fmt::join(names, " | "), reply(manual.offer(option), function));
  }
  out += fmt::format(
      "  esac\n"
      "  if [[ $cur == -* && ! $operands ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W {} -- \"$cur\")\n"
      "  elif [[ $prev != = ]]; then\n{}"
      "  fi\n"
      "}}\n"
      "complete -F {} {}\n",
      quoted(all), manual.operand_offer.kind == Kind::nothing ? "      :\n" : reply(manual.operand_offer, function),
      function, manual.program);
  return out;
}

}  // namespace news::usage
