// What single lines of mailboxes and mail headers look like.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace news::formats {

/// How much a `From ` line looks like the one that a mail program puts before a message.
enum class Envelope {
  no,
  loose,   ///< words and a date at the end: `From jane at example.org  Fri Mar 29 13:14:05 2024`
  strict,  ///< one word and the date of asctime: `From jane@example.org Fri Mar 29 13:14:05 2024`
};

/// Reads the separator of RFC 4155, appendix A, with the zones and the `remote from` that mail programs add.
[[nodiscard]] Envelope envelope_of(std::string_view line);

/// The date of a separator, as text that read_date understands; empty where it has none.
[[nodiscard]] std::string envelope_date(std::string_view line);

/// The name of a header field (RFC 5322, section 2.2) that begins on this line; empty where none does.
[[nodiscard]] std::string_view field_name(std::string_view line);

/// What the name of a field says about the file that it stands in.
enum class FieldKind {
  unknown,
  shared,     ///< of mail, but lists of labels have it too: `From`, `Date`, `Subject`, `Keywords`
  mail_only,  ///< `Message-ID`, `Received`, `Newsgroups`, `MIME-Version`, `List-Id`...
};
[[nodiscard]] FieldKind field_kind(std::string_view name);

/// Where the body begins, and what of the header has to go.
struct HeaderEnd {
  std::size_t header = 0;  ///< bytes of the header's lines
  std::size_t body = 0;    ///< where the body begins: behind the blank line, or right behind the header
  std::size_t fields = 0;  ///< how many fields there are
  bool closed = false;     ///< by a blank line; else by text that is no field, or by the end
};

/// Finds the end of the header that a message begins with. A line that is no field ends it, unless known fields go on
/// behind it.
[[nodiscard]] HeaderEnd header_end(std::string_view message);

}  // namespace news::formats
