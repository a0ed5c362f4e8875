// What a web archive captured at an address -> articles. Shared by WARC and ARC.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// One capture.
struct Capture {
  std::string address;     ///< target URI
  std::string captured;    ///< when, as the archive writes it
  std::string_view block;  ///< an HTTP response, or the content itself
  bool is_http = true;
  std::string content_type;  ///< where the block is the content itself
};

/// Turns captures into articles: pages through the page reader, plain text, feeds and other formats through their
/// readers. The id of a page is its address, so that a later capture replaces an earlier one; without a date of its own
/// it has the day of its capture, which is noted; its source is its site's name or host.
class CaptureReader {
 public:
  explicit CaptureReader(const Member& member) : member_(member) {}

  /// Reads one capture; its articles can then be taken. Skips and refusals are reported at `place`.
  void read(const Capture& capture, const RecordPlace& place, const Provenance& provenance, std::string_view raw);

  /// The next article of the captures read so far.
  [[nodiscard]] std::optional<Article> take();

 private:
  void read_content(const Capture& capture, std::string_view content, std::string_view type, std::string_view charset,
                    const RecordPlace& place);
  void read_with(const Format& format, const Capture& capture, std::string_view content, const RecordPlace& place);
  void add(Article article, const Capture& capture, const RecordPlace& place);

  Member member_;
  Provenance provenance_;
  std::deque<Article> articles_;
};

}  // namespace news::formats
