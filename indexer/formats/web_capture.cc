#include "indexer/formats/web_capture.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/html_page.h"
#include "indexer/formats/http_message.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/table.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/sources/charset.h"
#include "indexer/sources/memory_stream.h"

namespace news::formats {
namespace {

/// Media types that hold no articles.
bool has_no_text(std::string_view type) {
  static constexpr auto kNone = std::to_array<std::string_view>(
      {"image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript",
       "application/x-javascript", "application/pdf", "application/x-shockwave-flash", "application/zip",
       "application/font", "application/vnd.ms", "application/msword", "text/dns"});
  return std::any_of(kNone.begin(), kNone.end(), [&](std::string_view begin) { return type.starts_with(begin); });
}

/// `example.org` of `https://www.example.org:8080/a`.
std::string host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, std::min(host.find_first_of("/?#:"), host.size()));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

/// The day of a capture: `2024-03-29T13:14:05Z`, or 14 digits in ARC.
std::optional<StatedTime> day_of(std::string_view captured) {
  std::string text(captured.substr(0, 10));
  const bool digits = captured.size() >= 8 &&
                      std::all_of(captured.begin(), captured.begin() + 8, [](char c) { return c >= '0' && c <= '9'; });
  if (digits) {
    text = std::string(captured.substr(0, 4)) + "-" + std::string(captured.substr(4, 2)) + "-" +
           std::string(captured.substr(6, 2));
  }
  return parse_iso(text);
}

/// Passes on what a reader of a captured file says, at the place of the capture.
class CaptureReporter final : public Reporter {
 public:
  CaptureReporter(Reporter& reporter, const RecordPlace& place) : reporter_(reporter), place_(place) {}
  void refused(const RecordPlace&, std::string_view reason, std::string_view raw) override {
    reporter_.refused(place_, reason, raw);
  }
  void skipped(const RecordPlace&, std::string_view reason) override { reporter_.skipped(place_, reason); }
  void canceled(const RecordPlace&, Article item) override { reporter_.canceled(place_, std::move(item)); }
  void noted(const RecordPlace&, std::string_view kind, std::string_view detail) override {
    reporter_.noted(place_, kind, detail);
  }

 private:
  Reporter& reporter_;
  RecordPlace place_;
};

}  // namespace

std::optional<Article> CaptureReader::take() {
  if (articles_.empty()) return std::nullopt;
  Article article = std::move(articles_.front());
  articles_.pop_front();
  return article;
}

void CaptureReader::read(const Capture& capture, const RecordPlace& place, const Provenance& provenance,
                         std::string_view raw) {
  provenance_ = provenance;
  if (!capture.is_http) {
    read_content(capture, capture.block, media_type(capture.content_type), charset_of(capture.content_type), place);
    return;
  }
  const auto response = read_http(capture.block);
  if (!response) {
    member_.reporter.refused(place, "no HTTP response in a response record", raw);
    return;
  }
  if (response->status != 200 && response->status != 206) {
    const int kind = response->status / 100;
    member_.reporter.skipped(place, kind == 3   ? "redirect"
                                    : kind == 4 ? "page not found or not allowed"
                                    : kind == 5 ? "server error"
                                                : "no page in the response");
    return;
  }
  const std::string_view stated = response->fields.get("Content-Type");
  if (has_no_text(media_type(stated))) {
    member_.reporter.skipped(place, "not text");
    return;
  }
  const HttpBody body = decoded_body(*response, member_.options.max_record_bytes);
  if (!body.fault.empty()) {
    member_.reporter.refused(place, body.fault, raw);
    return;
  }
  if (!body.note.empty()) member_.reporter.noted(place, "HTTP body mended", body.note);
  read_content(capture, body.bytes, media_type(stated), charset_of(stated), place);
}

void CaptureReader::read_content(const Capture& capture, std::string_view content, std::string_view type,
                                 std::string_view charset, const RecordPlace& place) {
  if (trim(content).empty()) return member_.reporter.skipped(place, "empty");
  if (has_no_text(type)) return member_.reporter.skipped(place, "not text");
  if (capture.address.ends_with("/robots.txt")) return member_.reporter.skipped(place, "not an article");
  if (type == "text/plain") {
    const sources::DecodedText text = sources::to_utf8(content, charset);
    Article article;
    const std::vector<std::string_view> lines = lines_of(text.utf8);
    article.paragraphs = paragraphs_of(lines);
    if (article.paragraphs.empty()) return member_.reporter.skipped(place, "empty");
    return add(std::move(article), capture, place);
  }
  constexpr std::size_t kSniffBytes = std::size_t{64} << 10;
  const Format* format = sniff_format({content.substr(0, kSniffBytes), {}});
  const bool web_archive = format != nullptr && (format->name == "warc" || format->name == "arc");
  const bool page =
      type == "text/html" || type == "application/xhtml+xml" || (format != nullptr && format->name == "html");
  if (format != nullptr && !web_archive && format->name != "html" && format->name != "text" &&
      (!page || format->sniff({content.substr(0, kSniffBytes), {}}) == Confidence::certain)) {
    return read_with(*format, capture, content, place);
  }
  if (!page) return member_.reporter.skipped(place, "not text");
  PageReading reading = read_html_page(content, charset, member_.options.date_order);
  // Frames, forms and empty answers are a good part of every crawl.
  if (!reading.fault.empty()) return member_.reporter.skipped(place, "page without text");
  if (!reading.charset_note.empty()) member_.reporter.noted(place, "charset guessed", reading.charset_note);
  add(std::move(reading.article), capture, place);
}

/// A feed, an agency's file or another format that a site served.
void CaptureReader::read_with(const Format& format, const Capture& capture, std::string_view content,
                              const RecordPlace& place) {
  sources::MemoryStream bytes(content);
  CaptureReporter reporter(member_.reporter, place);
  const auto reader = format.open({bytes, {}, member_.options, reporter});
  while (auto article = reader->next()) {
    if (article->source.empty()) article->source = host_of(capture.address);
    article->provenances = {provenance_};
    articles_.push_back(std::move(*article));
  }
}

void CaptureReader::add(Article article, const Capture& capture, const RecordPlace& place) {
  article.id = capture.address;
  if (article.url.empty()) article.url = capture.address;
  if (article.source.empty()) article.source = host_of(capture.address);
  if (!article.published) {
    article.published = day_of(capture.captured);
    if (article.published) member_.reporter.noted(place, "published: day of capture assumed", capture.captured);
  }
  article.provenances = {provenance_};
  articles_.push_back(std::move(article));
}

}  // namespace news::formats
