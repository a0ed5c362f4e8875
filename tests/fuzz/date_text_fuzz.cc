// Dates, datelines and paths from any bytes: no crash, and only possible dates come out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/formats/date_text.h"
#include "indexer/formats/dateline.h"
#include "indexer/formats/path_hints.h"

namespace {

using news::formats::DateOrder;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const DateOrder order : {DateOrder::automatic, DateOrder::day_first, DateOrder::month_first}) {
    const auto reading = news::formats::read_date(text, order);
    if (!reading) continue;
    require(news::is_valid(reading->time));
    require(!reading->ambiguous || order == DateOrder::automatic);
  }
  static_cast<void>(news::formats::order_shown_in(text));
  static_cast<void>(news::formats::is_day_without_year(text));
  const auto dateline = news::formats::read_dateline(text, DateOrder::automatic);
  require(!dateline || dateline->length <= text.size());
  const auto hints = news::formats::hints_from_path(text);
  require(!hints.published || news::is_valid(*hints.published));
  return 0;
}
