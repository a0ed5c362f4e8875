#include "common/cli.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <new>
#include <sstream>
#include <typeinfo>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/output.h"
#include "common/text.h"
#include "common/user_folders.h"

namespace news::cli {

namespace po = boost::program_options;

std::string_view long_name(const Option& option) {
  const std::string_view all = option.names;
  return all.substr(0, all.find(','));
}

std::string_view short_name(const Option& option) {
  const std::string_view all = option.names;
  const std::size_t comma = all.find(',');
  return comma == std::string_view::npos ? std::string_view() : all.substr(comma + 1);
}

std::vector<std::string> choices(const Option& option) {
  std::vector<std::string> found;
  const std::string_view all = option.value == nullptr ? "" : option.value;
  const bool listed = all.find('|') != std::string_view::npos && std::all_of(all.begin(), all.end(), [](char c) {
                        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '|';
                      });
  for (std::size_t begin = 0; listed && begin <= all.size();) {
    const std::size_t end = std::min(all.find('|', begin), all.size());
    found.emplace_back(all.substr(begin, end - begin));
    begin = end + 1;
  }
  return found;
}

const Option* find_option(std::span<const Option> options, std::string_view name) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return long_name(option) == name; });
  return found == options.end() ? nullptr : &*found;
}

bool contradict(const Option& a, const Option& b) {
  const auto excludes = [](const Option& one, const Option& other) {
    std::istringstream names(one.excludes);
    return std::find(std::istream_iterator<std::string>(names), {}, long_name(other)) !=
           std::istream_iterator<std::string>();
  };
  return excludes(a, b) || excludes(b, a);
}

po::options_description describe(std::span<const Option> options) {
  po::options_description all;
  for (const Option& option : options) {
    if (option.value == nullptr) {
      all.add_options()(option.names, option.help);
    } else if (option.repeatable) {
      all.add_options()(option.names, po::value<std::vector<std::string>>(), option.help);
    } else {
      all.add_options()(option.names, po::value<std::string>(), option.help);
    }
  }
  return all;
}

bool Arguments::has(const char* name) const {
  const auto found = values_.find(name);
  return found != values_.end() && found->second.value().type() != typeid(bool);
}

std::string Arguments::origin(const char* name) const {
  const auto found = origins_.find(name);
  return found == origins_.end() ? std::string() : found->second;
}

std::string Arguments::spoken(const char* name) const {
  const std::string where = origin(name);
  return where.empty() ? "--" + std::string(name) : where + ": " + name;
}

Arguments Arguments::over(const Arguments& below, std::span<const Option> options) const {
  Arguments merged = *this;
  for (const auto& [name, value] : below.values_) {
    const Option* option = find_option(options, name);
    const bool contradicted = option != nullptr && std::any_of(options.begin(), options.end(), [&](const Option& each) {
                                return contradict(*option, each) && has(std::string(long_name(each)).c_str());
                              });
    if (contradicted || !merged.values_.emplace(name, value).second) continue;
    if (const std::string where = below.origin(name.c_str()); !where.empty()) merged.origins_.emplace(name, where);
  }
  return merged;
}

