// Tables of labels and the shapes of lines.
#include "indexer/formats/text_shapes.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/byline.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestLabel = 28;      // bytes
constexpr std::size_t kLongestValue = 1000;    // a longer "value" is a paragraph with a colon
constexpr std::size_t kLongestHeadline = 160;  // characters
constexpr std::size_t kShortestRule = 5;
constexpr std::size_t kShortestProse = 60;  // bytes

struct LabelName {
  std::string_view name;
  Label label;
};

// Lower case, without punctuation. Sorted by label, not by name: one row of thought each.
constexpr LabelName kLabels[] = {
    {"id", Label::id},
    {"article id", Label::id},
    {"doc id", Label::id},
    {"docid", Label::id},
    {"doc-id", Label::id},
    {"docno", Label::id},
    {"document id", Label::id},
    {"document", Label::id},
    {"guid", Label::id},
    {"story id", Label::id},
    {"accession number", Label::id},
    {"an", Label::id},
    {"title", Label::title},
    {"headline", Label::title},
    {"head", Label::title},
    {"hl", Label::title},
    {"hed", Label::title},
    {"titel", Label::title},
    {"titre", Label::title},
    {"título", Label::title},
    {"titulo", Label::title},
    {"titolo", Label::title},
    {"titular", Label::title},
    {"schlagzeile", Label::title},
    {"subject", Label::title},
    {"deck", Label::deck},
    {"subtitle", Label::deck},
    {"subheadline", Label::deck},
    {"subhead", Label::deck},
    {"standfirst", Label::deck},
    {"summary", Label::deck},
    {"untertitel", Label::deck},
    {"date", Label::published},
    {"published", Label::published},
    {"publication date", Label::published},
    {"published date", Label::published},
    {"date published", Label::published},
    {"pub date", Label::published},
    {"pubdate", Label::published},
    {"publish date", Label::published},
    {"published on", Label::published},
    {"published at", Label::published},
    {"posted", Label::published},
    {"posted on", Label::published},
    {"release date", Label::published},
    {"issue date", Label::published},
    {"load-date", Label::ignored},
    {"datum", Label::published},
    {"fecha", Label::published},
    {"data", Label::published},
    {"дата", Label::published},
    {"updated", Label::updated},
    {"last updated", Label::updated},
    {"date updated", Label::updated},
    {"modified", Label::updated},
    {"last modified", Label::updated},
    {"date modified", Label::updated},
    {"updated on", Label::updated},
    {"updated at", Label::updated},
    {"aktualisiert", Label::updated},
    {"by", Label::byline},
    {"byline", Label::byline},
    {"by-line", Label::byline},
    {"author", Label::byline},
    {"authors", Label::byline},
    {"author(s)", Label::byline},
    {"written by", Label::byline},
    {"reporter", Label::byline},
    {"autor", Label::byline},
    {"auteur", Label::byline},
    {"autore", Label::byline},
    {"автор", Label::byline},
    {"source", Label::source},
    {"publication", Label::source},
    {"newspaper", Label::source},
    {"paper", Label::source},
    {"publisher", Label::source},
    {"outlet", Label::source},
    {"source name", Label::source},
    {"quelle", Label::source},
    {"fuente", Label::source},
    {"fonte", Label::source},
    {"источник", Label::source},
    {"url", Label::url},
    {"link", Label::url},
    {"permalink", Label::url},
    {"web", Label::url},
    {"web address", Label::url},
    {"canonical", Label::url},
    {"canonical url", Label::url},
    {"source url", Label::url},
    {"article url", Label::url},
    {"section", Label::section},
    {"desk", Label::section},
    {"rubric", Label::section},
    {"ressort", Label::section},
    {"rubrik", Label::section},
    {"sección", Label::section},
    {"rubrique", Label::section},
    {"category", Label::category},
    {"categories", Label::category},
    {"kategorie", Label::category},
    {"topics", Label::topics},
    {"topic", Label::topics},
    {"keywords", Label::topics},
    {"keyword", Label::topics},
    {"tags", Label::topics},
    {"tag", Label::topics},
    {"subjects", Label::topics},
    {"schlagwörter", Label::topics},
    {"language", Label::language},
    {"lang", Label::language},
    {"sprache", Label::language},
    {"dateline", Label::dateline},
    {"place", Label::dateline},
    {"location", Label::dateline},
    {"city", Label::dateline},
    {"agency", Label::agency},
    {"news agency", Label::agency},
    {"wire", Label::agency},
    {"credit", Label::agency},
    {"edition", Label::edition},
    {"page", Label::page},
    {"pages", Label::page},
    {"page number", Label::page},
    {"body", Label::body},
    {"text", Label::body},
    {"content", Label::body},
    {"full text", Label::body},
    {"article text", Label::body},
    {"body text", Label::body},
    {"length", Label::ignored},
    {"word count", Label::ignored},
    {"words", Label::ignored},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

std::string folded(std::string_view name) {
  const bool ascii = std::none_of(name.begin(), name.end(), is_high);
  return ascii ? ascii_lower(name) : fold_case(scrub_utf8(name));
}

/// The name before the colon and the value behind it.
struct Split {
  std::string_view name;
  std::string_view value;
};

std::optional<Split> split_label(std::string_view line) {
  const std::size_t colon = line.substr(0, kLongestLabel + 1).find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view name = trim(line.substr(0, colon));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name.empty() || value.size() > kLongestValue || value.starts_with("//")) return std::nullopt;
  return Split{name, value};
}

