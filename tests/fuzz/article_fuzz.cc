// Articles and texts from any bytes: what is normalised is clean, and normalising again changes nothing.
#include <algorithm>

#include "common/text.h"
#include "tests/fuzz/fuzzed_article.h"

namespace {

using news::testing::require;

bool is_clean_line(std::string_view text) {
  return news::first_invalid_utf8(text) == std::string_view::npos && text == news::one_line(text);
}

void check_paragraph(std::string_view paragraph) {
  require(!paragraph.empty() && news::trim(paragraph) == paragraph);
  require(news::first_invalid_utf8(paragraph) == std::string_view::npos);
  require(news::split_paragraphs(paragraph).size() == 1);
  require(std::none_of(paragraph.begin(), paragraph.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
  }));
}

void check_text(std::string_view text) {
  const std::string clean = news::scrub_utf8(text);
  require(news::first_invalid_utf8(clean) == std::string_view::npos);
  require(news::scrub_utf8(clean) == clean);
  require((clean == text) == (news::first_invalid_utf8(text) == std::string_view::npos));
  const std::string safe = news::sanitise(text);
  require(news::sanitise(safe) == safe && news::first_invalid_utf8(safe) == std::string_view::npos);
  require(news::count_characters(safe) == news::count_characters(clean));
  const std::string line = news::one_line(text);
  require(news::one_line(line) == line);
  const std::string folded = news::fold_case(clean);
  require(news::fold_case(folded) == folded);
  const std::string_view trimmed = news::trim(text);
  require(news::trim(trimmed) == trimmed && text.find(trimmed) != std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_text(bytes);
  news::Article article = news::testing::fuzzed_article(bytes);
  news::normalise(article);
  for (const std::string& field : {article.id, article.title, article.deck, article.dateline, article.agency,
                                   article.source, article.section, article.url, article.edition, article.page}) {
    require(is_clean_line(field));
  }
  for (const auto& list : {article.bylines, article.topics}) {
    for (const std::string& entry : list) {
      require(!entry.empty() && is_clean_line(entry) && std::count(list.begin(), list.end(), entry) == 1);
    }
  }
  for (const std::string& paragraph : article.paragraphs) check_paragraph(paragraph);
  require(news::split_paragraphs(news::body_of(article)) == article.paragraphs);

  news::Article again = article;
  news::normalise(again);
  require(again == article);
  require(news::content_digest(again) == news::content_digest(article));
  require(news::identity_digest(again) == news::identity_digest(article));
  return 0;
}
