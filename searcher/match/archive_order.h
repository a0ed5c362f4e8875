// In which order articles are best read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace news::match {

/// Indices of what has a member `article`, in the order in which the articles lie in the archive: neighbours share the
/// blocks that they are in, while a ranking goes to and fro.
template <typename Place>
[[nodiscard]] std::vector<std::size_t> in_archive_order(const std::vector<Place>& places) {
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return places[a].article < places[b].article; });
  return order;
}

}  // namespace news::match
