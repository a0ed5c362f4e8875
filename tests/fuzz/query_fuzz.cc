// Any text as a query, over an article of the same text: it is read or refused with its place, and snippets keep their
// promises.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/article.h"
#include "common/text.h"
#include "searcher/match/snippets.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"
#include "searcher/query/problem.h"

namespace {

void check_snippets(const news::query::Node& tree, const std::string& text) {
  news::Article article;
  article.title = text.substr(0, text.size() / 3);
  article.paragraphs = {text};
  article.language = "en";
  news::normalise(article);
  const std::string body = news::body_of(article);
  news::match::Matcher matcher(tree);
  for (const auto& snippet : news::match::make_snippets(matcher.match(article), {2, 40})) {
    const std::string& field = snippet.field == news::match::TextField::title ? article.title : body;
    if (field.substr(snippet.offset, snippet.text.size()) != snippet.text) std::abort();
    std::uint32_t at = 0;
    for (const auto& [begin, end] : snippet.highlights) {
      if (begin < at || end <= begin || end > snippet.text.size()) std::abort();
      at = end;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string query = news::scrub_utf8({reinterpret_cast<const char*>(data), size});
  static const news::StatedTime kToday = news::parse_iso("2024-03-29").value();
  try {
    const news::query::Parsed parsed = news::query::parse(query, {kToday});
    if (news::query::to_text(parsed.tree).empty()) std::abort();
    news::query::Vocabulary vocabulary(
        Xapian::Database(), [](const std::string&, const std::string&) { return std::vector<std::string>(); });
    static_cast<void>(news::query::Compiler({"de", "en", "und"}, vocabulary).compile(parsed.tree));
    check_snippets(parsed.tree, query);
  } catch (const news::query::QueryError& error) {
    if (error.begin() > error.end() || error.end() > query.size()) std::abort();
    static_cast<void>(error.show(query));
  }
  return 0;
}
