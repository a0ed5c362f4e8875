// What one search asks for, whether a command line says it or something else that holds options by the same names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/cli.h"
#include "searcher/match/facets.h"
#include "searcher/match/ranking.h"
#include "searcher/match/snippets.h"
#include "searcher/match/unseen.h"
#include "searcher/render/columns.h"
#include "searcher/render/result_writer.h"

namespace news {

struct Question {
  enum class Result { hits, count, facets, explanation };
  enum class Reading {
    query,        ///< the query language
    restriction,  ///< of another query: it may only take away
    plain_text,   ///< words and nothing else (query/plain_text.h)
  };
  using Format = render::Format;

  std::optional<std::string> id;  ///< its name in the output, where several are asked
  bool saved = false;             ///< `id` is the name of a saved query
  std::string query;              ///< valid UTF-8, composed as articles are
  Reading reading = Reading::query;
  std::vector<std::string> archives;
  Result result = Result::hits;
  match::FacetField by = match::FacetField::day;  ///< Result::facets: what is counted
  bool any_word = false;
  bool as_stories = false;  ///< one hit a story, with its copies
  bool all = false;         ///< every hit, one after another, or every value, and `limit` counts for nothing
  std::uint64_t limit = 10;
  std::uint64_t offset = 0;
  match::Sort sort = match::Sort::relevance;
  match::SnippetOptions snippets;
  Format format = Format::terminal;
  std::vector<const render::Column*> columns;  ///< of CSV
  char id_end = '\n';                          ///< behind each id, where the format is ids
  std::optional<match::Seen> seen;             ///< only what is new to whoever has seen this
};

/// How many hits are shown where nothing says it.
[[nodiscard]] std::uint64_t default_limit(const cli::Arguments& values);

/// What options state of a question, without a query; its archives are those that are named, if any are. Throws
/// Error(Code::usage).
[[nodiscard]] Question stated_by(const cli::Arguments& values);

/// The question that options state, the query being their operands. Throws Error(Code::usage).
[[nodiscard]] Question question_of(const cli::Arguments& values);

/// The same with another query. Throws Error(Code::usage).
[[nodiscard]] Question question_of(const cli::Arguments& values, const std::string& query);

}  // namespace news
