#include "searcher/render/json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "common/json_line.h"

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

/// An object with what all kinds of them begin with.
json record(std::string_view type, std::string_view id_key, const std::optional<std::string>& query_id) {
  json object = {{"type", type}};
  if (query_id) object[std::string(id_key)] = *query_id;
  return object;
}

void add_record(const HitRecord& record, json& object) {
  object["id"] = record.id;
  object["title"] = record.title;
  object["published"] = record.published.empty() ? json() : json(record.published);
  object["source"] = record.source;
}

void add_hit(const match::Hit& hit, json& object) {
  object["rank"] = hit.rank;
  object["score"] = hit.score;
  add_record(hit.record, object);
  object["snippets"] = json::array();
  for (const match::Snippet& snippet : hit.snippets) object["snippets"].push_back(snippet_json(snippet));
  if (hit.article && !hit.article->provenances.empty()) {
    const Provenance& place = hit.article->provenances.front();
    object["provenance"] = {
        {"path", place.path}, {"member", place.member}, {"offset", place.offset}, {"length", place.length}};
  }
}

void add_summary(const match::Total& total, double elapsed_ms, std::string_view query, json& object) {
  object["query"] = query;
  object["total"] = {{"value", total.value}, {"exact", total.exact}};
  if (total.stories) object["groups"] = {{"value", total.stories->value}, {"exact", total.stories->exact}};
  object["elapsed_ms"] = std::round(elapsed_ms * 1000) / 1000;
  object["schema"] = kSchema;
}

void line(const json& object, std::ostream& out) { out << json_line(object); }

}  // namespace

void JsonWriter::hit(const match::Hit& hit) {
  json object = record("hit", id_key_, query_id_);
  add_hit(hit, object);
  line(object, out_);
  if (hit.copies) copies(hit);
}

void JsonWriter::copies(const match::Hit& hit) {
  json group = record("group", id_key_, query_id_);
  group["rank"] = hit.rank;
  group["id"] = hit.record.id;
  group["copies"] = hit.copies->count;
  group["sources"] = json::array();
  for (const match::Facet& source : hit.copies->sources) {
    group["sources"].push_back({{"source", source.value}, {"copies", source.articles}});
  }
  line(group, out_);
  if (hit.copies->count == 0) return;
  hit.copies->each([&](const match::Copy& copy) {
    json object = record("copy", id_key_, query_id_);
    object["rank"] = hit.rank;
    add_record(copy.record, object);
    object["resemblance"] = std::round(copy.resemblance * 100) / 100;
    line(object, out_);
  });
}

void JsonWriter::end(const match::Total& total, double elapsed_ms, std::string_view query) {
  json object = record("summary", id_key_, query_id_);
  add_summary(total, elapsed_ms, query, object);
  line(object, out_);
}

void JsonWriter::facet(match::FacetField by, const match::Facet& facet) {
  json object = record("facet", id_key_, query_id_);
  object["by"] = match::name_of(by);
  object["value"] = facet.value.empty() ? json() : json(facet.value);
  object["count"] = facet.articles;
  line(object, out_);
}

void JsonWriter::end_facets(const match::Facets& facets, double elapsed_ms, std::string_view query) {
  json object = record("summary", id_key_, query_id_);
  add_summary({facets.articles, true}, elapsed_ms, query, object);
  object["values"] = facets.values.size();
  line(object, out_);
}

void write_json_error(const std::optional<std::string>& query_id, std::uint64_t line_number, std::string_view message,
                      std::string_view hint, std::ostream& out) {
  line({{"type", "error"},
        {"query_id", query_id ? json(*query_id) : json()},
        {"line", line_number},
        {"message", message},
        {"hint", hint},
        {"schema", kSchema}},
       out);
}

}  // namespace news::render
