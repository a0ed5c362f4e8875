// news-searcher: answers queries from an archive made by news-indexer.
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "common/cli.h"
#include "common/error.h"
#include "common/text.h"
#include "searcher/match/engine.h"
#include "searcher/options.h"
#include "searcher/query/parser.h"
#include "searcher/query/problem.h"
#include "searcher/render/explain.h"
#include "searcher/render/json.h"
#include "searcher/render/terminal.h"
#include "version.h"

namespace {

using news::SearcherOptions;

news::StatedTime local_day() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return news::Zone::local().at(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

news::query::Parsed parse(const SearcherOptions& options) {
  try {
    return news::query::parse(options.query, local_day());
  } catch (const news::query::QueryError& error) {
    throw news::Error(error.code(), error.show(options.query), error.hint());
  }
}

news::render::Emphasis emphasis(SearcherOptions::Color color) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool wanted = color == SearcherOptions::Color::always ||
                      (color == SearcherOptions::Color::automatic && isatty(STDOUT_FILENO) != 0 &&
                       (no_color == nullptr || *no_color == '\0'));
  return wanted ? news::render::Emphasis::colour : news::render::Emphasis::stars;
}

/// How many hits there are, for a person; on stderr, so that the output is the hits alone.
void tell_total(const news::match::Page& page, const SearcherOptions& options) {
  if (options.quiet || options.format != SearcherOptions::Format::terminal) return;
  if (page.total.value == 0) {
    std::cerr << "nothing found\n";
  } else if (page.hits.empty()) {
    std::cerr << (page.total.exact ? "" : "about ") << page.total.value << " articles, none at this offset\n";
  } else {
    std::cerr << (page.total.exact ? "" : "about ") << page.total.value << " articles, " << page.hits.front().rank
              << "-" << page.hits.back().rank << " shown\n";
  }
}

int search(const SearcherOptions& options, const news::query::Parsed& parsed, news::match::Engine& engine,
           std::ostream& out) {
  news::match::SearchRequest request;
  request.tree = &parsed.tree;
  request.limit = options.limit;
  request.offset = options.offset;
  request.sort = options.sort;
  request.snippets = options.snippets;
  request.open_articles = options.snippets.count > 0 || options.format == SearcherOptions::Format::json;
  const news::match::Page page = engine.search(request);
  if (options.format == SearcherOptions::Format::json) {
    news::render::json_lines(page, options.query, out);
  } else {
    news::render::terminal(page, emphasis(options.color), out);
  }
  tell_total(page, options);
  return page.total.value > 0 ? 0 : 1;
}

int run_query(const SearcherOptions& options, std::ostream& out) {
  const news::query::Parsed parsed = parse(options);
  if (!options.quiet) {
    for (const std::string& note : parsed.notes) std::cerr << "note: " << news::sanitise(note) << '\n';
  }
  news::match::Engine engine(options.archive);
  switch (options.mode) {
    case SearcherOptions::Mode::count: {
      const std::uint64_t count = engine.count(parsed.tree);
      out << count << '\n';
      return count > 0 ? 0 : 1;
    }
    case SearcherOptions::Mode::explain: {
      const news::match::Explanation explanation = engine.explain(parsed.tree);
      news::render::explain(parsed, explanation, out);
      return explanation.total.value > 0 ? 0 : 1;
    }
    default:
      return search(options, parsed, engine, out);
  }
}

int run(const std::vector<std::string>& arguments, std::ostream& out) {
  const SearcherOptions options = news::parse_searcher_options(arguments);
  switch (options.mode) {
    case SearcherOptions::Mode::help:
      news::print_searcher_help(out);
      return 0;
    case SearcherOptions::Mode::version:
      out << "news-searcher " << news::kVersion << '\n';
      return 0;
    default:
      return run_query(options, out);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return news::cli::run("news-searcher", [&](std::ostream& out) { return run(arguments, out); });
}
