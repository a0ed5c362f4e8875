// Reads the dateline that opens a news story: place, date, agency.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/dates.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// What a dateline states.
struct Dateline {
  std::string place;               ///< as written: `WASHINGTON`, `LOS ANGELES, CA`; may be empty
  std::string agency;              ///< `Sputnik`, `BUSINESS WIRE`; may be empty
  std::optional<StatedTime> date;  ///< only where a year is stated
  std::size_t length = 0;          ///< bytes of the paragraph that it takes, its last dash included
  /// Whether a date or an agency stands beside the place. Without, it is a dateline only where one is expected: at the
  /// beginning of the body.
  bool sure = false;
};

/// Reads the beginning of a paragraph: `WASHINGTON (Sputnik) –`, `DALLAS, TX -- August 4th, 2025 --`,
/// `PORTLAND, Ore.–(BUSINESS WIRE)–`, `Denver, CO (Newsworthy.ai) Tuesday Oct 15, 2024 @ 1:30 PM Pacific —`,
/// `BOSTON, Jan. 9, 2026 /PRNewswire/ --`, `(AP) —`, `LONDON — The`. nullopt where ordinary prose begins.
[[nodiscard]] std::optional<Dateline> read_dateline(std::string_view paragraph, DateOrder order);

}  // namespace news::formats
