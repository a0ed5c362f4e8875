// Whether two Xapian databases are the same to everybody who reads them through the public API.
#pragma once

#include <xapian.h>

#include <span>
#include <string>

namespace news::build {

/// Compares two databases:
///
///   if (const std::string text = differences_between(left, right); !text.empty()) ...
///
/// Everything but the UUIDs: counts and bounds, metadata, terms with their frequencies, bounds and postings, documents
/// with lengths, terms, positions, values and data, values by slot with their statistics. A line for each difference,
/// up to 20; empty where all is the same.
[[nodiscard]] std::string differences_between(const Xapian::Database& left, const Xapian::Database& right);

/// The answers to these queries, all of them, in order: documents, and weights to the last bit.
[[nodiscard]] std::string differences_between_answers(const Xapian::Database& left, const Xapian::Database& right,
                                                      std::span<const Xapian::Query> queries);

}  // namespace news::build
