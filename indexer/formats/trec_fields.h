// Which element of a TREC document means which field, and what a document's number says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/dates.h"

namespace news::formats {

/// What an element of a TREC document is for.
enum class TrecRole : std::uint8_t {
  inlined,    ///< not known: its tags are nothing, its text belongs to what it stands in
  ignored,    ///< data of the collection's makers, captions
  container,  ///< holds other elements
  number,     ///< DOCNO
  title,
  deck,
  byline,
  dateline,
  date,
  source,
  section,
  topics,
  page,
  edition,
  text,
  web_header,  ///< DOCHDR: what follows in the document is a web page
};

/// The role of an element of that name in any letter case.
[[nodiscard]] TrecRole trec_role(std::string_view name);

/// What a number such as `AP880212-0001` or `AFP_ENG_20040101.0001` tells of its document.
struct TrecNumber {
  std::string source;              ///< the paper or agency whose collection it is; empty where not known
  std::optional<StatedTime> date;  ///< where the number holds it
};
[[nodiscard]] TrecNumber read_trec_number(std::string_view number);

/// A date as the disks write it: `910514` (year, month, day), or any that `read_date` reads; what follows it (`,
/// Sunday, Home Edition`) is cut off and given as `rest`.
struct TrecDate {
  StatedTime time;
  std::string rest;
};
[[nodiscard]] std::optional<TrecDate> read_trec_date(std::string_view text);

}  // namespace news::formats
