// Walks the terms of many runs in one order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/run_file.h"

namespace news::build {

/// The terms of all runs, ascending, each once, with the runs that hold it. What follows a term in a run's section is
/// the caller's to take before the next call of next().
///
///   TermMerge merge(runs, Section::postings, window);
///   while (merge.next())
///     for (const std::size_t run : merge.runs()) ... merge.reader(run).take_number() ...
class TermMerge {
 public:
  /// `window`: bytes of each run that are held at a time.
  TermMerge(const std::vector<RunSource>& runs, Section section, std::size_t window) {
    cursors_.reserve(runs.size());
    for (const RunSource& run : runs) cursors_.push_back({SectionReader(run, section, window), {}, 0});
    for (std::size_t run = 0; run < cursors_.size(); ++run) advance(run);
  }

  /// Whether there is a further term.
  [[nodiscard]] bool next() {
    for (const std::size_t run : current_) advance(run);
    current_.clear();
    if (heap_.empty()) return false;
    do {
      std::pop_heap(heap_.begin(), heap_.end(), Later{cursors_});
      current_.push_back(heap_.back());
      heap_.pop_back();
    } while (!heap_.empty() && cursors_[heap_.front()].prefix == cursors_[current_.front()].prefix &&
             cursors_[heap_.front()].term == cursors_[current_.front()].term);
    return true;
  }
  /// Valid until the next call of next().
  [[nodiscard]] std::string_view term() const { return cursors_[current_.front()].term; }
  /// Those that hold the term, ascending.
  [[nodiscard]] const std::vector<std::size_t>& runs() const noexcept { return current_; }
  [[nodiscard]] SectionReader& reader(std::size_t run) { return cursors_[run].reader; }

 private:
  struct Cursor {
    SectionReader reader;
    std::string term;
    std::uint64_t prefix;  // its first eight bytes: most comparisons end there
  };
  /// Orders a heap so that the first term is at its front, and of equal terms that of the first run.
  struct Later {
    const std::vector<Cursor>& cursors;
    bool operator()(std::size_t a, std::size_t b) const {
      const Cursor& left = cursors[a];
      const Cursor& right = cursors[b];
      if (left.prefix != right.prefix) return left.prefix > right.prefix;
      const int order = left.term.compare(right.term);
      return order != 0 ? order > 0 : a > b;
    }
  };

  void advance(std::size_t run) {
    Cursor& cursor = cursors_[run];
    if (cursor.reader.at_end()) return;
    cursor.term.resize(std::min<std::size_t>(cursor.reader.take_number(), cursor.term.size()));
    cursor.term += cursor.reader.take_text();
    cursor.prefix = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      cursor.prefix = cursor.prefix << 8U | (i < cursor.term.size() ? static_cast<unsigned char>(cursor.term[i]) : 0U);
    }
    heap_.push_back(run);
    std::push_heap(heap_.begin(), heap_.end(), Later{cursors_});
  }

  std::vector<Cursor> cursors_;
  std::vector<std::size_t> heap_;
  std::vector<std::size_t> current_;
};

}  // namespace news::build
