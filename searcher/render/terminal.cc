#include "searcher/render/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "common/text.h"

namespace news::render {
namespace {

using match::Snippet;
using match::TextField;

/// Ways to begin and end what stands out.
struct Marks {
  std::string_view title_on, title_off;
  std::string_view facts_on, facts_off;
  std::string_view word_on, word_off;
};
constexpr Marks kColours = {"\x1b[1m", "\x1b[0m", "\x1b[2m", "\x1b[0m", "\x1b[1;31m", "\x1b[0m"};
constexpr Marks kStars = {"", "", "", "", "*", "*"};

/// A piece of an article on one line.
std::string shown(std::string_view text) {
  std::string safe = sanitise(text);
  std::replace(safe.begin(), safe.end(), '\n', ' ');
  std::replace(safe.begin(), safe.end(), '\t', ' ');
  return safe;
}

std::string highlighted(const Snippet& snippet, const Marks& marks, std::string_view resume) {
  std::string line;
  std::size_t at = 0;
  const std::string_view text = snippet.text;
  for (const auto& [begin, end] : snippet.highlights) {
    line += shown(text.substr(at, begin - at));
    line.append(marks.word_on).append(shown(text.substr(begin, end - begin))).append(marks.word_off).append(resume);
    at = end;
  }
  return line + shown(text.substr(at));
}

/// 2024-03-29T13:14 as people write it.
std::string readable(std::string date) {
  std::replace(date.begin(), date.end(), 'T', ' ');
  return date;
}

void facts(const HitRecord& record, const Marks& marks, std::ostream& out) {
  std::string line;
  for (const std::string& fact : {readable(record.published), record.source, record.id}) {
    if (fact.empty()) continue;
    if (!line.empty()) line += " · ";
    line += shown(fact);
  }
  if (!line.empty()) out << "   " << marks.facts_on << line << marks.facts_off << '\n';
}

/// How many copies there are and in which publications: "4 copies: Meridian Post (3), Harbour Courier".
void copies_line(const match::Copies& copies, const Marks& marks, std::ostream& out) {
  constexpr std::size_t kNamed = 6;
  if (copies.count == 0) return;
  std::string line = fmt::format("{} {}", copies.count, copies.count == 1 ? "copy" : "copies");
  for (std::size_t i = 0; i < std::min(kNamed, copies.sources.size()); ++i) {
    const match::Facet& source = copies.sources[i];
    line += (i == 0 ? ": " : ", ") + (source.value.empty() ? "no source stated" : shown(source.value));
    if (source.articles > 1) line += fmt::format(" ({})", source.articles);
  }
  if (copies.sources.size() > kNamed) line += fmt::format(" and {} more", copies.sources.size() - kNamed);
  out << "   " << marks.facts_on << line << marks.facts_off << '\n';
}

}  // namespace

void TerminalWriter::hit(const match::Hit& hit) {
  const Marks& marks = emphasis_ == Emphasis::colour ? kColours : kStars;
  const auto title = std::find_if(hit.snippets.begin(), hit.snippets.end(),
                                  [](const Snippet& snippet) { return snippet.field == TextField::title; });
  out_ << hit.rank << ". " << marks.title_on;
  if (title != hit.snippets.end()) {
    out_ << highlighted(*title, marks, marks.title_on);
  } else {
    out_ << (hit.record.title.empty() ? "(no headline)" : shown(hit.record.title));
  }
  out_ << marks.title_off << '\n';
  facts(hit.record, marks, out_);
  if (hit.copies) copies_line(*hit.copies, marks, out_);
  for (const Snippet& snippet : hit.snippets) {
    if (snippet.field != TextField::title) out_ << "   " << highlighted(snippet, marks, {}) << '\n';
  }
  out_ << '\n';
}

}  // namespace news::render
