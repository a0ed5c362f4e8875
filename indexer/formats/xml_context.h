// What stands around the records of an XML file: the elements that are open where a record begins, and the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// Follows the tags outside the records. The elements around a record declare its namespaces, its language and its base
/// address; what stands beside it is data of the whole file, such as a feed's title. Bounded whatever comes.
class XmlContext {
 public:
  /// A start tag as it stands, from '<' to '>'; an empty element's tag changes nothing but outside().
  void open(std::string_view tag);

  /// An end tag as it stands. It closes the innermost open element of its name and all inside that; where none is open
  /// it counts for nothing.
  void close(std::string_view tag);

  /// Text, comments and whatever else stands outside the records.
  void append(std::string_view text);

  /// Forgets everything: another document begins.
  void clear();

  /// How many documents have begun; more than there are where one begins in two steps, never fewer.
  [[nodiscard]] std::uint64_t documents() const noexcept { return documents_; }

  [[nodiscard]] bool is_empty() const noexcept { return open_.empty(); }
  [[nodiscard]] std::size_t depth() const noexcept { return open_.size(); }

  /// The start tags of the open elements, outermost first, on one line.
  [[nodiscard]] std::string opening() const;
  /// Their end tags, innermost first.
  [[nodiscard]] std::string closing() const;

  /// All that the document held outside its records so far, as it stands, up to 256 KiB.
  [[nodiscard]] const std::string& outside() const noexcept { return outside_; }

 private:
  struct Element {
    std::string name;
    std::string tag;
  };

  std::vector<Element> open_;
  std::size_t unnamed_ = 0;  // open elements deeper than are kept
  std::string outside_;
  std::uint64_t documents_ = 0;
};

}  // namespace news::formats
