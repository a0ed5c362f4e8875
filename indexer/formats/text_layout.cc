// Reads the head of a plain-text article line by line, then its paragraphs.
#include "indexer/formats/text_layout.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/dateline.h"
#include "indexer/formats/story_opening.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/text_shapes.h"

namespace news::formats {
namespace {

constexpr std::size_t kMostTitleLines = 3;
constexpr std::size_t kLongestTitle = 250;  // bytes, of a line in the headline's place
constexpr std::size_t kClearlyLonger = 2;   // times the headline, for text that follows it without a blank line
constexpr std::size_t kLongLine = 100;      // bytes that a hard-wrapped line does not have

void split_list(std::string_view value, std::vector<std::string>& out) {
  const std::string_view separators = value.find(';') != std::string_view::npos ? ";|" : ",|";
  while (!value.empty()) {
    const std::size_t end = std::min(value.find_first_of(separators), value.size());
    const std::string_view item = trim(value.substr(0, end));
    if (!item.empty()) out.emplace_back(item);
    value.remove_prefix(std::min(value.size(), end + 1));
  }
}

void set_once(std::string& field, std::string_view value) {
  if (field.empty()) field = std::string(value);
}

/// Puts the value of a label line into its field; the first of two lines with the same label counts.
void apply(const LabelLine& line, const StatedDates& dates, Article& article) {
  const std::string_view value = line.value;
  if (value.empty()) return;
  switch (line.label) {
    case Label::id:
      return set_once(article.id, value);
    case Label::title:
      return set_once(article.title, value);
    case Label::deck:
      return set_once(article.deck, value);
    case Label::published:
      if (!article.published) article.published = dates.read_value(value);
      return;
    case Label::updated:
      if (!article.updated) article.updated = dates.read_value(value);
      return;
    case Label::byline: {
      Byline byline = split_byline(value);
      for (std::string& name : byline.names) article.bylines.push_back(std::move(name));
      return set_once(article.agency, byline.agency);
    }
    case Label::source:
      return set_once(article.source, value);
    case Label::url:
      return set_once(article.url, value);
    case Label::section:
      return set_once(article.section, value);
    case Label::category:
      if (article.section.empty()) return set_once(article.section, value);
      return split_list(value, article.topics);
    case Label::topics:
      return split_list(value, article.topics);
    case Label::language:
      return set_once(article.language, value);
    case Label::dateline: {
      // With the dash that ends datelines: the label may hold all of "LONDON (AP), March 3".
      const auto dateline = read_dateline(std::string(value) + " — A", dates.order());
      set_once(article.dateline, dateline && !dateline->place.empty() ? std::string_view(dateline->place) : value);
      if (dateline) set_once(article.agency, dateline->agency);
      return;
    }
    case Label::agency:
      return set_once(article.agency, value);
    case Label::edition:
      return set_once(article.edition, value);
    case Label::page:
      return set_once(article.page, value);
    case Label::body:
    case Label::ignored:
      return;
  }
}

class Layout {
 public:
  Layout(std::string_view text, const StatedDates& dates)
      : lines_(lines_of(text)), dates_(dates), end_(lines_.size()) {}

  Article run() {
    read_head();
    if (article_.title.empty() && !body_label_) read_title();
    if (!body_label_) read_below_title();
    trim_end();
    article_.paragraphs = paragraphs_of(std::span(lines_).subspan(at_, end_ - at_));
    if (!body_begin_.empty()) article_.paragraphs.insert(article_.paragraphs.begin(), body_begin_);
    if (!article_.paragraphs.empty() && !article_.title.empty() &&
        trim(article_.paragraphs.front()) == trim(article_.title)) {
      article_.paragraphs.erase(article_.paragraphs.begin());
    }
    const bool edited = labelled_ || !article_.title.empty();
    read_opening(article_, dates_, edited ? Opening::edited : Opening::raw_scan);
    return std::move(article_);
  }

 private:
  [[nodiscard]] bool is_mark(std::size_t index) const { return mark_of(lines_[index]) != Mark::none; }
  [[nodiscard]] bool blank_or_end(std::size_t index) const { return index >= end_ || is_mark(index); }

  void skip_marks() {
    while (at_ < end_ && is_mark(at_)) ++at_;
  }

  void read_head() {
    for (skip_marks(); at_ < end_ && !body_label_; skip_marks()) {
      if (!take_head_line()) return;
    }
  }

  bool take_head_line() {
    const std::string_view line = lines_[at_];
    if (const auto label = read_label(line)) {
      labelled_ = true;
      ++at_;
      if (label->label == Label::body) {
        body_label_ = true;
        body_begin_ = std::string(label->value);
      } else {
        apply(*label, dates_, article_);
      }
      return true;
    }
    // Without a label, a date line stands alone, or between labels: on a scanned page it is text like any other.
    if ((labelled_ || blank_or_end(at_ + 1) || read_label(lines_[at_ + 1])) && take_date_line(line, dates_, article_)) {
      labelled_ = true;
      ++at_;
      return true;
    }
    const bool between_labels = labelled_ && at_ + 1 < end_ && read_label(lines_[at_ + 1]).has_value();
    if (between_labels && looks_like_unknown_label(line)) {
      dates_.note("unknown label passed over", one_line(line.substr(0, 100)));
      ++at_;
      return true;
    }
    return false;
  }

