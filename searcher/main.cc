// news-searcher: answers queries from an archive made by news-indexer.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "common/cli.h"
#include "common/error.h"
#include "common/stopwatch.h"
#include "common/text.h"
#include "searcher/match/engine.h"
#include "searcher/match/heap.h"
#include "searcher/options.h"
#include "searcher/query/parser.h"
#include "searcher/query/problem.h"
#include "searcher/render/explain.h"
#include "searcher/render/json.h"
#include "searcher/render/terminal.h"
#include "searcher/saved/saved_queries.h"
#include "version.h"

namespace {

using news::SearcherOptions;

/// By the C library: loading the zones of the world takes longer than many a search.
news::StatedTime local_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  news::StatedTime day;
  day.year = local.tm_year + 1900;
  day.month = local.tm_mon + 1;
  day.day = local.tm_mday;
  return day;
}

news::query::Parsed parse(const SearcherOptions& options) {
  news::SavedQueries saved(options.saved_file);
  try {
    return news::query::parse(
        options.query, {local_day(), options.any_word, [&](const std::string& name) { return saved.text(name); }});
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

/// Says on stderr what a person should know, so that the output is the result alone.
class Notes {
 public:
  explicit Notes(bool quiet) : quiet_(quiet) {}

  void say(const std::string& text) const {
    if (!quiet_) std::cerr << news::sanitise(text) << '\n';
  }
  void note(const std::vector<std::string>& notes) const {
    for (const std::string& note : notes) say("note: " + note);
  }
  /// How far a long verification is, now and then, where somebody watches.
  [[nodiscard]] news::match::Engine::Progress progress() const {
    if (quiet_ || isatty(STDERR_FILENO) == 0) return {};
    return [watch = news::Stopwatch(), next = 1.0](std::uint64_t done, std::uint64_t of) mutable {
      if (watch.seconds() < next) return;
      next = watch.seconds() + 1;
      std::cerr << (of == 0 ? fmt::format("{} articles verified\n", done)
                            : fmt::format("{} of {} articles verified\n", done, of));
    };
  }

 private:
  bool quiet_;
};

/// How many hits there are, for a person.
void tell_total(const news::match::Total& total, std::uint64_t first, std::uint64_t shown, const Notes& notes) {
  const std::string articles =
      fmt::format("{}{} article{}", total.exact ? "" : "about ", total.value, total.value == 1 ? "" : "s");
  if (total.value == 0) {
    notes.say("nothing found");
  } else if (shown == 0) {
    notes.say(articles + ", none at this offset");
  } else {
    notes.say(fmt::format("{}, {}-{} shown", articles, first + 1, first + shown));
  }
}

/// Offers other spellings where little was found.
void suggest(news::match::Engine& engine, const news::query::Node& tree, const news::match::Total& total,
             const Notes& notes) {
  constexpr std::uint64_t kFew = 3;
  if (total.value >= kFew) return;
  for (const news::query::Suggestion& each : engine.suggestions(tree)) {
    notes.say(fmt::format("'{}' is in {} articles: did you mean {} ({} articles)?", each.word,
                          each.articles == 0 ? "no" : std::to_string(each.articles), each.meant, each.meant_articles));
  }
}

news::match::SearchRequest request_for(const SearcherOptions& options, const news::query::Node& tree) {
  news::match::SearchRequest request;
  request.tree = &tree;
  request.limit = options.limit;
  request.offset = options.offset;
  request.sort = options.sort;
  request.snippets = options.snippets;
  request.open_articles = options.snippets.count > 0 || options.format == SearcherOptions::Format::json;
  return request;
}

int search(const SearcherOptions& options, const news::query::Parsed& parsed, news::match::Engine& engine,
           const Notes& notes, std::ostream& out) {
  const bool json = options.format == SearcherOptions::Format::json;
  const news::render::Emphasis marks = emphasis(options.color);
  const news::match::SearchRequest request = request_for(options, parsed.tree);
  const news::Stopwatch watch;
  std::uint64_t shown = 0;
  const auto give = [&](const news::match::Hit& hit) {
    ++shown;
    if (json) {
      news::render::json_hit(hit, out);
    } else {
      news::render::terminal_hit(hit, marks, out);
    }
  };
  news::match::Total total;
  if (options.all) {
    total = engine.stream(request, give);
  } else {
    const news::match::Page page = engine.search(request);
    std::for_each(page.hits.begin(), page.hits.end(), give);
    total = page.total;
  }
  notes.note(engine.notes());
  if (json) {
    news::render::json_summary(total, watch.milliseconds(), options.query, out);
  } else {
    tell_total(total, options.offset, shown, notes);
  }
  suggest(engine, parsed.tree, total, notes);
  return total.value > 0 ? 0 : 1;
}

int run_query(const SearcherOptions& options, std::ostream& out) {
  const Notes notes(options.quiet);
  const news::Stopwatch parsing;
  const news::query::Parsed parsed = parse(options);
  const double parse_ms = parsing.milliseconds();
  notes.note(parsed.notes);
  news::match::Engine engine(options.archives, notes.progress());
  switch (options.mode) {
    case SearcherOptions::Mode::count: {
      const std::uint64_t count = engine.count(parsed.tree);
      notes.note(engine.notes());
      out << count << '\n';
      return count > 0 ? 0 : 1;
    }
    case SearcherOptions::Mode::explain: {
      const news::match::Explanation explanation = engine.explain(request_for(options, parsed.tree));
      news::render::explain(parsed, parse_ms, explanation, out);
      notes.note(engine.notes());
      return explanation.total.value > 0 ? 0 : 1;
    }
    default:
      return search(options, parsed, engine, notes, out);
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
  news::match::keep_freed_memory();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return news::cli::run("news-searcher", [&](std::ostream& out) { return run(arguments, out); });
}
