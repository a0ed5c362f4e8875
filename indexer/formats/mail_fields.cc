// Header fields: folding, charsets, encoded words, addresses.
#include "indexer/formats/mail_fields.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kMostItems = 1000;  // of a list

bool is_seven_bit_charset(std::string_view lower_name) {
  return lower_name.starts_with("iso-2022-") || lower_name.starts_with("csiso2022") || lower_name == "hz-gb-2312" ||
         lower_name == "hz" || lower_name == "utf-7" || lower_name == "unicode-1-1-utf-7";
}

/// Names that say nothing about bytes above 0x7F.
bool says_nothing(std::string_view lower_name) {
  return lower_name == "us-ascii" || lower_name == "ascii" || lower_name.starts_with("ansi_x3.4") ||
         lower_name == "unknown-8bit" || lower_name == "x-unknown" || lower_name == "default";
}

std::string unfolded(std::string_view value) {
  std::string line;
  line.reserve(value.size());
  for (const char c : value) {
    if (c != '\r' && c != '\n') line += c;
  }
  return line;
}

bool has_high_byte(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

const char* raw_value(GMimeObject* object, const char* name) {
  if (object == nullptr) return nullptr;
  GMimeHeader* header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
  return header == nullptr ? nullptr : g_mime_header_get_raw_value(header);
}

std::string decoded_words(const std::string& text) {
  if (text.find("=?") == std::string::npos) return text;
  const GlibText decoded(g_mime_utils_header_decode_text(nullptr, text.c_str()));
  return decoded ? scrub_utf8(decoded.get()) : text;
}

std::string decoded_phrase(const std::string& text) {
  if (text.find("=?") == std::string::npos) return text;
  const GlibText decoded(g_mime_utils_header_decode_phrase(nullptr, text.c_str()));
  return decoded ? scrub_utf8(decoded.get()) : text;
}

void add_names(InternetAddressList* list, unsigned depth, std::vector<std::string>& names) {
  constexpr unsigned kDeepestGroup = 3;
  const int count = internet_address_list_length(list);
  for (int i = 0; i < count && names.size() < kMostItems; ++i) {
    InternetAddress* address = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(address)) {
      if (depth < kDeepestGroup) {
        add_names(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), depth + 1, names);
      }
      continue;
    }
    const char* name = internet_address_get_name(address);
    std::string text = name == nullptr ? std::string() : one_line(decoded_phrase(scrub_utf8(name)));
    if (text.empty() && INTERNET_ADDRESS_IS_MAILBOX(address)) {
      const char* mailbox = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
      if (mailbox != nullptr) text = one_line(scrub_utf8(mailbox));
    }
    if (!text.empty()) names.push_back(std::move(text));
  }
}

}  // namespace

sources::DecodedText decode_mail_text(std::string_view bytes, std::string_view declared) {
  std::string lower = ascii_lower(trim(declared));
  const bool escapes = bytes.find('\x1b') != std::string_view::npos;
  // Undeclared Japanese in fields: nothing else has these escapes.
  if (lower.empty() && escapes && bytes.find("\x1b$") != std::string_view::npos) lower = "iso-2022-jp";
  if (says_nothing(lower)) lower.clear();
  if (!is_seven_bit_charset(lower) || has_high_byte(bytes)) return sources::to_utf8(bytes, lower);

  set_up_gmime();
  const char* known = g_mime_charset_iconv_name(lower == "unicode-1-1-utf-7" ? "utf-7" : lower.c_str());
  iconv_t converter = g_mime_iconv_open("UTF-8", known);
  if (reinterpret_cast<std::intptr_t>(converter) == -1) return sources::to_utf8(bytes);
  const GlibText converted(g_mime_iconv_strndup(converter, bytes.data(), bytes.size()));
  g_mime_iconv_close(converter);
  if (!converted) return sources::to_utf8(bytes);
  sources::DecodedText text;
  text.utf8 = scrub_utf8(converted.get());
  text.charset = lower;
  return text;
}

std::string MailFields::raw(const char* name) const {
  const char* value = raw_value(GMIME_OBJECT(message_), name);
  if (value == nullptr) value = raw_value(g_mime_message_get_mime_part(message_), name);
  if (value == nullptr) return {};
  const std::string line = unfolded(value);
  return one_line(decode_mail_text(line, has_high_byte(line) ? charset_ : std::string()).utf8);
}

std::string MailFields::text(const char* name) const { return one_line(decoded_words(raw(name))); }

std::vector<std::string> MailFields::list(const char* name) const {
  std::vector<std::string> items;
  const std::string all = text(name);
  std::string_view rest = all;
  while (!rest.empty() && items.size() < kMostItems) {
    const std::size_t end = std::min(rest.find_first_of(",;"), rest.size());
    const std::string_view item = trim(rest.substr(0, end));
    if (!item.empty()) items.emplace_back(item);
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return items;
}

std::string MailFields::unbracketed(const char* name) const {
  const std::string value = raw(name);
  std::string_view inside = value;
  const std::size_t open = inside.find('<');
  if (open != std::string_view::npos) {
    inside.remove_prefix(open + 1);
    inside = inside.substr(0, inside.find('>'));
  }
  return std::string(trim(inside));
}

std::vector<std::string> MailFields::names(const char* name) const {
  std::vector<std::string> found;
  const std::string value = raw(name);
  if (value.empty()) return found;
  const ObjectHandle<InternetAddressList> list(internet_address_list_parse(nullptr, value.c_str()));
  if (list) add_names(list.get(), 0, found);
  // What is no address at all is a name that somebody wrote there.
  if (found.empty() && value.find_first_not_of("<>()\"' ") != std::string::npos) found.push_back(text(name));
  return found;
}

}  // namespace news::formats
