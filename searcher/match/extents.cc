#include "searcher/match/extents.h"

#include <algorithm>

namespace news::match {
namespace {

using query::Distance;
using query::Node;
using query::Sequence;
using Extents = std::vector<Extent>;

constexpr std::uint32_t kNoEnd = UINT32_MAX;

void put_in_order(Extents& extents) {
  std::sort(extents.begin(), extents.end());
  extents.erase(std::unique(extents.begin(), extents.end()), extents.end());
}

/// Calls `found` with the extent of each occurrence of neighbouring words until it returns false; whether it never did.
template <typename Found>
bool each_occurrence(const Sequence& sequence, Places& places, Found found) {
  std::vector<const Positions*> lists;
  for (const query::Word& word : sequence) {
    lists.push_back(&places.of(word));
    if (lists.back()->empty()) return true;
  }
  const auto last = static_cast<std::uint32_t>(sequence.size() - 1);
  if (last == 0) {
    return std::all_of(lists[0]->begin(), lists[0]->end(), [&](std::uint32_t at) { return found(Extent{at, at}); });
  }
  std::vector<std::size_t> next(lists.size());
  for (const std::uint32_t first : *lists[0]) {
    bool holds = true;
    for (std::uint32_t i = 1; i <= last && holds; ++i) {
      const Positions& list = *lists[i];
      std::size_t& at = next[i];
      while (at < list.size() && list[at] < first + i) ++at;
      if (at == list.size()) return true;
      holds = list[at] == first + i;
    }
    if (holds && !found(Extent{first, first + last})) return false;
  }
  return true;
}

/// The end of the unit that this position is in.
std::uint32_t unit_end(const Positions& ends, std::uint32_t position) {
  const auto end = std::lower_bound(ends.begin(), ends.end(), position);
  return end == ends.end() ? kNoEnd : *end;
}

std::uint32_t unit_begin(const Positions& ends, std::uint32_t position) {
  const auto end = std::lower_bound(ends.begin(), ends.end(), position);
  return end == ends.begin() ? 0 : *(end - 1) + 1;
}

const Positions* unit_ends(const Distance& distance, Places& places) {
  switch (distance.unit) {
    case Distance::Unit::sentence:
      return &places.sentence_ends();
    case Distance::Unit::paragraph:
      return &places.paragraph_ends();
    default:
      return nullptr;
  }
}

/// How far from an occurrence another one may be.
class Reach {
 public:
  Reach(const Distance& distance, Places& places) : count_(distance.count), ends_(unit_ends(distance, places)) {}

  /// The position up to which one that follows must begin, and the one up to which it must end; 0 where none can.
  struct Limits {
    std::uint32_t first;
    std::uint32_t last;
  };
  [[nodiscard]] Limits behind(const Extent& x) const {
    if (ends_ == nullptr) return {x.last > kNoEnd - count_ ? kNoEnd : x.last + count_, kNoEnd};
    const std::uint32_t end = unit_end(*ends_, x.first);
    return end < x.last ? Limits{0, 0} : Limits{end, end};
  }

  /// The position from which on one that stands before must end, and the one from which on it must begin.
  [[nodiscard]] Limits before(const Extent& x) const {
    if (ends_ == nullptr) return {0, x.first > count_ ? x.first - count_ : 0};
    const std::uint32_t begin = unit_end(*ends_, x.first) < x.last ? kNoEnd : unit_begin(*ends_, x.first);
    return {begin, begin};
  }

 private:
  std::uint32_t count_;
  const Positions* ends_;
};

bool begins_before(const Extent& a, std::uint32_t position) { return a.first < position; }

/// Calls `visit(x, y)` for each pair where y follows x within reach, until it returns false; whether it never did. Both
/// are in order.
template <typename Visit>
bool each_pair(const Extents& before, const Extents& after, const Reach& reach, std::size_t& budget, Visit visit) {
  for (const Extent& x : before) {
    const Reach::Limits limits = reach.behind(x);
    for (auto y = std::lower_bound(after.begin(), after.end(), x.last + 1, begins_before);
         y != after.end() && y->first <= limits.first; ++y) {
      if (y->last > limits.last) continue;
      if (!visit(x, *y)) return false;
      if (budget == 0) break;
      --budget;
    }
  }
  return true;
}

/// Calls `visit(left, right)` for each pair of a proximity until it returns false; whether it never did.
template <typename Visit>
bool each_near(const Distance& distance, const Extents& left, const Extents& right, Places& places, Visit visit) {
  if (left.empty() || right.empty()) return true;
  const Reach reach(distance, places);
  std::size_t budget = kMaxPairs;
  if (!each_pair(left, right, reach, budget, [&](const Extent& x, const Extent& y) { return visit(x, y); })) {
    return false;
  }
  return distance.ordered ||
         each_pair(right, left, reach, budget, [&](const Extent& x, const Extent& y) { return visit(y, x); });
}

/// The extent from the first word of the one to the last of the other.
Extent around(const Extent& a, const Extent& b) { return {std::min(a.first, b.first), std::max(a.last, b.last)}; }

/// Tells which occurrences have another operand near.
class Company {
 public:
  Company(const Distance& distance, Extents others, Places& places)
      : reach_(distance, places), ordered_(distance.ordered), by_first_(std::move(others)), by_last_(by_first_) {
    std::sort(by_last_.begin(), by_last_.end(), [](const Extent& a, const Extent& b) { return a.last < b.last; });
  }

