// Times and categories as ANPA 1312 and IPTC 7901 messages state them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dates.h"

namespace news::formats {

/// When a message was sent: the first of these in `text`,
/// - `212322 GMT Nov 18`, `212322 Nov 18`: day, hour, minute (IPTC 7901, section 6.2);
/// - `AP-WF-02-20-16 0337GMT`, `03-29-94 1314EST`: month, day, year, hour and minute, as North American services send
/// it;
/// - `29-03-16 13-14-05`: day, month, year and time.
/// Years of two digits are 1969 to 2068. Zones that are not known state no offset.
[[nodiscard]] std::optional<StatedTime> wire_time(std::string_view text);

/// The name of a category: the letters of ANPA 1312 (`s` sports), those of the IPTC (`POL` politics); other codes as
/// they are.
[[nodiscard]] std::string wire_category(std::string_view code);

}  // namespace news::formats
