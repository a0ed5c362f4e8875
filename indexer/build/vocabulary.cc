#include "indexer/build/vocabulary.h"

#include <algorithm>
#include <iterator>

namespace news::build {
namespace {

/// A term's first eight bytes as a number whose order is theirs.
std::uint64_t sort_prefix(std::string_view term) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value = (value << 8U) | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  }
  return value;
}

}  // namespace

void TermOrder::update(const TermTable& terms) {
  const auto known = static_cast<std::uint32_t>(entries_.size());
  if (terms.size() == known) return;
  const auto before = [&](const Entry& a, const Entry& b) {
    return a.prefix != b.prefix ? a.prefix < b.prefix : terms.text(a.term) < terms.text(b.term);
  };
  fresh_.clear();
  for (std::uint32_t term = known; term < terms.size(); ++term) fresh_.push_back({sort_prefix(terms.text(term)), term});
  std::sort(fresh_.begin(), fresh_.end(), before);
  merged_.clear();
  std::merge(entries_.begin(), entries_.end(), fresh_.begin(), fresh_.end(), std::back_inserter(merged_), before);
  entries_.swap(merged_);
  places_.resize(entries_.size());
  for (std::uint32_t place = 0; place < entries_.size(); ++place) places_[entries_[place].term] = place;
}

}  // namespace news::build