  [[nodiscard]] bool has(const Extent& x) const { return follows(x) || (!ordered_ && precedes(x)); }

 private:
  [[nodiscard]] bool follows(const Extent& x) const {
    const Reach::Limits limits = reach_.behind(x);
    auto y = std::lower_bound(by_first_.begin(), by_first_.end(), x.last + 1, begins_before);
    for (; y != by_first_.end() && y->first <= limits.first; ++y) {
      if (y->last <= limits.last) return true;
    }
    return false;
  }
  [[nodiscard]] bool precedes(const Extent& x) const {
    const Reach::Limits limits = reach_.before(x);
    auto y = std::lower_bound(by_last_.begin(), by_last_.end(), limits.last,
                              [](const Extent& a, std::uint32_t position) { return a.last < position; });
    for (; y != by_last_.end() && y->last < x.first; ++y) {
      if (y->first >= limits.first) return true;
    }
    return false;
  }

  Reach reach_;
  bool ordered_;
  Extents by_first_;
  Extents by_last_;
};

Extents keep_wanted(const Extents& extents, const Extents& wanted) {
  Extents kept;
  std::set_intersection(extents.begin(), extents.end(), wanted.begin(), wanted.end(), std::back_inserter(kept));
  return kept;
}

void trace_near(const Node& node, Places& places, const Extents& wanted, const LeafOccurrence& found) {
  Extents left;
  Extents right;
  each_near(node.distance, occurrences(node.children[0], places), occurrences(node.children[1], places), places,
            [&](const Extent& x, const Extent& y) {
              if (std::binary_search(wanted.begin(), wanted.end(), around(x, y))) {
                left.push_back(x);
                right.push_back(y);
              }
              return true;
            });
  put_in_order(left);
  put_in_order(right);
  trace(node.children[0], places, left, found);
  trace(node.children[1], places, right, found);
}

}  // namespace

Extents occurrences(const Node& node, Places& places) {
  Extents extents;
  switch (node.kind) {
    case Node::Kind::near: {
      const Extents left = occurrences(node.children[0], places);
      if (left.empty()) return {};
      each_near(node.distance, left, occurrences(node.children[1], places), places,
                [&](const Extent& x, const Extent& y) {
                  extents.push_back(around(x, y));
                  return true;
                });
      break;
    }
    case Node::Kind::beyond: {
      extents = occurrences(node.children[0], places);
      if (extents.empty()) return {};
      const Company company(node.distance, occurrences(node.children[1], places), places);
      std::erase_if(extents, [&](const Extent& x) { return company.has(x); });
      return extents;
    }
    case Node::Kind::any:
      for (const Node& child : node.children) {
        const Extents more = occurrences(child, places);
        extents.insert(extents.end(), more.begin(), more.end());
      }
      break;
    default:
      for (const Sequence& sequence : node.sequences) {
        each_occurrence(sequence, places, [&](const Extent& extent) {
          extents.push_back(extent);
          return true;
        });
      }
      if (node.sequences.size() == 1) return extents;
      break;
  }
  put_in_order(extents);
  return extents;
}

bool occurs(const Node& node, Places& places) {
  const auto stop_at_first = [](const auto&...) { return false; };
  switch (node.kind) {
    case Node::Kind::near: {
      const Extents left = occurrences(node.children[0], places);
      return !left.empty() &&
             !each_near(node.distance, left, occurrences(node.children[1], places), places, stop_at_first);
    }
    case Node::Kind::beyond:
      return !occurrences(node, places).empty();
    case Node::Kind::any:
      return std::any_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return occurs(child, places); });
    default:
      return std::any_of(node.sequences.begin(), node.sequences.end(),
                         [&](const Sequence& sequence) { return !each_occurrence(sequence, places, stop_at_first); });
  }
}

void trace(const Node& node, Places& places, const Extents& wanted, const LeafOccurrence& found) {
  if (wanted.empty()) return;
  switch (node.kind) {
    case Node::Kind::near:
      trace_near(node, places, wanted, found);
      break;
    case Node::Kind::beyond:
      trace(node.children[0], places, wanted, found);
      break;
    case Node::Kind::any:
      for (const Node& child : node.children) {
        trace(child, places, keep_wanted(occurrences(child, places), wanted), found);
      }
      break;
    default:
      for (const Sequence& sequence : node.sequences) {
        each_occurrence(sequence, places, [&](const Extent& extent) {
          if (std::binary_search(wanted.begin(), wanted.end(), extent)) found(node, sequence, extent);
          return true;
        });
      }
      break;
  }
}

}  // namespace news::match
