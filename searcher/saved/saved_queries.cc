#include "searcher/saved/saved_queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/text.h"
#include "common/user_folders.h"
#include "searcher/query/wildcards.h"

namespace news {
namespace {

constexpr std::string_view kQuery = "query";

SavedQuery understood(const SavedSection& section, std::span<const cli::Option> options) {
  if (section.problem) throw Error(*section.problem);
  SavedQuery query{section.name, {}, {}, {}};
  std::vector<cli::Setting> settings;
  for (const cli::Setting& setting : section.settings) {
    if (setting.name != kQuery) {
      settings.push_back(setting);
      continue;
    }
    if (!query.text.empty()) throw Error(Code::usage, setting.origin + ": query is there twice");
    query.origin = setting.origin;
    if (setting.value) query.text = compose(*setting.value);
    if (query.text.empty()) {
      throw Error(Code::usage, setting.origin + ": query has no value", "such as query = harbour W/5 strike");
    }
  }
  if (query.text.empty()) {
    throw Error(Code::usage, fmt::format("{}: [{}] has no query", section.origin, section.name),
                "such as query = harbour W/5 strike");
  }
  query.options = cli::arguments_of(settings, options, cli::Scope::query);
  return query;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

std::string saved_file_or_default(const std::string& named) {
  if (!named.empty()) return named;
  const std::string folder = user_folder(UserFolder::config);
  return folder.empty() ? folder : folder + "/saved.ini";
}

bool is_name_pattern(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

void SavedQueries::read() {
  if (std::exchange(read_, true) || path_.empty() || !std::filesystem::exists(path_)) return;
  require_regular_file(path_);
  file_ = parse_saved_file(read_file(path_), path_);
}

std::optional<SavedQuery> SavedQueries::find(const std::string& name) {
  read();
  const SavedSection* found = find_section(file_, compose(one_line(name)));
  if (found == nullptr) return std::nullopt;
  return understood(*found, options_);
}

void SavedQueries::require_place() const {
  if (!path_.empty()) return;
  throw Error(Code::usage, "there is no place for saved queries: neither XDG_CONFIG_HOME nor HOME is set",
              "name a file with --saved-file");
}

Error SavedQueries::missing(const std::string& name) {
  require_place();
  const std::string message = fmt::format("there is no saved query '{}' in {}", name, path_);
  const std::vector<std::string> known = names();
  const std::vector<std::string_view> views(known.begin(), known.end());
  if (const std::string_view meant = nearest_name(name, views); !meant.empty()) {
    return {Code::usage, message, fmt::format("did you mean {}?", meant)};
  }
  constexpr std::ptrdiff_t kShown = 20;
  if (known.empty()) return {Code::usage, message, "--save NAME saves the query that stands behind it"};
  const auto end = known.begin() + std::min<std::ptrdiff_t>(kShown, static_cast<std::ptrdiff_t>(known.size()));
  return {Code::usage, message,
          fmt::format("there are {}{}", fmt::join(known.begin(), end, ", "), end == known.end() ? "" : " ...")};
}

std::optional<std::string> SavedQueries::text(const std::string& name) {
  std::optional<SavedQuery> found = find(name);
  if (found) return std::move(found->text);
  require_place();
  if (!strays().empty()) throw Error(strays().front());  // its lines may be those that belong to no name
  return std::nullopt;
}

SavedQuery SavedQueries::query(const std::string& name) {
  std::optional<SavedQuery> found = find(name);
  if (!found) throw missing(name);
  return std::move(*found);
}

std::vector<std::string> SavedQueries::names() {
  read();
  std::vector<std::string> all;
  for (const SavedSection& section : file_.sections) add_once(all, section.name);
  return all;
}

std::vector<std::string> SavedQueries::names(const std::vector<std::string>& names_and_patterns) {
  std::vector<std::string> chosen;
  for (const std::string& each : names_and_patterns) {
    const std::string wanted = compose(one_line(each));
    if (!is_name_pattern(wanted)) {
      add_once(chosen, wanted);
      continue;
    }
    bool fits = false;
    for (const std::string& name : names()) {
      if (!query::fits(wanted, name)) continue;
      fits = true;
      add_once(chosen, name);
    }
    if (!fits) add_once(chosen, wanted);  // asked for by this name, it is told to be missing, and keeps no other
  }
  return chosen;
}

const std::vector<Error>& SavedQueries::strays() {
  read();
  return file_.strays;
}

}  // namespace news
