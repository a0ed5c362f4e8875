// Reads a file as one page.
#include "indexer/formats/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/html_page.h"
#include "indexer/formats/input.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

class HtmlReader : public ArticleReader {
 public:
  explicit HtmlReader(const Member& member) : member_(member) {}

  std::optional<Article> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    const std::optional<std::string> page = read_all(member_.bytes, member_.options.max_record_bytes);
    if (!page) {
      member_.reporter.refused({1, 0, 0},
                               fmt::format("record is larger than {} bytes", member_.options.max_record_bytes), {});
      return std::nullopt;
    }
    const RecordPlace place{1, 0, page->size()};
    PageReading reading = read_html_page(*page, {}, member_.options.date_order);
    if (!reading.fault.empty()) {
      member_.reporter.refused(place, reading.fault, *page);
      return std::nullopt;
    }
    if (!reading.charset_note.empty()) member_.reporter.noted(place, "charset guessed", reading.charset_note);
    reading.article.format = kHtmlFormat.name;
    reading.article.provenances = {record_at(0, *page)};
    return std::move(reading.article);
  }

 private:
  Member member_;
  bool done_ = false;
};

/// What stands before the first element: white space, comments, declarations, instructions.
std::string_view without_prolog(std::string_view text) {
  while (true) {
    text = trim(text);
    std::size_t end = std::string_view::npos;
    if (text.starts_with("<!--")) {
      end = text.find("-->");
      end = end == std::string_view::npos ? end : end + 3;
    } else if (text.starts_with("<?")) {
      end = text.find('>');
      end = end == std::string_view::npos ? end : end + 1;
    }
    if (end == std::string_view::npos) return text;
    text.remove_prefix(end);
  }
}

Confidence sniff(const Sample& sample) {
  constexpr std::size_t kLookedAt = 8192;
  std::string utf8;
  std::string_view head = sample.head.substr(0, kLookedAt);
  if (sources::wide_charset(head)) {
    utf8 = sources::to_utf8(head).utf8;
    head = utf8;
  }
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string start = ascii_lower(without_prolog(head).substr(0, 64));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return Confidence::certain;
  static constexpr auto kFirst = std::to_array<std::string_view>(
      {"<head", "<body", "<title>", "<meta ", "<h1", "<div", "<p>", "<p ", "<article", "<table", "<script", "<center"});
  const bool element =
      std::any_of(kFirst.begin(), kFirst.end(), [&](std::string_view tag) { return start.starts_with(tag); });
  if (!element) return Confidence::no;
  const std::string name = ascii_lower(sample.name);
  const bool named =
      name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml") || name.ends_with(".shtml");
  const bool page = start.starts_with("<head") || start.starts_with("<body") || start.starts_with("<meta ");
  return named || page ? Confidence::likely : Confidence::no;
}

}  // namespace

const Format kHtmlFormat = {
    .name = "html",
    .standard = "HTML, with schema.org, OpenGraph and meta data; one page a file",
    .extensions = "html htm xhtml",
    .sniffed_by = "an HTML document type or html element; by head, body or meta; by other elements with the extension",
    .sniff = sniff,
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<HtmlReader>(member); },
};

}  // namespace news::formats
