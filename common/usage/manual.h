// What a program says about itself, as data. --help, --help-all, the man page and the shells' completions are derived
// from it, and so say the same.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/cli.h"

namespace news::usage {

/// A term and what it means: an exit status, a variable, a file, an example.
struct Entry {
  std::string term;
  std::string meaning;
};

/// A piece of the manual: paragraphs, then entries. What is typed as it stands has `backticks` in paragraphs and
/// meanings; a term is typed as it stands.
struct Section {
  std::string title;  ///< in small letters but for the first
  std::vector<std::string> paragraphs;
  std::vector<Entry> entries;
};

/// What completion offers where a value is wanted.
struct Offer {
  enum class Kind {
    nothing,
    files,
    folders,
    words,  ///< `words`; behind one that ends with = or : more is to be typed
    list,   ///< `words`, several of them separated by commas
    lines,  ///< the lines, up to a tab, that the program prints when it is called with `words`
    query,  ///< `words` (names of fields with their colons), and behind `saved:` the names of saved queries
  };
  Kind kind = Kind::nothing;
  std::vector<std::string> words = {};
  std::string along =
      {};  ///< lines: the option (`--saved-file`) that the program is called with, too, where it was typed
};

/// The offer for values of one name in the option table.
struct NamedOffer {
  std::string value;
  Offer offer;
};

struct Manual {
  std::string program;
  std::string purpose;   ///< a phrase: `search news archives`
  std::string operands;  ///< "QUERY..."
  Section description;   ///< its entries are the examples that --help shows
  std::span<const cli::Option> options;
  std::vector<Section> full_help;     ///< what --help-all and the man page have behind the options
  std::vector<Section> man_page;      ///< what only the man page has, behind those
  std::vector<std::string> see_also;  ///< other man pages: "news-indexer(1)"
  Offer operand_offer;
  Offer saved_names;  ///< the names of saved queries: lines, or nothing where the program lists none
  std::vector<NamedOffer> offers;

  /// What completion offers for an option's value.
  [[nodiscard]] Offer offer(const cli::Option& option) const;
};

/// The options that every program has; the last of each table.
inline constexpr cli::Option kCommonOptions[] = {
    cli::everyday({"General", "help", nullptr, "the options of every day", false, cli::Scope::task}),
    cli::everyday(
        {"General", "help-all", nullptr, "all options, and more of what the man page says", false, cli::Scope::task}),
    cli::everyday({"General", "version", nullptr, "the version", false, cli::Scope::task}),
    {"General", "generate", "man|complete-bash|complete-zsh|complete-fish",
     "print the man page, or a shell's completions", false, cli::Scope::task},
};

/// A program's own options and the common ones.
template <std::size_t count>
[[nodiscard]] constexpr auto with_common_options(const cli::Option (&own)[count]) {
  std::array<cli::Option, count + std::size(kCommonOptions)> all{};
  std::copy(std::begin(own), std::end(own), all.begin());
  std::copy(std::begin(kCommonOptions), std::end(kCommonOptions), all.begin() + count);
  return all;
}

/// What one of the common options asks to be printed; nullopt where none of them is there. The manual is made only
/// then, and not whenever a program starts.
[[nodiscard]] std::optional<std::string> asked_for(const cli::Arguments& arguments, Manual (*manual)());

/// The table as --help-all shows it, group by group.
[[nodiscard]] std::string options_text(std::span<const cli::Option> options);

/// What --help prints: at most 80 columns wide, the everyday options.
[[nodiscard]] std::string short_help(const Manual& manual);
/// What --help-all prints: at most 80 columns wide.
[[nodiscard]] std::string full_help(const Manual& manual);

/// The man page, in the man macros of man(7). ASCII whatever the texts hold.
[[nodiscard]] std::string man_page(const Manual& manual);

/// Completions. Each holds all that it needs: for bash no bash-completion has to be installed.
[[nodiscard]] std::string bash_completion(const Manual& manual);
[[nodiscard]] std::string zsh_completion(const Manual& manual);
[[nodiscard]] std::string fish_completion(const Manual& manual);

/// An option's help, whole or brief, with its default where that is a plain value.
enum class Length { brief, whole };
[[nodiscard]] std::string help_of(const cli::Option& option, Length length = Length::whole);

/// An option's help without what is behind a semicolon or in parentheses at its end: a line in a completion's list.
[[nodiscard]] std::string_view brief(std::string_view help);

}  // namespace news::usage
