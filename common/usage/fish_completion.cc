// Completions for fish: complete(1) of fish 3.
#include <fmt/format.h>

#include "common/usage/manual.h"
#include "common/usage/shell_text.h"

namespace news::usage {
namespace {

using Kind = Offer::Kind;

/// Prints what the program lists. Where the command line has a certain option, that is passed on.
constexpr char kLines[] = R"sh(
function _@F@_lines
    set -l words (commandline -opc)
    set -l file
    if set -l at (contains -i -- @ALONG@ $words)
        set file @ALONG@ (string replace -r '^~' $HOME -- $words[(math $at + 1)])
    else if set -l named (string match -r -- '^@ALONG@=.*' $words)
        set file $named[1]
    end
    set words[1] (string replace -r '^~' $HOME -- $words[1])
    $words[1] $argv $file 2>/dev/null </dev/null | string split -f 1 \t
end
)sh";

/// A query is completed at its last word, in quotes too: a field, or the name behind saved:. Names with blanks would
/// need quotes of their own and are left out.
constexpr char kQuery[] = R"sh(
function _@F@_query
    if string match -q -- '-*' (commandline -ct); and not contains -- -- (commandline -opc)
        return
    end
    set -l token (string replace -r '^[\'"]' '' -- (commandline -ct))
    set -l head (string match -r '^.*[\s(-]' -- $token)
    set -l word (string replace -r '^.*[\s(-]' '' -- $token)
    if string match -q 'saved:*' -- $word
        @SAVED@
    else
        printf '%s\n' "$head"{@FIELDS@}
    end
end
)sh";

/// In single quotes, as fish takes it literally.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// The arguments of `complete` that say what an option takes.
std::string taking(const Offer& offer, const std::string& function) {
  switch (offer.kind) {
    case Kind::nothing:
      return " -x";
    case Kind::files:
      return " -r -F";
    case Kind::folders:
      return " -x -a '(__fish_complete_directories)'";
    case Kind::words:
      return fmt::format(" -x -a {}", fish_quoted(fmt::format("{}", fmt::join(offer.words, " "))));
    case Kind::list:
      return fmt::format(" -x -a '(__fish_append , {})'", fmt::join(offer.words, " "));
    case Kind::lines:
      return fmt::format(" -x -a '(_{}_lines {})'", function, fmt::join(offer.words, " "));
    case Kind::query:
      return fmt::format(" -f -a '(_{}_query)'", function);
  }
  return {};
}

}  // namespace

std::string fish_completion(const Manual& manual) {
  const std::string function = function_name(manual.program);
  std::string out =
      fmt::format("# fish completion of {}, written by {} --generate complete-fish.\n", manual.program, manual.program);
  const bool asks = manual.saved_names.kind == Kind::lines;
  const std::string saved = fmt::format("{}", fmt::join(manual.saved_names.words, " "));
  if (asks) out += replaced(replaced(kLines, "@F@", function), "@ALONG@", manual.saved_names.along);
  if (manual.operand_offer.kind == Kind::query) {
    std::string query =
        replaced(kQuery, "@SAVED@",
                 asks ? "printf '%s\\n' \"$head\"saved:(_@F@_lines " + saved + " | string match -v '* *')" : "return");
    query = replaced(query, "@FIELDS@", fmt::format("{}", fmt::join(manual.operand_offer.words, ",")));
    out += replaced(query, "@F@", function);
  }
  out += '\n';
  for (const cli::Option& option : manual.options) {
    out += "complete -c " + manual.program;
    if (const std::string_view letter = cli::short_name(option); !letter.empty()) out.append(" -s ").append(letter);
    out.append(" -l ").append(cli::long_name(option));
    if (option.value != nullptr) out += taking(manual.offer(option), function);
    out.append(" -d ").append(fish_quoted(brief(option.help))).append("\n");
  }
  if (manual.operand_offer.kind == Kind::query) {
    out += fmt::format("complete -c {}{}\n", manual.program, taking(manual.operand_offer, function));
  }
  return out;
}

}  // namespace news::usage
