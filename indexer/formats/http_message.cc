#include "indexer/formats/http_message.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <new>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;
constexpr std::uint64_t kMostRatio = 1000;
constexpr std::uint64_t kFreeBytes = std::uint64_t{1} << 20;
constexpr std::size_t kMostFields = 1000;

/// The line that the text begins with, without its end; moves the text behind it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// nullopt where the body is not chunked. A body that breaks off inside a chunk is what came before.
std::optional<std::string> unchunked(std::string_view body) {
  std::string bytes;
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    const std::string_view digits = trim(line.substr(0, std::min(line.find(';'), line.size())));
    std::uint64_t size = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (fault != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    if (size == 0) break;
    bytes.append(body.substr(0, size));
    body.remove_prefix(std::min<std::uint64_t>(size, body.size()));
    if (!body.empty() && !take_line(body).empty()) return std::nullopt;
  }
  return bytes;
}

/// Grows a text piece by piece up to the limits.
class Bounded {
 public:
  Bounded(std::uint64_t coded, std::uint64_t max_bytes)
      : limit_(std::min(max_bytes, kFreeBytes + coded * kMostRatio)) {}
  void append(const std::uint8_t* bytes, std::size_t size) { text_.append(reinterpret_cast<const char*>(bytes), size); }
  [[nodiscard]] bool is_full() const { return text_.size() > limit_; }
  [[nodiscard]] std::string take() { return std::move(text_); }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::uint64_t limit_;
  std::string text_;
};

enum class Outcome { whole, damaged, too_large };

struct EndInflate {
  void operator()(z_stream* stream) const noexcept {
    inflateEnd(stream);
    delete stream;  // NOLINT(cppcoreguidelines-owning-memory)
  }
};

Outcome inflate_into(std::string_view coded, int window_bits, Bounded& out) {
  std::unique_ptr<z_stream, EndInflate> stream(new z_stream());
  if (inflateInit2(stream.get(), window_bits) != Z_OK) throw std::bad_alloc();
  stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  stream->avail_in = static_cast<uInt>(coded.size());
  std::array<std::uint8_t, kChunk> buffer;
  while (true) {
    stream->next_out = buffer.data();
    stream->avail_out = static_cast<uInt>(buffer.size());
    const int result = inflate(stream.get(), Z_NO_FLUSH);
    out.append(buffer.data(), buffer.size() - stream->avail_out);
    if (out.is_full()) return Outcome::too_large;
    if (result == Z_STREAM_END) return Outcome::whole;
    if (result != Z_OK || (stream->avail_in == 0 && stream->avail_out > 0)) return Outcome::damaged;
  }
}

struct EndBrotli {
  void operator()(BrotliDecoderState* state) const noexcept { BrotliDecoderDestroyInstance(state); }
};

Outcome unbrotli_into(std::string_view coded, Bounded& out) {
  const std::unique_ptr<BrotliDecoderState, EndBrotli> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) throw std::bad_alloc();
  const auto* next = reinterpret_cast<const std::uint8_t*>(coded.data());
  std::size_t available = coded.size();
  std::array<std::uint8_t, kChunk> buffer;
  while (true) {
    std::uint8_t* next_out = buffer.data();
    std::size_t room = buffer.size();
    const auto result = BrotliDecoderDecompressStream(state.get(), &available, &next, &room, &next_out, nullptr);
    out.append(buffer.data(), buffer.size() - room);
    if (out.is_full()) return Outcome::too_large;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return Outcome::whole;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return Outcome::damaged;
  }
}

/// Undoes one coding; the bytes as they are where the coding is a lie.
void undo(std::string_view coding, HttpBody& body, std::uint64_t max_bytes) {
  if (coding.empty() || coding == "identity" || coding == "none" || body.bytes.empty()) return;
  Bounded out(body.bytes.size(), max_bytes);
  Outcome outcome = Outcome::damaged;
  if (coding == "gzip" || coding == "x-gzip") {
    outcome = inflate_into(body.bytes, 16 + MAX_WBITS, out);
  } else if (coding == "deflate") {
    outcome = inflate_into(body.bytes, MAX_WBITS, out);
    if (outcome == Outcome::damaged && out.empty()) outcome = inflate_into(body.bytes, -MAX_WBITS, out);
  } else if (coding == "br") {
    outcome = unbrotli_into(body.bytes, out);
  } else {
    body.fault = fmt::format("content coding '{}' is not known", coding.substr(0, 20));
    body.bytes.clear();
    return;
  }
  if (outcome == Outcome::too_large) {
    body.fault = fmt::format("content coding {} unpacks to too much", coding);
    body.bytes.clear();
  } else if (outcome == Outcome::damaged && out.empty()) {
    body.note = fmt::format("content is not in {} as stated", coding);
  } else {
    if (outcome == Outcome::damaged) body.note = fmt::format("damaged {}, read as far as it goes", coding);
    body.bytes = out.take();
  }
}

}  // namespace

HeaderFields HeaderFields::read(std::string_view& text) {
  HeaderFields headers;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !headers.fields_.empty()) {
      headers.fields_.back().second.append(" ").append(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || headers.fields_.size() >= kMostFields) continue;
    headers.fields_.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return headers;
}

std::string_view HeaderFields::get(std::string_view name) const noexcept {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return iequals_ascii(field.first, name); });
  return found != fields_.end() ? std::string_view(found->second) : std::string_view();
}

std::optional<HttpResponse> read_http(std::string_view block) {
  if (!block.starts_with("HTTP/") && !block.starts_with("ICY ")) return std::nullopt;
  const std::string_view line = take_line(block);
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  HttpResponse response;
  const std::string_view code = trim(line.substr(blank)).substr(0, 3);
  std::from_chars(code.data(), code.data() + code.size(), response.status);
  response.fields = HeaderFields::read(block);
  response.body = block;
  return response;
}

HttpBody decoded_body(const HttpResponse& response, std::uint64_t max_bytes) {
  HttpBody body;
  const std::string transfer = ascii_lower(response.fields.get("Transfer-Encoding"));
  if (transfer.find("chunked") != std::string::npos) {
    if (auto bytes = unchunked(response.body)) {
      body.bytes = std::move(*bytes);
    } else {
      body.bytes = response.body;  // crawlers undo the coding and keep the field
      body.note = "body is not chunked as stated";
    }
  } else {
    body.bytes = response.body;
  }
  // Several codings were applied in the order in which they are listed.
  const std::string codings = ascii_lower(response.fields.get("Content-Encoding"));
  std::string_view rest = codings;
  while (!rest.empty() && body.fault.empty()) {
    const std::size_t comma = rest.rfind(',');
    undo(trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1)), body, max_bytes);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
  }
  return body;
}

std::string media_type(std::string_view content_type) {
  return ascii_lower(trim(content_type.substr(0, std::min(content_type.find(';'), content_type.size()))));
}

std::string charset_of(std::string_view content_type) {
  const std::string lower = ascii_lower(content_type);
  const std::size_t at = lower.find("charset=");
  if (at == std::string::npos) return {};
  std::string_view value = std::string_view(lower).substr(at + 8);
  value = value.substr(0, std::min(value.find(';'), value.size()));
  while (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
  while (value.ends_with('"') || value.ends_with('\'')) value.remove_suffix(1);
  return std::string(trim(value));
}

}  // namespace news::formats
