// Walks the parts of a message.
#include "indexer/formats/mail_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "common/text.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/mail_fields.h"
#include "indexer/formats/mail_text.h"

namespace news::formats {
namespace {

using Paragraphs = std::vector<std::string>;

constexpr int kDeepest = 30;
constexpr int kMostParts = 1000;
constexpr std::size_t kHintBytes =
    250;  // "Your program can't show HTML": no more than this, where the HTML has much more
constexpr std::size_t kHintTimes = 5;

enum class Kind { plain, html, other_text, nothing };

std::string parameter(GMimeObject* part, const char* name) {
  const char* value = g_mime_object_get_content_type_parameter(part, name);
  return value == nullptr ? std::string() : std::string(value);
}

Kind kind_of(GMimeObject* part) {
  GMimeContentType* type = g_mime_object_get_content_type(part);
  if (type == nullptr) return Kind::plain;
  const auto is = [type](const char* media, const char* subtype) {
    return g_mime_content_type_is_type(type, media, subtype) != FALSE;
  };
  if (is("text", "plain")) return Kind::plain;
  if (is("text", "html") || is("application", "xhtml+xml")) return Kind::html;
  // `Content-Type: text`, from before MIME.
  const char* given = g_mime_object_get_header(part, "Content-Type");
  if (given != nullptr && iequals_ascii(trim(given), "text")) return Kind::plain;
  for (const char* data : {"calendar", "css", "javascript", "vcard", "x-vcard", "directory", "rfc822-headers", "xml"}) {
    if (is("text", data)) return Kind::nothing;
  }
  return is("text", "*") ? Kind::other_text : Kind::nothing;
}

bool is_attachment(GMimeObject* part) {
  GMimeContentDisposition* disposition = g_mime_object_get_content_disposition(part);
  if (disposition == nullptr) return false;
  const char* value = g_mime_content_disposition_get_disposition(disposition);
  return value != nullptr && iequals_ascii(value, GMIME_DISPOSITION_ATTACHMENT);
}

/// The bytes of a part, its transfer encoding (base64, quoted-printable, uuencode) undone.
std::string content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const ObjectHandle<GMimeStream> bytes(g_mime_stream_mem_new());
  if (g_mime_data_wrapper_write_to_stream(content, bytes.get()) < 0) return {};
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(bytes.get()));
  if (array == nullptr || array->len == 0) return {};
  return {reinterpret_cast<const char*>(array->data), array->len};
}

/// The charset that a page states in its `meta` elements.
std::string charset_in_page(std::string_view html) {
  constexpr std::size_t kHeadBytes = 2048;
  constexpr std::string_view kName = "charset=";
  const std::string head = ascii_lower(html.substr(0, kHeadBytes));
  const std::size_t meta = head.find("<meta");
  const std::size_t at = meta == std::string::npos ? meta : head.find(kName, meta);
  if (at == std::string::npos) return {};
  const std::size_t begin = head.find_first_not_of("\"' ", at + kName.size());
  if (begin == std::string::npos) return {};
  return head.substr(begin, head.find_first_of("\"' ;/>", begin) - begin);
}

Flow flow_of(GMimeObject* part) {
  if (!iequals_ascii(parameter(part, "format"), "flowed")) return Flow::fixed;
  return iequals_ascii(parameter(part, "delsp"), "yes") ? Flow::flowed_without_blanks : Flow::flowed;
}

std::size_t size_of(const Paragraphs& paragraphs) {
  std::size_t bytes = 0;
  for (const std::string& paragraph : paragraphs) bytes += paragraph.size();
  return bytes;
}

void append(Paragraphs& all, Paragraphs more) { std::move(more.begin(), more.end(), std::back_inserter(all)); }

class BodyReader {
 public:
  enum class Attached { left_out, read };

  BodyReader(const StatedDates& notes, Attached attached) : notes_(notes), attached_(attached) {}

  Paragraphs read(GMimeObject* part, int depth) {
    if (part == nullptr || left_out_) return {};
    if (depth > kDeepest || ++parts_ > kMostParts) {
      left_out_ = true;
      notes_.note("parts of a message left out", depth > kDeepest ? "nested too deep" : "too many");
      return {};
    }
    if (GMIME_IS_MULTIPART(part)) return read_multipart(part, depth);
    if (GMIME_IS_MESSAGE_PART(part)) {
      return is_left_out(part) ? Paragraphs() : read_forwarded(GMIME_MESSAGE_PART(part), depth);
    }
    return GMIME_IS_PART(part) && !is_left_out(part) ? read_text(part) : Paragraphs();
  }

