#include "searcher/question.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/error.h"
#include "common/text.h"

namespace news {
namespace {

using Format = render::Format;

std::vector<const render::Column*> columns_of(const cli::Arguments& values) {
  if (!values.has("columns"))
    return render::default_columns(values.has("group-duplicates") ? render::Hits::stories : render::Hits::articles);
  try {
    return render::read_columns(values.text("columns"));
  } catch (const Error& error) {
    const std::string origin = values.origin("columns");
    if (origin.empty()) throw;
    throw Error(error.code(), origin + ": " + error.what(), error.hint());
  }
}

match::FacetField facet_field_of(const cli::Arguments& values) {
  using match::FacetField;
  return values.choice<FacetField>("by", match::kFacetFields);
}

/// How hits are written, and what follows from it.
void set_format(const cli::Arguments& values, Question& question) {
  question.format = values.choice<Format>("format", {{"terminal", Format::terminal},
                                                     {"json", Format::json},
                                                     {"csv", Format::csv},
                                                     {"trec", Format::trec},
                                                     {"ids", Format::ids}});
  // What stands in a configuration or with a saved query is for the formats that it fits.
  const auto typed = [&](const char* name) { return values.has(name) && values.origin(name).empty(); };
  if (question.result == Question::Result::explanation && question.format != Format::terminal) {
    if (typed("format")) throw Error(Code::usage, "--explain is for people and has no format", "leave out --format");
    question.format = Format::terminal;
  }
  const bool of_hits = question.format == Format::trec || question.format == Format::ids;
  if (question.result == Question::Result::facets && of_hits) {
    if (typed("format")) {
      throw Error(Code::usage, fmt::format("--by gives counts, and --format {} is for hits", values.text("format")),
                  "take terminal, json or csv");
    }
    question.format = Format::terminal;
  }
  if (typed("columns") && question.format != Format::csv) {
    throw Error(Code::usage, "--columns is for CSV alone", "add --format csv");
  }
  if (typed("null") && question.format != Format::ids) {
    throw Error(Code::usage, "-0 is for ids alone", "add --format ids");
  }
  question.columns = columns_of(values);
  const auto of_stories = [](const render::Column* column) { return column->of == render::Hits::stories; };
  if (typed("columns") && !question.as_stories && std::ranges::any_of(question.columns, of_stories)) {
    throw Error(Code::usage, "copies are columns of --group-duplicates alone", "add --group-duplicates");
  }
  question.id_end = values.has("null") ? '\0' : '\n';
  question.limit = values.number("limit", default_limit(values));
  // A chart with its end cut off misleads: what is configured for hits does not hold for it.
  const bool is_chart = question.result == Question::Result::facets && match::is_of_time(question.by);
  if (is_chart && !typed("limit")) question.all = true;
}

}  // namespace

std::uint64_t default_limit(const cli::Arguments& values) {
  constexpr std::uint64_t kOfRuns = 1000;  // by the custom of TREC
  return values.text("format") == "trec" ? kOfRuns : Question().limit;
}

Question question_of(const cli::Arguments& values) {
  if (!values.has(cli::kOperands)) {
    throw Error(Code::usage, "there is no query",
                "such as news-searcher '\"acting mayor\" AND strike'; --help says more");
  }
  return question_of(values, fmt::format("{}", fmt::join(values.list(cli::kOperands), " ")));
}

Question question_of(const cli::Arguments& values, const std::string& query) {
  Question question = stated_by(values);
  if (first_invalid_utf8(query) != std::string_view::npos) {
    throw Error(Code::usage, "the query is not UTF-8", "run the terminal in a UTF-8 locale");
  }
  question.query = compose(query);  // as articles are stored
  if (question.archives.empty()) question.archives.push_back(cli::archive_or_default({}));
  return question;
}

Question stated_by(const cli::Arguments& values) {
  Question question;
  using Result = Question::Result;
  if (values.has("count")) question.result = Result::count;
  if (values.has("by")) {
    question.result = Result::facets;
    question.by = facet_field_of(values);
  }
  if (values.has("explain")) question.result = Result::explanation;
  question.archives = values.list("archive");
  if (std::find(question.archives.begin(), question.archives.end(), "") != question.archives.end()) {
    throw Error(Code::usage, values.spoken("archive") + " has an empty name", "name a folder, or HOST:PORT");
  }
  question.all = values.has("all");
  question.any_word = values.has("any");
  question.as_stories = values.has("group-duplicates");
  question.offset = values.number("offset", question.offset);
  question.snippets.count = values.number("snippets", question.snippets.count);
  question.snippets.width = values.number("width", question.snippets.width);
  question.sort = values.choice<match::Sort>(
      "sort",
      {{"relevance", match::Sort::relevance}, {"newest", match::Sort::newest}, {"oldest", match::Sort::oldest}});
  set_format(values, question);
  return question;
}

}  // namespace news
