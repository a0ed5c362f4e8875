#include "searcher/render/facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string_view>

#include "common/text.h"
#include "searcher/render/csv.h"

namespace news::render {
namespace {

using match::Facet;
using match::FacetField;

std::string shown(FacetField by, const Facet& facet) {
  if (facet.value.empty()) return match::is_of_time(by) ? "(undated)" : "(none stated)";
  return one_line(sanitise(facet.value));
}

/// A bar of eighths of a character (U+2588 to U+258F), at least one.
std::string bar(std::uint64_t articles, std::uint64_t most) {
  constexpr double kWidth = 40;
  constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double share = static_cast<double>(articles) / static_cast<double>(most);
  const auto eighths = std::max<std::size_t>(1, static_cast<std::size_t>(share * kWidth * 8));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text.append(kEighths[eighths % 8]);
}

/// Units without articles that may get a line together.
void write_gap(FacetField by, std::int64_t units, std::ostream& out) {
  out << fmt::format("{:>10}  ({})\n", 0, counted(static_cast<std::uint64_t>(units), match::name_of(by)));
}

void write_chart(FacetField by, std::span<const Facet> facets, std::ostream& out) {
  std::uint64_t most = 0;
  std::size_t width = 0;
  for (const Facet& facet : facets) {
    most = std::max(most, facet.articles);
    width = std::max(width, shown(by, facet).size());
  }
  std::optional<std::int64_t> last;
  for (const Facet& facet : facets) {
    if (last && facet.unit && *facet.unit > *last + 1) write_gap(by, *facet.unit - *last - 1, out);
    if (facet.unit) last = facet.unit;
    out << fmt::format("{:>10}  {:<{}}  {}\n", facet.articles, shown(by, facet), width, bar(facet.articles, most));
  }
}

}  // namespace

void write_facets_terminal(FacetField by, std::span<const Facet> facets, std::ostream& out) {
  if (match::is_of_time(by)) return write_chart(by, facets, out);
  for (const Facet& facet : facets) out << fmt::format("{:>10}  {}\n", facet.articles, shown(by, facet));
}

void write_facets_csv(FacetField by, std::span<const Facet> facets, const std::optional<std::string>& query_id,
                      std::ostream& out) {
  const auto holds = match::is_of_time(by) ? Column::Holds::number : Column::Holds::text;
  for (const Facet& facet : facets) {
    if (query_id) out << csv_cell(*query_id, Column::Holds::text) << ',';
    out << csv_cell(facet.value, holds) << ',' << facet.articles << "\r\n";
  }
}

}  // namespace news::render
