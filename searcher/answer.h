// Asks an archive one question and writes what it answers.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "searcher/match/engine.h"
#include "searcher/notes.h"
#include "searcher/query/parser.h"
#include "searcher/question.h"
#include "searcher/render/terminal.h"

namespace news {

/// A question whose query was read.
struct ReadQuestion {
  Question question;
  query::Parsed parsed;
  double parse_ms = 0;
};

/// Reads the question's query; `saved` gives the texts of saved queries (query/parser.h). Throws Error(Code::query)
/// that shows the place in the query.
[[nodiscard]] ReadQuestion read_question(
    Question question, const std::function<std::optional<std::string>(const std::string& name)>& saved);

/// Writes what the question asks for to `out` and tells `notes` the rest. `engine` has the question's archives open.
/// Returns how many articles match. Throws as Engine does.
match::Total answer(const ReadQuestion& question, match::Engine& engine, render::Emphasis emphasis, const Notes& notes,
                    std::ostream& out);

}  // namespace news
