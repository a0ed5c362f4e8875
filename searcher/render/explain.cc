#include "searcher/render/explain.h"

#include <fmt/format.h>

#include <ostream>

#include "common/text.h"

namespace news::render {

void explain(const query::Parsed& parsed, const match::Explanation& explanation, std::ostream& out) {
  out << "tree     " << sanitise(query::to_text(parsed.tree)) << '\n';
  for (const std::string& note : parsed.notes) out << "note     " << sanitise(note) << '\n';
  for (const auto& term : explanation.terms) {
    out << fmt::format("word     {} -> {} in {} articles\n", sanitise(term.word), sanitise(term.term), term.articles);
  }
  out << "xapian   " << sanitise(explanation.xapian_query) << '\n';
  out << fmt::format("matches  {}{}\n", explanation.total.exact ? "" : "about ", explanation.total.value);
  out << fmt::format("time     compile {:.2f} ms, match {:.2f} ms\n", explanation.compile_ms, explanation.match_ms);
}

}  // namespace news::render