 private:
  bool is_left_out(GMimeObject* part) const { return attached_ == Attached::left_out && is_attachment(part); }

  Paragraphs read_multipart(GMimeObject* part, int depth) {
    GMimeMultipart* multipart = GMIME_MULTIPART(part);
    GMimeContentType* type = g_mime_object_get_content_type(part);
    const auto is = [type](const char* subtype) {
      return g_mime_content_type_is_type(type, "multipart", subtype) != FALSE;
    };
    const int count = g_mime_multipart_get_count(multipart);
    if (count == 0) return unclosed(multipart);
    if (is("alternative")) return read_alternatives(multipart, count, depth);
    Paragraphs all;
    if (is("encrypted")) return all;
    const int last = is("related") || is("signed") ? 1 : count;
    for (int i = 0; i < last; ++i) append(all, read(g_mime_multipart_get_part(multipart, i), depth + 1));
    return all;
  }

  /// A multipart without a boundary line: all its text is what should stand before the first one.
  Paragraphs unclosed(GMimeMultipart* multipart) {
    const char* prologue = g_mime_multipart_get_prologue(multipart);
    if (prologue == nullptr) return {};
    notes_.note("message without its boundary lines", "read as plain text");
    return mail_paragraphs(decode_mail_text(prologue, {}).utf8, Flow::fixed);
  }

  Paragraphs read_alternatives(GMimeMultipart* multipart, int count, int depth) {
    Paragraphs plain;
    Paragraphs rich;
    // From the simplest to the richest.
    for (int i = 0; i < count; ++i) {
      GMimeObject* part = g_mime_multipart_get_part(multipart, i);
      const bool is_plain = GMIME_IS_PART(part) && kind_of(part) == Kind::plain;
      if (!is_plain && size_of(plain) > kHintBytes) continue;
      Paragraphs text = read(part, depth + 1);
      if (!text.empty()) (is_plain ? plain : rich) = std::move(text);
    }
    const bool hint = size_of(plain) <= kHintBytes && size_of(rich) > kHintTimes * size_of(plain);
    return plain.empty() || hint ? rich : plain;
  }

  Paragraphs read_forwarded(GMimeMessagePart* part, int depth) {
    GMimeMessage* message = g_mime_message_part_get_message(part);
    if (message == nullptr) return {};
    Paragraphs all;
    std::string subject = MailFields(message, {}).text("Subject");
    if (!subject.empty()) all.push_back(std::move(subject));
    append(all, read(g_mime_message_get_mime_part(message), depth + 1));
    return all;
  }

  Paragraphs read_text(GMimeObject* part) {
    const Kind kind = kind_of(part);
    if (kind == Kind::nothing || (kind == Kind::other_text && attached_ == Attached::left_out)) return {};
    const std::string bytes = content_of(GMIME_PART(part));
    std::string charset = parameter(part, "charset");
    if (charset.empty() && kind == Kind::html) charset = charset_in_page(bytes);
    const sources::DecodedText text = decode_mail_text(bytes, charset);
    if (text.first_invalid) {
      notes_.note("invalid bytes replaced", fmt::format("{} in {}, the first at byte {} of the decoded part",
                                                        text.invalid, text.charset, *text.first_invalid));
    } else if (text.guessed) {
      notes_.note("charset guessed", text.charset);
    }
    return kind == Kind::html ? html_paragraphs(text.utf8) : mail_paragraphs(text.utf8, flow_of(part));
  }

  const StatedDates& notes_;
  Attached attached_;
  int parts_ = 0;
  bool left_out_ = false;
};

std::string first_charset(GMimeObject* part, int depth) {
  if (part == nullptr || depth > kDeepest) return {};
  if (!GMIME_IS_MULTIPART(part)) return GMIME_IS_PART(part) ? parameter(part, "charset") : std::string();
  const int count = std::min(g_mime_multipart_get_count(GMIME_MULTIPART(part)), 3);
  for (int i = 0; i < count; ++i) {
    std::string charset = first_charset(g_mime_multipart_get_part(GMIME_MULTIPART(part), i), depth + 1);
    if (!charset.empty()) return charset;
  }
  return {};
}

}  // namespace

std::vector<std::string> mail_body(GMimeMessage* message, const StatedDates& notes) {
  GMimeObject* part = g_mime_message_get_mime_part(message);
  Paragraphs body = BodyReader(notes, BodyReader::Attached::left_out).read(part, 0);
  return body.empty() ? BodyReader(notes, BodyReader::Attached::read).read(part, 0) : body;
}

std::string declared_charset(GMimeMessage* message) { return first_charset(g_mime_message_get_mime_part(message), 0); }

}  // namespace news::formats