/// Whether the value fits the label, so that prose which happens to begin with such a word stays prose.
bool fits(Label label, std::string_view value) {
  if (value.empty()) return true;
  switch (label) {
    case Label::byline: {
      const Byline byline = split_byline(value);
      return !byline.agency.empty() || looks_like_name(byline.names.front().substr(0, byline.names.front().find(',')));
    }
    case Label::published:
    case Label::updated:
      return value.size() <= 100 && std::any_of(value.begin(), value.end(), is_digit);
    case Label::dateline:
    case Label::agency:
    case Label::section:
    case Label::language:
    case Label::edition:
    case Label::page:
      return value.size() <= 100;
    case Label::id:
      return value.size() <= 300;
    case Label::url:
      return value.find(' ') == std::string_view::npos;
    default:
      return true;
  }
}

std::string_view without_closers(std::string_view line) {
  while (true) {
    line = trim(line);
    std::string_view shorter = line;
    for (const std::string_view closer : {"\"", "'", ")", "]", "”", "’", "»", "“", "*", "_"}) {
      if (shorter.ends_with(closer)) shorter.remove_suffix(closer.size());
    }
    if (shorter.size() == line.size()) return line;
    line = shorter;
  }
}

/// The last word with its point: "U.S.", "Inc."
bool ends_in_abbreviation(std::string_view line) {
  const std::size_t blank = line.find_last_of(" \t");
  const std::string_view word = blank == std::string_view::npos ? line : line.substr(blank + 1);
  if (word.size() < 2 || word.back() != '.') return false;
  if (word.find('.') < word.size() - 1) return true;
  const std::string lower = ascii_lower(word);
  constexpr auto kNown = std::to_array<std::string_view>({"inc.", "corp.", "co.", "ltd.", "jr.", "sr.", "st.", "no."});
  return std::find(kNown.begin(), kNown.end(), lower) != kNown.end();
}

}  // namespace

std::optional<LabelLine> read_label(std::string_view line) {
  const auto split = split_label(line);
  if (!split) return std::nullopt;
  const std::string name = folded(split->name);
  const auto* const row =
      std::find_if(std::begin(kLabels), std::end(kLabels), [&](const LabelName& known) { return known.name == name; });
  if (row == std::end(kLabels) || !fits(row->label, split->value)) return std::nullopt;
  return LabelLine{row->label, split->value};
}

bool looks_like_unknown_label(std::string_view line) {
  const auto split = split_label(line);
  if (!split || split->value.size() > 200) return false;
  const auto blanks = std::count(split->name.begin(), split->name.end(), ' ');
  return blanks <= 2 && (is_upper(split->name[0]) || is_high(split->name[0])) &&
         split->name.find_first_of(".,;!?\"'()") == std::string_view::npos;
}

