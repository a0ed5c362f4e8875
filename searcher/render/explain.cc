#include "searcher/render/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

#include "common/text.h"

namespace news::render {
namespace {

using match::Explanation;

/// Terms with the number of articles that hold each, those in most articles first.
std::string with_counts(std::vector<Explanation::TermCount> terms) {
  constexpr std::size_t kShown = 20;
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.articles > b.articles; });
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, terms.size()); ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", sanitise(terms[i].term), terms[i].articles);
  }
  if (terms.size() > kShown) text += fmt::format(" and {} more", terms.size() - kShown);
  return terms.empty() ? "no word of the archive" : text;
}

}  // namespace

void explain(const query::Parsed& parsed, double parse_ms, const Explanation& explanation, std::ostream& out) {
  out << "tree     " << sanitise(query::to_text(parsed.tree)) << '\n';
  for (const std::string& note : parsed.notes) out << "note     " << sanitise(note) << '\n';
  for (const Explanation::WordCount& word : explanation.words) {
    out << fmt::format("word     {} -> {}\n", sanitise(word.word), with_counts(word.terms));
    if (!word.forms.empty()) out << fmt::format("         forms: {}\n", with_counts(word.forms));
  }
  out << "xapian   " << sanitise(explanation.xapian_query) << '\n';
  for (const std::string& part : explanation.verified) out << "verified " << sanitise(part) << '\n';
  if (!explanation.verified.empty()) {
    out << fmt::format("         by position in {} articles\n", explanation.verified_articles);
  }
  out << fmt::format("matches  {}{}\n", explanation.total.exact ? "" : "about ", explanation.total.value);
  out << fmt::format("time     parse {:.2f} ms, match {:.2f} ms, verify {:.2f} ms, snippet {:.2f} ms\n", parse_ms,
                     explanation.match_ms, explanation.verify_ms, explanation.snippet_ms);
}

}  // namespace news::render
