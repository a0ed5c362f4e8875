// Wire messages as European news agencies send them.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "iptc7901". IPTC 7901, the recommended message format of the International Press Telecommunications Council
/// (revision 5), in this layout:
///
///   SOH  source and number, blank, priority 1 to 9, blank, category, blank, number of words, blank, what the agency
///   adds CR LF  keywords/with/slashes/  CR LF STX  headline  CR LF  By WRITER =  CR LF  text  ETX day hour minute,
///   zone, month, year: 212322 GMT Nov 18  EOT
///
/// Taken besides: LF alone; the keywords or the headline on either side of STX; missing STX, ETX, EOT; messages without
/// any control characters, which begin at their header line; NULs and parity bits; marks of the end (`./.`) in the
/// text; the date in its last line. What stands behind "not for publication" is left out. A message that ends with
/// the file before its ETX is refused.
extern const Format kIptc7901Format;

}  // namespace news::formats
