// Wire messages as North American news agencies send them to newspapers.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "anpa1312". ANPA 1312, the wire service transmission guidelines of the American Newspaper Publishers Association
/// (special report 84-2; NAA 89-3 in its later edition), in this layout:
///
///   SYN SYN SOH  service letter, number, US, selector  CR LF
///   priority, blank, category, DC3/DC4 DC1/DC2, blank, keyword, version, month-day, number of words  CR LF
///   STX  ^keyword line<  ^headline<  ^notes<  ^By WRITER=  text, paragraphs indented  ETX
///   service and date: AP-WF-02-20-16 0337GMT  EOT
///
/// Taken besides: missing SYN, US, EOT; LF alone; fields of the header in one line; text without `^` whose first line
/// is the headline; parity bits; NULs; the date in the last line of the text. A message that ends with the file before
/// its ETX is refused, one that the next message interrupts is read.
extern const Format kAnpa1312Format;

}  // namespace news::formats
