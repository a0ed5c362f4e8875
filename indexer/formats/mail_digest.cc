// Finds the boundary lines of a digest.
#include "indexer/formats/mail_digest.h"

#include <algorithm>
#include <memory>
#include <string>

#include "common/text.h"
#include "indexer/formats/gmime_handles.h"
#include "indexer/formats/mail_lines.h"

namespace news::formats {
namespace {

/// The value of the field `Content-Type` in a header, unfolded; empty where there is none.
std::string content_type(std::string_view header) {
  std::string value;
  bool inside = false;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find('\n'), header.size() - 1) + 1;
    std::string_view line = header.substr(0, end);
    header.remove_prefix(end);
    if (line[0] != ' ' && line[0] != '\t') {
      if (inside) break;
      inside = iequals_ascii(field_name(line), "content-type");
      line.remove_prefix(inside ? line.find(':') + 1 : 0);
    }
    if (inside) value.append(trim(line)).append(" ");
  }
  return value;
}

std::string digest_boundary(std::string_view header) {
  const std::string value = content_type(header);
  if (!iequals_ascii(std::string_view(value).substr(0, 16), "multipart/digest")) return {};
  set_up_gmime();
  const ObjectHandle<GMimeContentType> type(g_mime_content_type_parse(nullptr, value.c_str()));
  const char* boundary = type ? g_mime_content_type_get_parameter(type.get(), "boundary") : nullptr;
  return boundary == nullptr ? std::string() : std::string(boundary);
}

/// The message in a part, behind the part's own header; nullopt where the part is something else.
std::optional<std::string_view> message_in(std::string_view part) {
  const HeaderEnd end = header_end(part);
  const std::string type = content_type(part.substr(0, end.header));
  if (end.fields == 0) return part.substr(end.body);
  if (iequals_ascii(std::string_view(type).substr(0, 14), "message/rfc822")) return part.substr(end.body);
  // Some programs leave out the blank line that stands for the part's empty header.
  const bool own_header = part.substr(0, end.header).find("From:") != std::string_view::npos;
  return own_header ? std::optional(part) : std::nullopt;
}

}  // namespace

std::optional<MailDigest> MailDigest::open(std::string_view message, std::uint64_t offset) {
  const HeaderEnd end = header_end(message);
  const std::string boundary = digest_boundary(message.substr(0, end.header));
  if (boundary.empty()) return std::nullopt;
  const std::string delimiter = "--" + boundary;
  MailDigest digest;
  std::optional<std::size_t> begin;
  for (std::size_t at = end.body; at < message.size();) {
    const std::size_t next = std::min(message.find('\n', at), message.size() - 1) + 1;
    const std::string_view line = message.substr(at, next - at);
    const std::string_view rest = line.starts_with(delimiter) ? trim(line.substr(delimiter.size())) : "x";
    const bool last = rest == "--" || next == message.size();
    if (rest.empty() || last) {
      const std::size_t part_end = rest.empty() || rest == "--" ? at : next;
      if (begin && part_end > *begin) {
        const std::string_view raw = message.substr(*begin, part_end - *begin);
        const auto inner = message_in(raw);
        if (!inner) return std::nullopt;
        digest.parts_.push_back({raw, *inner, offset + *begin});
      }
      begin = next;
    }
    if (rest == "--") break;
    at = next;
  }
  return digest.parts_.empty() ? std::nullopt : std::optional(std::move(digest));
}

std::optional<MailDigest::Part> MailDigest::next() {
  return given_ < parts_.size() ? std::optional(parts_[given_++]) : std::nullopt;
}

}  // namespace news::formats
