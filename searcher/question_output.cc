#include "searcher/question_output.h"

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.h"
#include "searcher/render/csv.h"
#include "searcher/render/facets.h"
#include "searcher/render/ids.h"
#include "searcher/render/json.h"
#include "searcher/render/trec.h"

namespace news {
namespace {

using render::Format;

/// Name of the key or column that holds the question's id.
std::string_view id_key(const Question& question) { return question.saved ? "saved" : render::kQueryIdColumn; }

bool is_count(const Question& question) { return question.result == Question::Result::count; }

}  // namespace

void begin_output(const Question& question, std::ostream& out) {
  if (question.format != Format::csv || (is_count(question) && !question.id)) return;
  std::vector<std::string_view> names;
  if (question.id) names.push_back(id_key(question));
  if (is_count(question)) {
    names.emplace_back("count");
  } else if (question.result == Question::Result::facets) {
    names.insert(names.end(), {match::name_of(question.by), "count"});
  } else {
    for (const render::Column* column : question.columns) names.push_back(column->name);
  }
  render::write_csv_header(names, out);
}

void begin_hits(const Question& question, render::Emphasis emphasis, std::ostream& out) {
  if (question.format != Format::terminal || !question.id) return;
  const bool colour = emphasis == render::Emphasis::colour;
  out << (colour ? "\x1b[1;7m" : "") << "[" << sanitise(*question.id) << "]" << (colour ? "\x1b[0m" : "");
  if (!question.saved) out << ' ' << one_line(sanitise(question.query));
  out << "\n\n";
}

std::unique_ptr<render::ResultWriter> writer_of(const Question& question, render::Emphasis emphasis,
                                                std::ostream& out) {
  switch (question.format) {
    case Format::json:
      return std::make_unique<render::JsonWriter>(out, question.id, id_key(question));
    case Format::csv:
      return std::make_unique<render::CsvWriter>(question.columns, question.id, out);
    case Format::trec:
      return std::make_unique<render::TrecWriter>(question.id.value_or("1"), out);
    case Format::ids:
      return std::make_unique<render::IdsWriter>(question.id_end, out);
    case Format::terminal:
      break;
  }
  return std::make_unique<render::TerminalWriter>(emphasis, out);
}

match::HitParts parts_for(const Question& question) {
  switch (question.format) {
    case Format::json:
      return {.snippets = true, .article = true, .copies = true};
    case Format::csv:
      return render::parts_of(question.columns);
    case Format::terminal:
      return {.snippets = question.snippets.count > 0, .article = false, .copies = true};
    case Format::trec:
    case Format::ids:
      break;
  }
  return {.snippets = false, .article = false};
}

void write_count(const Question& question, const match::Total& total, double elapsed_ms, std::ostream& out) {
  const std::uint64_t count = total.stories ? total.stories->value : total.value;
  if (!question.id) {
    out << count << '\n';
  } else if (question.format == Format::json) {
    render::JsonWriter(out, question.id, id_key(question)).end(total, elapsed_ms, question.query);
  } else if (question.format == Format::csv) {
    out << render::csv_cell(*question.id, render::Column::Holds::text) << ',' << count << "\r\n";
  } else {
    out << sanitise(*question.id) << '\t' << count << '\n';
  }
}

std::uint64_t write_facets(const Question& question, const match::Facets& facets, double elapsed_ms,
                           render::Emphasis emphasis, std::ostream& out) {
  std::span<const match::Facet> shown = facets.values;
  shown = shown.subspan(std::min<std::uint64_t>(question.offset, shown.size()));
  if (!question.all) shown = shown.first(std::min<std::uint64_t>(question.limit, shown.size()));
  switch (question.format) {
    case Format::json: {
      render::JsonWriter writer(out, question.id, id_key(question));
      for (const match::Facet& facet : shown) writer.facet(question.by, facet);
      writer.end_facets(facets, elapsed_ms, question.query);
      break;
    }
    case Format::csv:
      render::write_facets_csv(question.by, shown, question.id, out);
      break;
    default:
      if (!shown.empty()) begin_hits(question, emphasis, out);
      render::write_facets_terminal(question.by, shown, out);
      if (!shown.empty() && question.id) out << '\n';
      break;
  }
  return shown.size();
}

}  // namespace news