namespace {

/// Whether an option could have meant that text as its value, rather than a word with a dash before it.
bool looks_like_value(const Option& option, std::string_view text) {
  if (option.value == nullptr) return false;
  if (text.starts_with('=')) return true;
  if (const std::vector<std::string> listed = choices(option); !listed.empty()) {
    return std::find(listed.begin(), listed.end(), text) != listed.end();
  }
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
         text.find('/') != std::string_view::npos;
}

/// A flag that `--NAME=true` or `--NAME=false` switches, or nullptr. What says what to do now is there or is not.
const Option* switched_by(std::string_view argument, std::span<const Option> options) {
  const std::size_t equals = argument.find('=');
  if (!argument.starts_with("--") || equals == std::string_view::npos) return nullptr;
  const std::string_view value = argument.substr(equals + 1);
  const Option* option = find_option(options, argument.substr(2, equals - 2));
  const bool is_flag = option != nullptr && option->value == nullptr && option->scope != Scope::task;
  return is_flag && (value == "true" || value == "false") ? option : nullptr;
}

/// Flags that a command line turns off, and the arguments without them.
struct Switched {
  std::vector<std::string> arguments;
  std::vector<std::string> off;
};

Switched switch_flags(const std::vector<std::string>& arguments, std::span<const Option> options) {
  Switched switched;
  bool ended = false;
  for (const std::string& argument : arguments) {
    ended = ended || argument == "--";
    const Option* flag = ended ? nullptr : switched_by(argument, options);
    if (flag == nullptr) {
      switched.arguments.push_back(argument);
    } else if (argument.ends_with("=true")) {
      switched.arguments.push_back("--" + std::string(long_name(*flag)));
    } else {
      switched.off.emplace_back(long_name(*flag));
    }
  }
  return switched;
}

/// How to write what looks like a short option and its value in one (`-n5`); empty where it does not.
std::string apart(std::string_view argument, std::span<const Option> options) {
  const std::string_view letter = argument.substr(1, 1);
  for (const Option& option : options) {
    if (short_name(option) != letter || !looks_like_value(option, argument.substr(2))) continue;
    const std::string_view value = argument.substr(argument[2] == '=' ? 3 : 2);
    return fmt::format("write -{} {}, or --{}={}", letter, value, long_name(option), value);
  }
  return {};
}

[[noreturn]] void refuse_choice(std::string_view spoken, const std::vector<std::string>& listed,
                                std::string_view given) {
  throw Error(Code::usage, fmt::format("{} is one of {}, not '{}'", spoken, fmt::join(listed, ", "), given));
}

void refuse_contradictions(const Arguments& given, std::span<const Option> options) {
  for (const Option& a : options) {
    for (const Option& b : options) {
      const std::string first(long_name(a));
      const std::string second(long_name(b));
      if (&a < &b && given.has(first.c_str()) && given.has(second.c_str()) && contradict(a, b)) {
        throw Error(Code::usage, fmt::format("--{} and --{} contradict each other", first, second),
                    "leave one of them out");
      }
    }
  }
}

}  // namespace

void check_choices(std::span<const Option> options, const Arguments& values) {
  for (const Option& option : options) {
    const std::string name(long_name(option));
    const std::vector<std::string> listed = choices(option);
    if (listed.empty() || !values.has(name.c_str())) continue;
    const std::vector<std::string> given =
        option.repeatable ? values.list(name.c_str()) : std::vector{values.text(name.c_str())};
    for (const std::string& each : given) {
      if (std::find(listed.begin(), listed.end(), each) == listed.end())
        refuse_choice(values.spoken(name.c_str()), listed, each);
    }
  }
}

std::string Arguments::text(const char* name) const {
  return has(name) ? values_[name].as<std::string>() : std::string();
}

std::vector<std::string> Arguments::list(const char* name) const {
  return has(name) ? values_[name].as<std::vector<std::string>>() : std::vector<std::string>();
}

std::uint64_t Arguments::number(const char* name, std::uint64_t otherwise) const {
  if (!has(name)) return otherwise;
  constexpr std::uint64_t kMost = 1'000'000'000;
  const std::string given = text(name);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc{} || end != given.data() + given.size() || value > kMost) {
    throw Error(Code::usage, fmt::format("{} takes a number, not '{}'", spoken(name), given));
  }
  return value;
}

std::size_t Arguments::chosen(const char* name, const std::vector<const char*>& choices) const {
  if (!has(name)) return 0;
  const std::string given = text(name);
  const auto found = std::find(choices.begin(), choices.end(), given);
  if (found == choices.end()) refuse_choice(spoken(name), {choices.begin(), choices.end()}, given);
  return static_cast<std::size_t>(found - choices.begin());
}

