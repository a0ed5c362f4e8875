#include "common/usage/manual.h"

#include <algorithm>

#include "common/error.h"
#include "version.h"

namespace news::usage {

Offer Manual::offer(const cli::Option& option) const {
  if (std::vector<std::string> listed = cli::choices(option); !listed.empty()) {
    return {Offer::Kind::words, std::move(listed)};
  }
  const std::string_view value = option.value == nullptr ? "" : option.value;
  const auto named =
      std::find_if(offers.begin(), offers.end(), [&](const NamedOffer& each) { return each.value == value; });
  if (named != offers.end()) return named->offer;
  if (value.starts_with("DIR")) return {Offer::Kind::folders};
  if (value.starts_with("FILE") && value.find('=') == std::string_view::npos) return {Offer::Kind::files};
  return {};
}

std::optional<std::string> asked_for(const cli::Arguments& arguments, Manual (*manual)()) {
  if (arguments.has("help")) return short_help(manual());
  if (arguments.has("help-all")) return full_help(manual());
  if (arguments.has("version")) return manual().program + " " + kVersion + "\n";
  if (!arguments.has("generate")) return std::nullopt;
  using Generate = std::string (*)(const Manual&);
  return arguments.choice<Generate>("generate", {{"man", man_page},
                                                 {"complete-bash", bash_completion},
                                                 {"complete-zsh", zsh_completion},
                                                 {"complete-fish", fish_completion}})(manual());
}

std::string help_of(const cli::Option& option, Length length) {
  std::string help(length == Length::brief ? brief(option.help) : option.help);
  if (*option.initial != '\0') help.append(" (default ").append(option.initial).append(")");
  return help;
}

std::string_view brief(std::string_view help) { return help.substr(0, std::min(help.find("; "), help.find(" ("))); }

}  // namespace news::usage
