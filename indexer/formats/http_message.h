// A stored HTTP response: head, transfer and content coding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// Named fields of a record or message, in order.
class HeaderFields {
 public:
  /// Reads lines `Name: value` up to an empty one; continuation lines are joined, lines without a colon passed over.
  /// Moves `text` behind the empty line.
  static HeaderFields read(std::string_view& text);

  /// The value of the first field of that name in any case, trimmed; empty where there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const noexcept;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// A response as an archive stores it (RFC 9112).
struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  std::string_view body;  ///< as stored: coded
};

/// nullopt where the block does not begin with a status line.
[[nodiscard]] std::optional<HttpResponse> read_http(std::string_view block);

/// A body with its codings undone.
struct HttpBody {
  std::string bytes;
  std::string fault;  ///< why it can't be had; then `bytes` is empty
  std::string note;   ///< what was mended: "chunked body is not chunked"; empty if nothing
};

/// Undoes Transfer-Encoding chunked (RFC 9112, section 7.1; a body that is not chunked in spite of it is taken as it
/// is) and Content-Encoding gzip, deflate (with or without zlib's frame) and br. What a damaged coding gives before its
/// damage is kept and noted. At most `max_bytes`, and at most 1,000 times the coded size beyond the first megabyte.
[[nodiscard]] HttpBody decoded_body(const HttpResponse& response, std::uint64_t max_bytes);

/// `text/html` of `text/html; charset=utf-8`, in lower case.
[[nodiscard]] std::string media_type(std::string_view content_type);
/// Its charset parameter, or nothing.
[[nodiscard]] std::string charset_of(std::string_view content_type);

}  // namespace news::formats
