// Reads the dates of one record and says so where something about them had to be assumed.
#pragma once

#include <optional>
#include <string_view>

#include "common/report.h"
#include "indexer/formats/date_text.h"

namespace news::formats {

/// Decides 03/04/2024 by what is known about the record's file, and notes each assumption ("day/month order assumed").
class StatedDates {
 public:
  /// `order` is what the person or other dates of the file say; the reporter outlives this.
  StatedDates(DateOrder order, Reporter& reporter, const RecordPlace& place)
      : order_(order), reporter_(reporter), place_(place) {}

  /// The date that the whole text is, at least as precise as a day; else nullopt.
  [[nodiscard]] std::optional<StatedTime> read_day(std::string_view text) const;

  /// The value of a field that must hold a date, as precise as it may be. Where it is none, that is noted.
  [[nodiscard]] std::optional<StatedTime> read_value(std::string_view value) const;

  [[nodiscard]] DateOrder order() const noexcept { return order_; }

  /// For what else a reader of the record repairs or passes over.
  void note(std::string_view kind, std::string_view detail) const { reporter_.noted(place_, kind, detail); }

 private:
  void note_assumed(const DateReading& reading, std::string_view text) const;

  DateOrder order_;
  Reporter& reporter_;
  RecordPlace place_;
};

}  // namespace news::formats
