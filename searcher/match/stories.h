// The articles that a query finds as stories: each the first article of it, and the copies of that.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/analysis/sketch.h"
#include "searcher/match/copy_groups.h"
#include "searcher/match/ranking.h"

namespace news::match {

/// Takes articles in the order of a ranking. Of each story it keeps 16 bytes and what CopyGroups keeps, of each
/// copy 12.
class Stories {
 public:
  /// A copy of a story's first article.
  struct Copy {
    std::uint32_t story;
    Xapian::docid article;
    float resemblance;  ///< with the first one (analysis::resemblance)
  };

  /// Articles whose sketches are read at a time: a ranking goes to and fro, and reading goes in the order of the
  /// database.
  static constexpr std::size_t kAtOnce = 65'536;

  /// `served`: whether a part of the database is served from elsewhere. `looked_at` hears, if it is there, how many
  /// articles were looked at.
  Stories(Xapian::Database database, bool served, std::function<void(std::uint64_t articles)> looked_at,
          std::size_t at_once = kAtOnce);

  /// The next article. Throws Error(Code::archive_damaged).
  void add(const Ranked& ranked);
  /// There is no other. To be called once. Throws Error(Code::archive_damaged).
  void finish();

  /// How many there are, once finished.
  [[nodiscard]] std::size_t size() const noexcept { return firsts_.size(); }
  /// Whether each article was compared with every story before it.
  [[nodiscard]] bool complete() const noexcept { return groups_.complete(); }
  /// The first article of a story. Its key is empty.
  [[nodiscard]] Ranked first(std::size_t story) const { return {firsts_[story].article, firsts_[story].score, {}}; }
  /// Its copies, in the order in which they came.
  [[nodiscard]] std::span<const Copy> copies(std::size_t story) const;

 private:
  struct Waiting {
    Xapian::docid article;
    double score;
  };

  [[nodiscard]] analysis::Sketcher read(Xapian::docid article) const;
  [[nodiscard]] std::optional<analysis::Sketch> sketch_of(Xapian::docid article, std::string_view value) const;
  [[nodiscard]] const analysis::Shingles& shingles_of_first(std::uint32_t story);
  void take(const Waiting& article, const std::optional<analysis::Sketch>& sketch);
  void take_waiting();

  Xapian::Database database_;
  bool served_;
  std::function<void(std::uint64_t articles)> looked_at_;
  std::size_t at_once_;
  CopyGroups groups_;
  std::vector<Waiting> waiting_;
  std::vector<Waiting> firsts_;
  std::vector<Copy> copies_;
  std::unordered_map<std::uint32_t, analysis::Shingles> shingles_;  // of the first articles of some stories
};

}  // namespace news::match
