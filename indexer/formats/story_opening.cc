// Reads the opening paragraphs of a story.
#include "indexer/formats/story_opening.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/dateline.h"

namespace news::formats {
namespace {

constexpr std::size_t kOpeningParagraphs = 6;
constexpr std::size_t kLongestDateLine = 100;  // bytes

constexpr auto kFurniture = std::to_array<std::string_view>({"read more",
                                                             "read more at",
                                                             "read full story",
                                                             "read full article",
                                                             "read the full story",
                                                             "read the full article",
                                                             "read the rest",
                                                             "continue reading",
                                                             "view more",
                                                             "see more",
                                                             "show more",
                                                             "learn more",
                                                             "click here to read more",
                                                             "more",
                                                             "share",
                                                             "share this",
                                                             "share this article",
                                                             "share this story",
                                                             "print",
                                                             "print this article",
                                                             "email",
                                                             "advertisement",
                                                             "story continues below advertisement",
                                                             "article continues below advertisement",
                                                             "back to top",
                                                             "subscribe",
                                                             "sign up",
                                                             "related articles",
                                                             "tweet"});

constexpr auto kPublishedWords = std::to_array<std::string_view>(
    {"first published on", "first published", "published on", "published at", "published", "posted on", "posted at",
     "posted", "release date:", "released on", "released", "issued on", "published:", "posted:"});

constexpr auto kUpdatedWords =
    std::to_array<std::string_view>({"last updated on", "last updated", "updated on", "updated at", "updated",
                                     "last modified", "modified", "last updated:", "updated:"});

/// Takes a word off the beginning: longest first in the tables, so that `published on` goes whole.
template <typename Table>
std::optional<std::string_view> without_opening(std::string_view line, const Table& words) {
  for (const std::string_view word : words) {
    if (line.size() > word.size() + 4 && iequals_ascii(line.substr(0, word.size()), word)) {
      const std::string_view rest = line.substr(word.size());
      const bool whole_word = rest[0] == ' ' || rest[0] == ':' || word.back() == ':';
      if (whole_word) return trim(rest.substr(rest[0] == ':' ? 1 : 0));
    }
  }
  return std::nullopt;
}

/// `--News Direct--`, `/PRNewswire/`, `(BUSINESS WIRE)`: an agency's name that is a paragraph of its own.
std::string credit_of(std::string_view paragraph) {
  if (paragraph.size() > 60 || paragraph.size() < 4) return {};
  constexpr std::string_view kMarks = "-/()[]* ";
  const std::size_t begin = paragraph.find_first_not_of(kMarks);
  const std::size_t end = paragraph.find_last_not_of(kMarks);
  if (begin == std::string_view::npos || begin == 0 || end + 1 == paragraph.size()) return {};
  const std::string_view name = paragraph.substr(begin, end - begin + 1);
  return is_known_agency(name) ? std::string(name) : std::string{};
}

bool take_whole_paragraph(std::string_view paragraph, bool first, const StatedDates& dates, Article& article) {
  if (paragraph.find('\n') != std::string_view::npos) return false;
  if (take_byline_line(paragraph, article)) return true;
  // Further below, a bare date is an event's.
  const bool says_what = without_opening(paragraph, kPublishedWords) || without_opening(paragraph, kUpdatedWords);
  if ((first || says_what) && take_date_line(paragraph, dates, article)) return true;
  std::string credit = credit_of(paragraph);
  if (credit.empty() || (!article.agency.empty() && article.agency != credit)) return false;
  article.agency = std::move(credit);
  return true;
}

void apply(const Dateline& dateline, Article& article) {
  if (article.dateline.empty()) article.dateline = dateline.place;
  if (article.agency.empty()) article.agency = dateline.agency;
  if (!article.published) article.published = dateline.date;
}

}  // namespace

bool is_furniture(std::string_view line) {
  line = trim(line);
  if (line.size() > 60) return false;
  std::string text = ascii_lower(line);
  // Arrows, dots and brackets around the words.
  const auto is_ornament = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::string_view(" .:>-|[]()*").find(c) != std::string_view::npos;
  };
  while (!text.empty() && is_ornament(text.back())) text.pop_back();
  const auto begin = std::find_if_not(text.begin(), text.end(), is_ornament);
  text.erase(text.begin(), begin);
  return std::find(kFurniture.begin(), kFurniture.end(), text) != kFurniture.end();
}

bool take_date_line(std::string_view line, const StatedDates& dates, Article& article) {
  line = trim(line);
  if (line.size() > kLongestDateLine || line.size() < 6) return false;
  const auto updated = without_opening(line, kUpdatedWords);
  const auto published = updated ? std::nullopt : without_opening(line, kPublishedWords);
  std::optional<StatedTime>& field = updated ? article.updated : article.published;
  if (field) return false;
  field = dates.read_day(updated ? *updated : published ? *published : line);
  return field.has_value();
}

bool take_byline_line(std::string_view line, Article& article) {
  line = trim(line);
  if (article.bylines.empty()) {
    auto byline = read_byline(line);
    if (!byline) return false;
    article.bylines = std::move(byline->names);
    if (article.agency.empty()) article.agency = std::move(byline->agency);
    return true;
  }
  // The line below: "Associated Press Writer", "Reuters".
  if (line.size() > 50) return false;
  std::string_view name = line;
  for (const std::string_view role : {" Writer", " WRITER", " Staff", " Correspondent"}) {
    if (name.size() > role.size() && name.ends_with(role)) name.remove_suffix(role.size());
  }
  if (!is_known_agency(name) || !article.agency.empty()) return false;
  article.agency = std::string(name);
  return true;
}

void read_opening(Article& article, const StatedDates& dates, Opening opening) {
  auto& paragraphs = article.paragraphs;
  std::size_t at = 0;
  for (std::size_t seen = 0; seen < kOpeningParagraphs && at < paragraphs.size(); ++seen) {
    const std::string_view paragraph = trim(paragraphs[at]);
    // The last paragraph stays: an article of nothing but its date line keeps something to read.
    if (paragraphs.size() > 1 && take_whole_paragraph(paragraph, at == 0, dates, article)) {
      paragraphs.erase(paragraphs.begin() + static_cast<std::ptrdiff_t>(at));
      continue;
    }
    const auto dateline = read_dateline(paragraph, dates.order());
    if (dateline && (dateline->sure || (at == 0 && opening == Opening::edited))) {
      apply(*dateline, article);
      return;
    }
    ++at;
  }
}

}  // namespace news::formats