Arguments parse(const std::vector<std::string>& arguments, std::span<const Option> options,
                const std::string& dash_hint) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    // Program_options would take -storm for -s torm.
    if (argument.size() > 2 && argument[0] == '-' && argument[1] != '-') {
      const std::string fix = apart(argument, options);
      throw Error(Code::usage, "'" + argument + "' is no option: short options stand alone",
                  fix.empty() ? dash_hint : fix);
    }
    // A name of our own, which Program_options would take from the command line too.
    const std::string_view name = std::string_view(argument).substr(0, argument.find('='));
    if (name.starts_with("--") && name.substr(2) == kOperands) {
      throw Error(Code::usage, "unrecognised option '" + std::string(name) + "'", "--help-all lists the options");
    }
  }
  namespace style = po::command_line_style;
  constexpr int kStyle = style::allow_long | style::long_allow_adjacent | style::long_allow_next | style::allow_short |
                         style::short_allow_next | style::allow_dash_for_short;
  po::positional_options_description positions;
  positions.add(kOperands, -1);
  po::options_description all = describe(options);
  all.add_options()(kOperands, po::value<std::vector<std::string>>());
  const Switched switched = switch_flags(arguments, options);
  po::variables_map values;
  try {
    po::store(po::command_line_parser(switched.arguments).options(all).positional(positions).style(kStyle).run(),
              values);
    po::notify(values);
  } catch (const po::error& error) {
    throw Error(Code::usage, error.what(), "--help-all lists the options");
  }
  for (const std::string& name : switched.off) {
    if (values.emplace(name, po::variable_value(false, false)).second || values[name].value().type() == typeid(bool)) {
      continue;
    }
    throw Error(Code::usage, fmt::format("--{} and --{}=false contradict each other", name, name),
                "leave one of them out");
  }
  Arguments parsed(std::move(values));
  check_choices(options, parsed);
  refuse_contradictions(parsed, options);
  return parsed;
}

void complain(std::string_view program, std::string_view message, std::string_view hint) {
  std::cerr << program << ": " << sanitise(message) << '\n';
  if (!hint.empty()) std::cerr << "  " << sanitise(hint) << '\n';
}

namespace {

/// Where a standard stream is closed, the next file that is opened would take its place. What is put there instead
/// fails as a closed one does.
void occupy_standard_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
    static_cast<void>(open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

}  // namespace

int run(std::string_view program, const std::function<int(std::ostream& out)>& body) noexcept {
  try {
    std::signal(SIGPIPE, SIG_IGN);
    occupy_standard_descriptors();
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
      files.rlim_cur = files.rlim_max;
      setrlimit(RLIMIT_NOFILE, &files);
    }
    DescriptorStream out(STDOUT_FILENO);
    int status = 0;
    try {
      status = body(out);
      out.flush();
    } catch (const ClosedPipe&) {
      return 0;
    }
    return status;
  } catch (const Error& error) {
    complain(program, error.what(), error.hint());
    return exit_status(error.code());
  } catch (const std::filesystem::filesystem_error& failure) {
    const Error error = io_error(failure);
    complain(program, error.what(), error.hint());
  } catch (const Xapian::Error& error) {
    complain(program, "the archive's database failed: " + error.get_description(),
             "xapian-check ARCHIVE/XAPIANDB says more");
  } catch (const std::bad_alloc&) {
    complain(program, "out of memory", "");
  } catch (const std::exception& error) {
    complain(program, error.what(), "");
  }
  return exit_status(Code::io);
}

std::string default_archive() { return user_folder(UserFolder::data); }

std::string archive_or_default(const std::string& named) {
  if (!named.empty()) return named;
  if (std::string archive = default_archive(); !archive.empty()) return archive;
  throw Error(Code::usage, "no archive is named", "name one with --archive DIR or in $NEWS_ARCHIVE");
}

namespace {

/// The factor of a unit, or 0 for what is none.
double unit_factor(std::string_view unit) {
  if (unit.empty() || unit == "b") return 1;
  if (unit == "k" || unit == "kb" || unit == "kib") return 1024.0;
  if (unit == "m" || unit == "mb" || unit == "mib") return 1024.0 * 1024;
  if (unit == "g" || unit == "gb" || unit == "gib") return 1024.0 * 1024 * 1024;
  return 0;
}

}  // namespace

std::uint64_t parse_size(const std::string& text) {
  constexpr double kMost = 1e18;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const double factor = unit_factor(ascii_lower(trim(end)));
  const double bytes = number * factor;
  if (end == text.c_str() || factor == 0 || !(bytes >= 0 && bytes < kMost)) {
    throw Error(Code::usage, "'" + text + "' is no size", "write it as 512M or 2G");
  }
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace news::cli