  /// Lines from at_ on that stand together.
  [[nodiscard]] std::size_t block_lines() const {
    std::size_t end = at_;
    while (!blank_or_end(end)) ++end;
    return end - at_;
  }

  [[nodiscard]] std::string joined(std::size_t count) const {
    std::string text;
    for (std::size_t i = at_; i < at_ + count; ++i) {
      if (!text.empty()) text += ' ';
      text += trim(lines_[i]);
    }
    return text;
  }

  [[nodiscard]] bool text_follows(std::size_t index) const {
    while (index < end_ && is_mark(index)) ++index;
    return index < end_;
  }

  void read_title() {
    if (at_ >= end_) return;
    const std::size_t lines = title_lines();
    if (lines == 0) return;
    article_.title = joined(lines);
    at_ += lines;
  }

  /// How many of the next lines are the headline.
  [[nodiscard]] std::size_t title_lines() const {
    const std::size_t block = block_lines();
    const std::string_view first = trim(lines_[at_]);
    if (block == 1) {
      if (!labelled_) return looks_like_headline(first) && prose_below(at_ + 1) ? 1 : 0;
      // In the place of the headline nearly everything is one; but where there is none, the text begins.
      const auto dateline = first.size() > kLongestTitle ? std::nullopt : read_dateline(first, dates_.order());
      if (first.size() > kLongestTitle || (dateline && dateline->sure)) return 0;
      if (text_follows(at_ + 1)) return looks_like_headline(first) || !looks_like_prose(first) ? 1 : 0;
      return looks_like_headline(first) ? 1 : 0;
    }
    if (labelled_ && block <= kMostTitleLines && text_follows(at_ + block) && below_headline(at_ + 1) == 0 &&
        looks_like_headline(joined(block)) && !looks_like_prose_line(at_ + block - 1)) {
      return block;
    }
    // A headline directly above its text: what follows is a byline or clearly longer.
    // Without labels it must be an export with a paragraph a line: the first lines of a scanned page look alike.
    const auto below = std::span(lines_).subspan(at_ + 1, block - 1);
    const bool exported = block == 2 ? ends_sentence(lines_[at_ + 1]) : each_line_is_paragraph(below);
    if (!looks_like_headline(first) || (!labelled_ && !exported)) return 0;
    if (below_headline(at_ + 1) > 0) return 1;
    const std::string_view second = trim(lines_[at_ + 1]);
    return second.size() >= kLongLine && second.size() >= kClearlyLonger * first.size() && looks_like_prose(second) ? 1
                                                                                                                    : 0;
  }

  [[nodiscard]] bool looks_like_prose_line(std::size_t index) const {
    return lines_[index].size() >= kLongLine && looks_like_prose(lines_[index]);
  }

  /// 1 where that line is a byline or date line.
  [[nodiscard]] std::size_t below_headline(std::size_t index) const {
    Article scratch;
    if (index >= end_) return 0;
    const bool date = lines_[index].size() < 60 && read_date(lines_[index], dates_.order()).has_value();
    return date || take_byline_line(lines_[index], scratch) ? 1 : 0;
  }

  /// Whether the first paragraph behind that line, bylines and date lines aside, is text in sentences and longer than
  /// the headline.
  [[nodiscard]] bool prose_below(std::size_t index) const {
    const std::size_t headline = trim(lines_[at_]).size();
    for (int tries = 0; tries < 4; ++tries) {
      while (index < end_ && is_mark(index)) ++index;
      if (index >= end_) return false;
      std::string block;
      while (!blank_or_end(index) && block.size() < 4 * kLongestTitle) block += std::string(lines_[index++]) + ' ';
      if (looks_like_prose(block) && block.size() > headline) return true;
      while (!blank_or_end(index)) ++index;
    }
    return false;
  }

  void read_below_title() {
    if (article_.title.empty() && !labelled_) return;
    for (skip_marks(); at_ < end_; skip_marks()) {
      const std::string_view line = lines_[at_];
      if (take_byline_line(line, article_)) {
        ++at_;
      } else if (!take_head_line() || body_label_) {
        return;
      }
    }
  }

  /// Separators and furniture at the end, and a last block of label lines.
  void trim_end() {
    do {
      while (end_ > at_ && (is_mark(end_ - 1) || is_furniture(lines_[end_ - 1]))) --end_;
    } while (take_label_block_at_end());
  }

  bool take_label_block_at_end() {
    std::size_t block = end_;
    while (block > at_ && !is_mark(block - 1)) --block;
    if (block == end_ || block == at_) return false;
    const auto labels = std::span(lines_).subspan(block, end_ - block);
    const bool all = std::all_of(labels.begin(), labels.end(), [](std::string_view line) {
      const auto label = read_label(line);
      return label && label->label != Label::title && label->label != Label::body && !label->value.empty();
    });
    if (!all) return false;
    for (const std::string_view line : labels) apply(*read_label(line), dates_, article_);
    end_ = block;
    return true;
  }

  std::vector<std::string_view> lines_;
  const StatedDates& dates_;
  Article article_;
  std::size_t at_ = 0;
  std::size_t end_;
  bool labelled_ = false;
  bool body_label_ = false;
  std::string body_begin_;  // text behind the colon of `Body:`
};

}  // namespace

Article lay_out(std::string_view text, const StatedDates& dates) { return Layout(text, dates).run(); }

}  // namespace news::formats
