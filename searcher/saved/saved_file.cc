#include "searcher/saved/saved_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"

namespace news {
namespace {

/// Each with its end.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

std::string joined(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += lines[i];
  return text;
}

Error wrong(const std::string& origin, const std::string& message, std::string hint = {}) {
  return {Code::usage, origin + ": " + message, std::move(hint)};
}

SavedSection opened(std::string_view line, std::size_t number, const std::string& origin) {
  SavedSection section;
  section.origin = origin;
  section.begin = number;
  section.end = number + 1;
  const bool closed = line.size() > 1 && line.back() == ']';
  const std::string_view name = trim(line.substr(1, line.size() - (closed ? 2 : 1)));
  if (first_invalid_utf8(name) != std::string_view::npos) {
    section.problem = wrong(origin, "this line is not UTF-8");
    return section;
  }
  section.name = compose(one_line(name));
  if (!closed || name.empty()) section.problem = wrong(origin, "this is no [name]", "such as [ports]");
  return section;
}

}  // namespace

SavedSections parse_saved_file(std::string_view text, const std::string& place) {
  SavedSections parsed;
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string origin = fmt::format("{}:{}", place, i + 1);
    const std::string_view line = trim(lines[i]);
    if (line.starts_with('[')) {
      parsed.sections.push_back(opened(line, i, origin));
      continue;
    }
    SavedSection* const section = parsed.sections.empty() ? nullptr : &parsed.sections.back();
    try {
      std::optional<cli::Setting> setting = cli::read_setting(line, origin);
      if (!setting) continue;
      if (section == nullptr) throw wrong(origin, "this line belongs to no [name]", "put a name above it: [ports]");
      section->end = i + 1;
      section->settings.push_back(std::move(*setting));
    } catch (const Error& error) {
      if (section == nullptr) {
        parsed.strays.push_back(error);
      } else {
        section->end = i + 1;
        if (!section->problem) section->problem = error;
      }
    }
  }
  return parsed;
}

const SavedSection* find_section(const SavedSections& parsed, const std::string& name) {
  const auto named = [&](const SavedSection& section) { return section.name == name; };
  const auto found = std::find_if(parsed.sections.begin(), parsed.sections.end(), named);
  if (found == parsed.sections.end()) return nullptr;
  const auto again = std::find_if(found + 1, parsed.sections.end(), named);
  if (again != parsed.sections.end()) {
    throw wrong(again->origin, "there are two queries named '" + name + "'", "the other is at " + found->origin);
  }
  return &*found;
}

std::string with_section(const std::string& text, const std::string& place, const std::string& name,
                         const std::vector<std::pair<std::string, std::string>>& lines) {
  const std::vector<std::string_view> old = lines_of(text);
  const std::string line_end = !old.empty() && old.front().ends_with("\r\n") ? "\r\n" : "\n";
  std::string body;
  for (const auto& [key, value] : lines) body += key + (value.empty() ? "" : " = " + value) + line_end;

  const SavedSections parsed = parse_saved_file(text, place);
  const SavedSection* section = find_section(parsed, name);
  if (section == nullptr) {
    std::string changed = text;
    if (!changed.empty() && !changed.ends_with('\n')) changed += line_end;
    if (!old.empty() && !trim(old.back()).empty()) changed += line_end;
    return changed + "[" + name + "]" + line_end + body;
  }
  const bool sound = trim(old[section->begin]).ends_with(']');
  std::string changed = joined(old, 0, section->begin) + (sound ? std::string(old[section->begin]) : "[" + name + "]");
  if (!changed.ends_with('\n')) changed += line_end;
  bool written = false;
  for (std::size_t i = section->begin + 1; i < section->end; ++i) {
    const std::string_view line = trim(old[i]);
    const bool kept = line.empty() || line.front() == '#' || line.front() == ';';
    if (kept) {
      changed += old[i];
    } else if (!std::exchange(written, true)) {
      changed += body;  // where the first of the lines was that it replaces
    }
  }
  if (!written) changed += body;
  return changed + joined(old, section->end, old.size());
}

std::string without_section(const std::string& text, const std::string& place, const std::string& name) {
  const SavedSections parsed = parse_saved_file(text, place);
  const SavedSection* section = find_section(parsed, name);
  if (section == nullptr) throw Error(Code::usage, "there is no saved query '" + name + "' in " + place);
  const std::vector<std::string_view> lines = lines_of(text);
  return joined(lines, 0, section->begin) + joined(lines, section->end, lines.size());
}

std::string saved_name(const std::string& given) {
  const auto refused = [&](const std::string& why) {
    return Error(Code::usage, "'" + given + "' is no name for a saved query: " + why, "such as ports, or 'arctic ice'");
  };
  if (first_invalid_utf8(given) != std::string_view::npos) throw refused("it is not UTF-8");
  for (std::size_t at = 0; at < given.size();) {
    const Decoded decoded = decode_utf8(given, at);
    at += decoded.length;
    if (decoded.character < 0x20 || (decoded.character >= 0x7F && decoded.character < 0xA0)) {
      throw refused("it holds a control character");
    }
  }
  if (given.find_first_of("[]") != std::string::npos) throw refused("brackets stand around names");
  if (given.find_first_of("*?") != std::string::npos) throw refused("* and ? make patterns of names");
  if (given.find('"') != std::string::npos) throw refused("quotes stand around names in saved:\"NAME\"");
  std::string name = compose(one_line(given));
  if (name.empty()) throw refused("it is empty");
  return name;
}

}  // namespace news
