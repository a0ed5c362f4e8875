// The white space rules of HTML, section "The white-space processing rules" of CSS Text 3, as far as text needs them.
#include "indexer/formats/paragraph_gatherer.h"

#include <utility>

#include "common/text.h"

namespace news::formats {
namespace {

bool is_markup_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f'; }

}  // namespace

void ParagraphGatherer::text(std::string_view bytes) {
  if (preformatted_ > 0) {
    current_ += bytes;
    return;
  }
  for (const char byte : bytes) {
    if (is_markup_space(byte)) {
      blank_due_ = true;
      continue;
    }
    if (blank_due_ && !current_.empty() && !current_.ends_with('\n')) current_ += ' ';
    blank_due_ = false;
    current_ += byte;
  }
}

void ParagraphGatherer::line_break() {
  blank_due_ = false;
  if (current_.ends_with('\n')) return end_paragraph();
  current_ += '\n';
}

void ParagraphGatherer::end_paragraph() {
  const std::string_view text = trim(current_);
  if (!text.empty()) paragraphs_.emplace_back(text);
  current_.clear();
  blank_due_ = false;
}

void ParagraphGatherer::begin_preformatted() {
  end_paragraph();
  ++preformatted_;
}

void ParagraphGatherer::end_preformatted() {
  end_paragraph();
  if (preformatted_ > 0) --preformatted_;
}

std::vector<std::string> ParagraphGatherer::take() {
  end_paragraph();
  return std::exchange(paragraphs_, {});
}

}  // namespace news::formats
