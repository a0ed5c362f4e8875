// Hits as JSON Lines, for programs (schema version 1, docs/output.md).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/render/result_writer.h"

namespace news::render {

/// Writes an object of type "hit" for each hit, then one of type "summary".
class JsonWriter : public ResultWriter {
 public:
  /// `query_id`: of a batch's query, stands in every object under `id_key`. `out` and the key must outlive the writer.
  explicit JsonWriter(std::ostream& out, std::optional<std::string> query_id = {}, std::string_view id_key = "query_id")
      : query_id_(std::move(query_id)), id_key_(id_key), out_(out) {}

  void hit(const match::Hit& hit) override;
  void end(const match::Total& total, double elapsed_ms, std::string_view query) override;

 private:
  std::optional<std::string> query_id_;
  std::string_view id_key_;
  std::ostream& out_;
};

}  // namespace news::render
