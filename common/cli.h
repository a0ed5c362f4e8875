// What the command lines of both programs have in common.
#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace news::cli {

/// Where an option can be said.
enum class Scope : std::uint8_t {
  search,   ///< everywhere: on the command line, in the configuration, with a saved query or a line of a batch
  query,    ///< on the command line and with a query
  program,  ///< on the command line and in the configuration
  task,     ///< on the command line only: it says what to do now
};

/// One option of a program. The tables of these are the only place where options are written down: parsing, help, man
/// page and completions follow them.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): in the order in which rows are written.
struct Option {
  const char* group;  ///< heading in the help
  const char* names;  ///< "archive,a": long name, and the short one if there is one
  /// What stands behind it in the help; null for a flag. Small letters are the values that it takes (`auto|always`),
  /// and others are refused; capitals name a kind of value: completion offers files for FILE, folders for DIR, and for
  /// other names what the program's manual says (usage::Manual::offers).
  const char* value;
  const char* help;  ///< a phrase or sentence; what is behind a semicolon or in parentheses is for the full help
  bool repeatable = false;
  Scope scope = Scope::search;
  const char* excludes = "";  ///< long names, separated by blanks, of options that contradict it; said with one of two
  const char* initial = "";   ///< the default, where it is a plain value
  bool everyday = false;      ///< among the few that --help shows
};

/// The long name: "archive" of "archive,a".
[[nodiscard]] std::string_view long_name(const Option& option);

/// The short name: "a" of "archive,a"; empty where there is none.
[[nodiscard]] std::string_view short_name(const Option& option);

/// The values that an option takes, where its table lists them; else nothing.
[[nodiscard]] std::vector<std::string> choices(const Option& option);

/// The option as one that --help shows.
[[nodiscard]] constexpr Option everyday(Option option) {
  option.everyday = true;
  return option;
}

/// The option with this long name, or nullptr.
[[nodiscard]] const Option* find_option(std::span<const Option> options, std::string_view name);

/// Whether an option can be said in a place: Scope::query, Scope::program.
[[nodiscard]] constexpr bool can_be_said(const Option& option, Scope place) {
  return option.scope == Scope::search || option.scope == place;
}

/// Whether the two contradict each other.
[[nodiscard]] bool contradict(const Option& a, const Option& b);

/// Options and their values, from a command line or another layer (common/settings.h).
class Arguments {
 public:
  /// Where an option was said: its layer, or the file and line. Options without one come from the command line.
  using Origins = std::map<std::string, std::string, std::less<>>;

  Arguments() = default;
  explicit Arguments(boost::program_options::variables_map values, Origins origins = {})
      : values_(std::move(values)), origins_(std::move(origins)) {}

  /// Whether the option was said, and is no flag that was turned off.
  [[nodiscard]] bool has(const char* name) const;
  /// Whether the option was said, be it that a flag is off.
  [[nodiscard]] bool said(const char* name) const { return values_.count(name) != 0; }
  /// The value, or an empty text where the option is not there.
  [[nodiscard]] std::string text(const char* name) const;
  /// Values of a repeatable option, or the arguments that are no options.
  [[nodiscard]] std::vector<std::string> list(const char* name) const;
  /// The value as a number up to 1,000,000,000, or `otherwise` where the option is not there. Throws
  /// Error(Code::usage).
  [[nodiscard]] std::uint64_t number(const char* name, std::uint64_t otherwise) const;
  /// Where the option was said (Origins); empty for the command line, and where it is not there.
  [[nodiscard]] std::string origin(const char* name) const;
  /// The option as a message should name it: "--limit", or "FILE:3: limit".
  [[nodiscard]] std::string spoken(const char* name) const;
  /// These options over others: one that is here replaces the one below whole, lists too, and drops those below that
  /// contradict it. Operands are an option like others.
  [[nodiscard]] Arguments over(const Arguments& below, std::span<const Option> options) const;
  /// The one of the named values that was chosen; the first where the option is not there. Throws Error(Code::usage).
  template <typename Value>
  [[nodiscard]] Value choice(const char* name, std::span<const std::pair<const char*, Value>> choices) const {
    std::vector<const char*> names;
    for (const auto& each : choices) names.push_back(each.first);
    return choices[chosen(name, names)].second;
  }
  template <typename Value>
  [[nodiscard]] Value choice(const char* name, std::initializer_list<std::pair<const char*, Value>> choices) const {
    return choice<Value>(name, std::span(choices.begin(), choices.end()));
  }

 private:
  [[nodiscard]] std::size_t chosen(const char* name, const std::vector<const char*>& choices) const;

  boost::program_options::variables_map values_;  // a flag that was turned off is a bool, false
  Origins origins_;
};

/// Name under which Arguments::list gives what is no option.
inline constexpr char kOperands[] = "operands";

/// The table as Program_options knows it.
[[nodiscard]] boost::program_options::options_description describe(std::span<const Option> options);

/// Parses arguments strictly: options are never guessed from abbreviations, short ones stand alone (`-n 5`, never
/// `-n5`), `--` ends them, options with listed values take no others, and none contradicts another. A flag that other
/// layers can hold is turned off by `--NAME=false`. Throws
/// Error(Code::usage); `dash_hint` is the way out that is offered for a word that begins with a dash and is no short
/// option with its value.
[[nodiscard]] Arguments parse(const std::vector<std::string>& arguments, std::span<const Option> options,
                              const std::string& dash_hint);

/// Throws Error(Code::usage) for an option with listed values that has another one.
void check_choices(std::span<const Option> options, const Arguments& values);

/// Writes what went wrong to stderr, made safe for a terminal, and below it the way out, if there is one.
void complain(std::string_view program, std::string_view message, std::string_view hint);

/// Runs a program's body, which is given standard output, and turns what it throws into a message on stderr and an exit
/// status. The output is flushed; a reader that has stopped reading it is no error. Ignores SIGPIPE and lets the
/// process open as many files as the system allows: an archive of many generations has many.
[[nodiscard]] int run(std::string_view program, const std::function<int(std::ostream& out)>& body) noexcept;

/// The archive where none is named: $XDG_DATA_HOME/news-archive, else ~/.local/share/news-archive; empty where there is
/// no home folder.
[[nodiscard]] std::string default_archive();

/// The one that is named, else the default. Throws Error(Code::usage) where there is neither.
[[nodiscard]] std::string archive_or_default(const std::string& named);

/// `512M`, `1GB`, `1.5 GiB`, `1000000`: bytes, suffixes in powers of 1024. Throws Error(Code::usage).
[[nodiscard]] std::uint64_t parse_size(const std::string& text);

}  // namespace news::cli
