// Articles -> a sorted run.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/article.h"
#include "indexer/build/analyser.h"
#include "indexer/build/glass/deflate.h"
#include "indexer/build/run_file.h"

namespace news::build {

/// Inverts a batch of articles at a time. It holds the batch's postings in the order of articles, positions already in
/// the bytes of the position table, and puts them into the order of terms once, at the end: terms are ranked, then
/// every posting is moved twice, by counting. Not shared between threads.
class Inverter {
 public:
  /// `zone`: where published times without a zone are. `most_remembered`: see Analyser::begin_run().
  explicit Inverter(Zone zone, std::uint64_t most_remembered = Analyser::kMostRemembered)
      : analyser_(zone), most_remembered_(most_remembered) {}

  /// As Analyser::analyse() takes it. Throws Error(Code::io) for an article that no database can hold.
  void add(const Article& article, const ArticleDigests& digests, std::uint64_t sequence,
           std::optional<std::int64_t> instant = {});

  /// The run of all articles added since the last one; `coverage` is its section of that name. Valid until the next
  /// call of add() or finish(): its memory is used again, for fresh memory costs the kernel as much as a run its
  /// sorting.
  [[nodiscard]] const Run& finish(std::string_view coverage);

 private:
  struct Posting {
    std::uint32_t term;  // number; rank, once they are ranked
    std::uint32_t wdf;
    std::uint32_t tag_begin;  // in tags_
    std::uint32_t tag_size;   // 0: no positions
  };
  struct Placed {
    std::uint32_t article;
    std::uint32_t wdf;
    std::uint32_t tag_begin;
    std::uint32_t tag_size;
  };
  struct RankedTerm {
    std::uint32_t rank;
    std::uint32_t wdf;
  };
  struct SlotValue {
    std::uint32_t slot;
    std::uint32_t article;
    std::uint32_t begin;  // in values_
    std::uint32_t size;
  };

  void rank_terms();
  [[nodiscard]] std::string_view term_of(std::uint32_t rank) const {
    return {ranked_texts_.data() + text_begins_[rank], text_begins_[rank + 1] - text_begins_[rank]};
  }
  void sort_postings();
  void write_values(std::string& out) const;
  void write_postings(std::string& section) const;
  void write_positions(std::string& section) const;
  void write_documents();
  void begin_run();

  Analyser analyser_;
  std::uint64_t most_remembered_;
  glass::Deflater deflater_;

  bool finished_ = false;  // run_ has been given away and is still to be cleared

  // Of the batch, by article.
  Run run_;
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> ends_;  // of each article's postings
  std::vector<std::uint32_t> lengths_;
  std::string tags_;
  std::vector<SlotValue> values_;
  std::string value_bytes_;
  std::string data_;  // deflated, each article's one behind the other
  std::vector<std::uint32_t> data_ends_;

  TermOrder kept_order_;  // of the vocabulary's kept terms, over runs
  TermOrder passing_order_;

  // Of the batch, by term.
  std::vector<std::uint64_t> used_;       // a bit for each place of kept_order_
  std::vector<std::uint32_t> rank_ends_;  // of each rank's postings in placed_
  std::vector<Placed> placed_;
  std::vector<RankedTerm> ranked_terms_;      // each article's terms, ascending
  std::uint32_t ranks_ = 0;                   // how many
  std::vector<std::uint32_t> kept_ranks_;     // of each kept term that the batch has
  std::vector<std::uint32_t> passing_ranks_;  // of each other one
  std::string ranked_texts_;                  // the terms one behind the other, in the order of their ranks
  std::vector<std::uint32_t> text_begins_;    // of each rank, and the end
};

}  // namespace news::build