Mark mark_of(std::string_view line) {
  if (line.starts_with('\f')) return Mark::form_feed;
  line = trim(line);
  if (line.empty()) return Mark::blank;
  const char c = line[0];
  if (std::string_view("=-*#_~<").find(c) == std::string_view::npos) {
    return line == "ENDS" || line == "(ENDS)" || line == "END" || line == "[ENDS]" ? Mark::end : Mark::none;
  }
  if (line == "-30-" || line == "- 30 -" || line == "--30--" || line == "-ENDS-" || line == "- ENDS -" ||
      line == "-ends-" || line == "- ends -" || line == "-END-" || line == "<<<" || line == "### END" ||
      line == "# # # #" || line == "# # #" || line == "###" || line == "####" || line == "***END***") {
    return Mark::end;
  }
  std::size_t marks = 0;
  bool spaced = false;
  for (const char other : line) {
    if (other == c) {
      ++marks;
    } else if (other == ' ' || other == '\t') {
      spaced = true;
    } else {
      return Mark::none;
    }
  }
  if (c == '<') return marks >= 3 && !spaced ? Mark::end : Mark::none;
  if (marks < kShortestRule) return Mark::none;
  return spaced ? Mark::spaced_rule : Mark::rule;
}

bool ends_sentence(std::string_view line) {
  line = without_closers(line);
  if (line.empty()) return false;
  for (const std::string_view mark : {".", "!", "?", "…", ":", "。", "！", "？", "؟", "۔", "।"}) {
    if (line.ends_with(mark)) return true;
  }
  return false;
}

bool looks_like_headline(std::string_view line) {
  line = trim(line);
  if (line.size() < 4 || count_characters(scrub_utf8(line.substr(0, 4 * kLongestHeadline + 4))) > kLongestHeadline)
    return false;
  const std::string_view bare = without_closers(line);
  if (bare.empty()) return false;
  const char last = bare.back();
  if (last == ',' || last == ';' || last == '-' || last == ':') return false;
  if (last == '.' && !ends_in_abbreviation(bare) && !bare.ends_with("...")) return false;
  // Full stops of other scripts end sentences and nothing else.
  for (const std::string_view stop : {"。", "।", "۔", "။"}) {
    if (line.find(stop) != std::string_view::npos) return false;
  }
  // The first letter, quotes aside, is a capital, a figure or of another script.
  const std::size_t first = line.find_first_not_of("\"'([“”‘’«„¿¡ ");
  if (first == std::string_view::npos || is_lower(line[first])) return false;
  if (!is_upper(line[first]) && !is_digit(line[first]) && !is_high(line[first])) return false;

  // Debris of text recognition: few letters, or words of one or two characters.
  std::size_t letters = 0;
  std::size_t visible = 0;
  std::size_t words = 0;
  std::size_t short_words = 0;
  std::size_t word = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    const bool blank = i == line.size() || line[i] == ' ' || line[i] == '\t';
    if (!blank) {
      ++visible;
      ++word;
      if (is_upper(line[i]) || is_lower(line[i]) || is_high(line[i])) ++letters;
    } else if (word > 0) {
      ++words;
      if (word <= 2 && !is_digit(line[i - 1])) ++short_words;
      word = 0;
    }
  }
  const bool other_script = is_high(line[first]);
  return letters * 10 >= visible * 6 && (words >= 2 || other_script) && short_words * 2 <= words;
}

bool looks_like_prose(std::string_view block) {
  block = trim(block);
  if (block.size() < kShortestProse) return false;
  const auto good =
      std::count_if(block.begin(), block.end(), [](char c) { return is_lower(c) || is_high(c) || c == ' '; });
  return static_cast<std::size_t>(good) * 10 >= block.size() * 7;
}

bool opens_boilerplate(std::string_view line) {
  const std::string lower = ascii_lower(trim(line).substr(0, 40));
  for (const std::string_view opening :
       {"about ", "contact", "media contact", "press contact", "for more", "for further", "note", "editor",
        "forward-looking", "disclaimer", "source", "safe harbor", "cautionary", "investor", "media", "image", "photo",
        "references"}) {
    if (lower.starts_with(opening)) return true;
  }
  return false;
}

}  // namespace news::formats
