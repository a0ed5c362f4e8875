// Tags and text inside one SGML record whose document type is not known: tags may be left out or stand anywhere.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace news::formats {

/// A tag, or a declaration or comment (without a name).
struct SgmlTag {
  std::string_view name;        ///< as written
  std::string_view attributes;  ///< what stands behind the name
  bool closes = false;
  std::size_t begin = 0;
  std::size_t end = 0;  ///< behind its '>'
};

/// The next tag at or behind `from`. A '<' that begins none (`a < b`, a tag without '>' within 1 KiB) is text.
[[nodiscard]] std::optional<SgmlTag> next_tag(std::string_view text, std::size_t from);

/// Where the end tag `</name>` in any case begins, at or behind `from`; npos where there is none.
[[nodiscard]] std::size_t find_end_tag(std::string_view text, std::size_t from, std::string_view name);

/// The value of an attribute, quoted or not; empty where there is none.
[[nodiscard]] std::string attribute_of(const SgmlTag& tag, std::string_view name);

/// The text of an element without its tags and comments. A comment that is not closed within 64 KiB hides
/// nothing but its own mark. `<P>` and its end are blank lines, `<BR>` a line end. Character
/// references are decoded, those of HTML and of the TREC disks (`&hyph;`, `&blank;`); references to control characters
/// (`&#3;`) and unknown ones become a blank, which is counted.
struct SgmlText {
  std::string text;
  std::size_t unknown_references = 0;
};
[[nodiscard]] SgmlText sgml_text(std::string_view content);

}  // namespace news::formats
