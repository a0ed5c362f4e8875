// Hits and counts as JSON Lines, for programs (schema version 1, docs/output.md).
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/match/facets.h"
#include "searcher/render/result_writer.h"

namespace news::render {

/// Writes an object of type "hit" for each hit, where hits are stories one of type "group" behind it and one of type
/// "copy" for each copy; at the end one of type "summary".
class JsonWriter : public ResultWriter {
 public:
  /// `query_id`: of a batch's query, stands in every object under `id_key`. `out` and the key must outlive the writer.
  explicit JsonWriter(std::ostream& out, std::optional<std::string> query_id = {}, std::string_view id_key = "query_id")
      : query_id_(std::move(query_id)), id_key_(id_key), out_(out) {}

  void hit(const match::Hit& hit) override;
  void end(const match::Total& total, double elapsed_ms, std::string_view query) override;

  /// Writes an object of type "facet".
  void facet(match::FacetField by, const match::Facet& facet);
  /// The summary behind facets, which may be a part of all.
  void end_facets(const match::Facets& facets, double elapsed_ms, std::string_view query);

 private:
  void copies(const match::Hit& hit);

  std::optional<std::string> query_id_;
  std::string_view id_key_;
  std::ostream& out_;
};

/// Writes an object of type "error" for a query of a batch that gives no result. `line` is its place in the batch, from
/// 1; `query_id` is missing where the line does not even tell that.
void write_json_error(const std::optional<std::string>& query_id, std::uint64_t line, std::string_view message,
                      std::string_view hint, std::ostream& out);

}  // namespace news::render
