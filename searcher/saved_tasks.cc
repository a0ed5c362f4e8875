#include "searcher/saved_tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <utility>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/text.h"
#include "searcher/answer.h"
#include "searcher/match/archives.h"
#include "searcher/saved/marks.h"

namespace news {
namespace {

constexpr char kProgram[] = "news-searcher";

/// As a command run in another folder finds it.
std::string from_anywhere(const std::string& archive) {
  return match::port_of(archive) ? archive : std::filesystem::absolute(archive).lexically_normal().string();
}

/// As lines of the file say them; of a flag that is on nothing.
std::vector<std::string> values_of(const cli::Arguments& given, const cli::Option& option, const std::string& name) {
  if (option.value == nullptr) return {given.has(name.c_str()) ? "" : "false"};
  if (!option.repeatable) return {given.text(name.c_str())};
  return given.list(name.c_str());
}

using Lines = std::vector<std::pair<std::string, std::string>>;

/// What a section of the file is to say.
Lines lines_to_save(const Question& question, const cli::Arguments& given) {
  Lines lines = {{"query", one_line(question.query)}};
  for (const cli::Option& option : searcher_options()) {
    const std::string name(cli::long_name(option));
    if (!cli::can_be_said(option, cli::Scope::query) || !given.said(name.c_str())) continue;
    for (const std::string& value : values_of(given, option, name)) {
      // A line must give back what was said.
      if (value != one_line(value) || first_invalid_utf8(value) != std::string_view::npos) {
        throw Error(Code::usage,
                    fmt::format("--{} can't be saved: '{}' holds what a line of the file can't", name, value));
      }
      lines.emplace_back(name, name == "archive" ? from_anywhere(value) : value);
    }
  }
  return lines;
}

std::string listed(const cli::Arguments& options) {
  std::string text;
  for (const cli::Option& option : searcher_options()) {
    const std::string name(cli::long_name(option));
    if (!options.said(name.c_str())) continue;
    for (const std::string& value : values_of(options, option, name)) {
      text += (text.empty() ? "" : ", ") + name + (value.empty() ? "" : " = " + value);
    }
  }
  return text;
}

/// Throws what would fail if the query were run.
void require_sound(const SavedQuery& query, SavedQueries& saved) {
  Question question = stated_by(query.options);
  question.query = query.text;
  try {
    static_cast<void>(read_question(question, [&](const std::string& each) { return saved.text(each); }));
  } catch (const Error& error) {
    if (error.code() != Code::query) throw;  // of another one that it is composed of: it knows its own place
    throw Error(error.code(), query.origin + ": " + error.what(), error.hint());
  }
}

}  // namespace

void save_query(const SearcherOptions& options, SavedQueries& saved, const Notes& notes) {
  const std::string name = saved_name(options.name);
  saved.require_place();
  const std::string& file = saved.path();
  const auto table = searcher_options();
  const Question question = question_of(options.command_line.over(options.configuration, table));
  // Read once as it will be read: with all that it is composed of, and itself in the place of an older one.
  const ReadQuestion read = read_question(question, [&](const std::string& each) -> std::optional<std::string> {
    return each == name ? question.query : saved.text(each);
  });
  const Lines lines = lines_to_save(question, options.command_line);
  bool replaced = false;
  update_file(file, [&](const std::string& text) {
    const SavedSections before = parse_saved_file(text, file);
    replaced = std::any_of(before.sections.begin(), before.sections.end(),
                           [&](const SavedSection& section) { return section.name == name; });
    return with_section(text, file, name, lines);
  });
  notes.note(read.parsed.notes);
  notes.say(fmt::format("'{}' is {} in {}", name, replaced ? "replaced" : "saved", file));
}

int list_saved(SavedQueries& saved, std::ostream& out) {
  saved.require_place();
  bool failed = false;
  for (const Error& stray : saved.strays()) {
    cli::complain(kProgram, stray.what(), stray.hint());
    failed = true;
  }
  const std::vector<std::string> names = saved.names();
  for (const std::string& name : names) {
    try {
      const SavedQuery query = saved.query(name);
      out << sanitise(query.name) << '\t' << sanitise(one_line(query.text)) << '\t' << sanitise(listed(query.options))
          << '\n';
      require_sound(query, saved);
    } catch (const Error& error) {
      cli::complain(kProgram, error.what(), error.hint());
      failed = true;
    }
  }
  return failed ? exit_status(Code::usage) : names.empty() ? 1 : 0;
}

void delete_saved(const SearcherOptions& options, SavedQueries& saved, const Notes& notes) {
  const std::string name = compose(one_line(options.name));
  saved.require_place();
  const std::string& file = saved.path();
  const std::vector<std::string> names = saved.names();
  if (std::find(names.begin(), names.end(), name) == names.end()) throw saved.missing(name);
  // Another query of this name must not begin where this one was: marks that can't be read are told before the query
  // is gone, and those of a query that stays, stay.
  std::optional<Marks> marks;
  if (std::string path = marks_path(); !path.empty()) marks.emplace(std::move(path));
  const AlertKey alert{alert_file(file), name};
  update_file(file, [&](const std::string& text) { return without_section(text, file, name); });
  if (marks) marks->remove(alert);
  notes.say(fmt::format("'{}' is deleted from {}", name, file));
}

}  // namespace news
