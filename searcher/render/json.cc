#include "searcher/render/json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "common/text.h"

namespace news::render {
namespace {

using json = nlohmann::ordered_json;

constexpr int kSchema = 1;

json snippet_json(const match::Snippet& snippet) {
  json highlights = json::array();
  for (const auto& [begin, end] : snippet.highlights) highlights.push_back({begin, end});
  return {{"field", match::name_of(snippet.field)},
          {"text", snippet.text},
          {"offset", snippet.offset},
          {"highlights", std::move(highlights)}};
}

json hit_json(const match::Hit& hit) {
  json object = {{"type", "hit"},
                 {"rank", hit.rank},
                 {"score", hit.score},
                 {"id", hit.record.id},
                 {"title", hit.record.title},
                 {"published", hit.record.published.empty() ? json() : json(hit.record.published)},
                 {"source", hit.record.source},
                 {"snippets", json::array()}};
  for (const match::Snippet& snippet : hit.snippets) object["snippets"].push_back(snippet_json(snippet));
  if (hit.provenance) {
    object["provenance"] = {{"path", hit.provenance->path},
                            {"member", hit.provenance->member},
                            {"offset", hit.provenance->offset},
                            {"length", hit.provenance->length}};
  }
  return object;
}

void line(const json& object, std::ostream& out) {
  out << escape_json_controls(object.dump(-1, ' ', false, json::error_handler_t::replace)) << '\n';
}

}  // namespace

void JsonWriter::hit(const match::Hit& hit) { line(hit_json(hit), out_); }

void JsonWriter::end(const match::Total& total, double elapsed_ms, std::string_view query) {
  line({{"type", "summary"},
        {"query", query},
        {"total", {{"value", total.value}, {"exact", total.exact}}},
        {"elapsed_ms", std::round(elapsed_ms * 1000) / 1000},
        {"schema", kSchema}},
       out_);
}

}  // namespace news::render
