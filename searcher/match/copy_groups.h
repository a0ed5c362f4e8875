// Puts texts together that are copies of each other: finds by their sketches which may be.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "common/analysis/sketch.h"

namespace news::match {

/// Texts come one after another. Each joins the group whose first text it resembles most, if it is a copy of that, else
/// it begins a group. So every text of a group is a copy of its first one, and no chain of small changes leads from one
/// story to another.
///
/// Which groups come into question is looked up by bands, three neighbouring bins of a sketch, of which any may be
/// equal (locality-sensitive hashing: Indyk and Motwani, 1998). Of 21 bands one is equal with probability .999 where
/// two texts share two thirds, .04 where they share an eighth.
class CopyGroups {
 public:
  struct Limits {
    /// First texts that are kept, in some 320 bytes each. Texts that begin a group behind these are compared with them,
    /// and none with those.
    std::size_t kept = std::size_t{1} << 20U;
    /// Links of chains that are followed for one text. Where many thousands are nearly copies of each other, as tables
    /// of prices are, each would be compared with all.
    std::size_t steps = 2'000;
  };

  CopyGroups() = default;
  explicit CopyGroups(Limits limits) : limits_(limits) {}

  /// A group that a text may belong to.
  struct Candidate {
    std::uint32_t group;  ///< from 0, in the order in which groups begin
    unsigned equal_bins;  ///< with the group's first text
  };
  /// Says whether the text is a copy of the group's first one.
  using Confirm = std::function<bool(const Candidate&)>;

  /// The group that the next text joins. It is asked about the few whose bins tell that it may be a copy, best first;
  /// nothing where it begins a group of its own. A text without a sketch is no copy of any.
  std::optional<std::uint32_t> add(const std::optional<analysis::Sketch>& sketch, const Confirm& confirm);

  [[nodiscard]] std::size_t size() const noexcept { return groups_; }
  /// Whether each text was compared with all groups before it.
  [[nodiscard]] bool complete() const noexcept { return complete_; }

 private:
  static constexpr std::size_t kBandBins = 3;
  static constexpr std::size_t kBands = std::tuple_size_v<analysis::Sketch> / kBandBins;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// A group's first text. For each band a chain joins those that fall into one bucket.
  struct First {
    analysis::Sketch sketch;
    std::uint32_t group;
    std::uint32_t compared = 0;  // number of the text that was compared with it last
    std::array<std::uint32_t, kBands> next;
  };

  [[nodiscard]] std::size_t bucket_of(const analysis::Sketch& sketch, std::size_t band) const noexcept;
  void find_candidates(const analysis::Sketch& sketch);
  void keep(const analysis::Sketch& sketch);
  void chain(std::uint32_t number);

  Limits limits_;
  std::vector<First> firsts_;
  std::size_t buckets_of_band_ = 0;     // a power of two, or none
  std::vector<std::uint32_t> buckets_;  // band after band, the newest of each chain
  std::vector<Candidate> candidates_;
  std::uint32_t texts_ = 0;
  std::size_t groups_ = 0;
  bool complete_ = true;
};

}  // namespace news::match
