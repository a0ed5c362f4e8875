// ISO dates from any bytes: only possible dates come out, and they are read back as they are written.
#include <array>
#include <cstring>

#include "common/dates.h"
#include "common/error.h"
#include "tests/fuzz/fuzzed_article.h"

namespace {

using news::StatedTime;
using news::Zone;
using news::testing::require;

/// The earliest and latest instant of the years [1, 9999] that at() can state in every zone.
constexpr std::int64_t kEarliest = -62'135'400'000;
constexpr std::int64_t kLatest = 253'402'100'000;

const std::array<Zone, 4>& zones() {
  static const std::array<Zone, 4> kZones = {Zone(), Zone("+05:30"), Zone("Europe/Paris"), Zone("America/St_Johns")};
  return kZones;
}

void check(const StatedTime& time) {
  require(news::is_valid(time));
  require(news::parse_iso(news::to_iso(time)) == time);
  require(news::weekday(time) >= 0 && news::weekday(time) <= 6);
  for (const Zone& zone : zones()) {
    const std::int64_t instant = zone.instant(time);
    StatedTime later = time;
    if (later.year == 9999) continue;
    ++later.year;
    if (later.month == 2 && later.day == 29) later.day = 28;
    require(zone.instant(later) > instant);
  }
}

void check(std::int64_t instant) {
  for (const Zone& zone : zones()) {
    const StatedTime local = zone.at(instant);
    require(news::is_valid(local));
    // Offsets of local mean time have seconds, which no ISO date states.
    const std::int64_t back = Zone().instant(local);
    require(back - instant < 60 && instant - back < 60);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto time = news::parse_iso(text)) check(*time);
  if (size >= sizeof(std::int64_t)) {
    std::int64_t instant = 0;
    std::memcpy(&instant, data, sizeof instant);
    check(kEarliest + static_cast<std::int64_t>(static_cast<std::uint64_t>(instant) %
                                                static_cast<std::uint64_t>(kLatest - kEarliest)));
  }
  if (size < 32) {
    try {
      const Zone zone{std::string(text)};
      static_cast<void>(zone.at(zone.instant(StatedTime{})));
    } catch (const news::Error& error) {
      require(error.code() == news::Code::usage);
    }
  }
  return 0;
}
