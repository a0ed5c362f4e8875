// Tags and text inside one SGML record whose document type is not known: tags may be left out or stand anywhere.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// A tag, or a declaration or comment (without a name).
struct SgmlTag {
  std::string_view name;        ///< as written
  std::string_view attributes;  ///< what stands behind the name
  bool closes = false;
  std::size_t begin = 0;
  std::size_t end = 0;  ///< behind its '>'
};

/// The tags of a text. It remembers what it searched for far ahead: asked from front to back for few names, it takes
/// time in proportion to the text, whatever tags are left open. The text must outlive it.
class SgmlTags {
 public:
  explicit SgmlTags(std::string_view text) : text_(text) {}

  /// The next tag at or behind `from`. A '<' that begins none (`a < b`, a tag without '>' within 1 KiB) is text.
  [[nodiscard]] std::optional<SgmlTag> next(std::size_t from);

  /// Where the end tag `</name>` in any case begins, at or behind `from`; npos where there is none. The name must
  /// outlive this, too.
  [[nodiscard]] std::size_t find_end(std::size_t from, std::string_view name);

 private:
  /// The last search for something: it stands at `found` and nowhere from `from` to there.
  struct Search {
    std::string_view name;
    std::size_t from;
    std::size_t found;
    [[nodiscard]] bool answers(std::size_t at) const { return from <= at && at <= found; }
  };
  [[nodiscard]] std::size_t find_comment_end(std::size_t from);

  std::string_view text_;
  std::optional<Search> comment_end_;
  std::vector<Search> ends_;  // the last of each name
};

/// The first tag of a text.
[[nodiscard]] std::optional<SgmlTag> first_tag(std::string_view text);

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
