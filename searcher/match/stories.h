// The articles that a query finds as stories: each the first article of it, and the copies of that.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
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
    unsigned equal_bins;  ///< of the two sketches
  };

  /// `served`: whether a part of the database is served from elsewhere.
  Stories(Xapian::Database database, bool served);

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

  [[nodiscard]] std::optional<analysis::Sketch> sketch_of(Xapian::docid article, std::string_view value) const;
  void take_waiting();

  Xapian::Database database_;
  bool served_;
  CopyGroups groups_;
  std::vector<Waiting> waiting_;
  std::vector<Waiting> firsts_;
  std::vector<Copy> copies_;
};

}  // namespace news::match
