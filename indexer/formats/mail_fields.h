// Reads the header fields of a mail or news message as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/gmime_handles.h"
#include "indexer/sources/charset.h"

namespace news::formats {

/// Text in the charset that a message declares, or a guess. Beside what to_utf8 does: the 7-bit charsets with escapes
/// (ISO-2022-*, HZ, UTF-7), which look like ASCII; and 8-bit text that calls itself US-ASCII or unknown is guessed at.
[[nodiscard]] sources::DecodedText decode_mail_text(std::string_view bytes, std::string_view declared);

/// The fields of one message. Looks into the header of its body part too, where GMime puts the fields `Content-*`.
class MailFields {
 public:
  /// The message outlives this. `charset` is what 8-bit text in fields is likely in, where it is no UTF-8.
  MailFields(GMimeMessage* message, std::string charset) : message_(message), charset_(std::move(charset)) {}

  /// The first field of that name, unfolded, one line of UTF-8, but encoded words (RFC 2047) as they stand; empty where
  /// there is none.
  [[nodiscard]] std::string raw(const char* name) const;

  /// The same with encoded words decoded.
  [[nodiscard]] std::string text(const char* name) const;

  /// `a, b; c` as a list without its commas; no more than the first 1000.
  [[nodiscard]] std::vector<std::string> list(const char* name) const;

  /// `<a@b>` -> `a@b`.
  [[nodiscard]] std::string unbracketed(const char* name) const;

  /// Display names of the addresses in a field; of one without, the address. Obsolete forms with the name as a comment
  /// (`jane@example.org (Jane Roe)`) too.
  [[nodiscard]] std::vector<std::string> names(const char* name) const;

 private:
  GMimeMessage* message_;
  std::string charset_;
};

}  // namespace news::formats
