#include "searcher/options.h"

#include <fmt/format.h>

#include <ostream>

#include "common/cli.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/text.h"
#include "searcher/saved/saved_queries.h"

namespace news {
namespace {

// clang-format off
constexpr cli::Option kOptions[] = {
    {"Result", "archive,a", "DIR|HOST:PORT",
     "the archive, or one that xapian-tcpsrv serves; several are searched as one (default $NEWS_ARCHIVE, else "
     "$XDG_DATA_HOME/news-archive)", true},
    {"Result", "limit,n", "N", "hits to show (default 10; 1000 with --format trec)"},
    {"Result", "offset", "N", "hits to pass over first (default 0)", false, cli::Scope::query},
    {"Result", "all", nullptr, "every hit, however many there are", false, cli::Scope::search, "limit"},
    {"Result", "any", nullptr, "articles with any of the words, those with most of them first"},
    {"Result", "sort,s", "ORDER", "relevance (default), newest or oldest"},
    {"Result", "count,c", nullptr, "print the exact number of matches and nothing else", false,
     cli::Scope::query},
    {"Result", "explain", nullptr, "print how the query was read, instead of hits", false,
     cli::Scope::task, "count"},
    {"Result", "saved-file", "FILE", "where saved:NAME is looked up (default $XDG_CONFIG_HOME/news-archive/saved.ini)",
     false, cli::Scope::program},
    {"Output", "format,f", "FORMAT",
     "terminal (default), json (JSON Lines), csv, trec (a run for trec_eval) or ids (one a line)"},
    {"Output", "columns", "LIST", "columns of CSV, such as published,title,url,snippet", false, cli::Scope::search,
     "count explain"},
    {"Output", "null,0", nullptr, "end ids with NUL instead of a line end, for xargs -0"},
    {"Output", "snippets", "N", "pieces of text shown of each article (default 2)"},
    {"Output", "width", "N", "bytes of a piece, about (default 200)"},
    {"Output", "color", "WHEN", "auto (default), always or never; NO_COLOR is honoured"},
    {"Output", "quiet", nullptr, "no notes and totals on stderr", false, cli::Scope::program},
    {"Output", "help", nullptr, "this help", false, cli::Scope::task},
    {"Output", "version", nullptr, "the version", false, cli::Scope::task},
};
// clang-format on

}  // namespace

SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments) {
  const cli::Arguments values =
      cli::parse(arguments, kOptions,
                 "to leave out a word, put -- before the query, or quote it whole, or write NOT: "
                 "news-searcher 'strike NOT storm'");
  SearcherOptions options;
  using Mode = SearcherOptions::Mode;
  if (values.has("help")) {
    options.mode = Mode::help;
    return options;
  }
  if (values.has("version")) {
    options.mode = Mode::version;
    return options;
  }
  options.question = question_of(values);
  options.saved_file = saved_file_or_default(values.text("saved-file"));
  options.color = values.choice<SearcherOptions::Color>("color", {{"auto", SearcherOptions::Color::automatic},
                                                                  {"always", SearcherOptions::Color::always},
                                                                  {"never", SearcherOptions::Color::never}});
  options.quiet = values.has("quiet");
  return options;
}

void print_searcher_help(std::ostream& out) {
  out << "Usage: news-searcher [OPTIONS] QUERY...\n"
         "Searches an archive made by news-indexer.\n\n"
         "  news-searcher strike harbour                both words, in any form\n"
         "  news-searcher 'strike OR walkout -football'\n"
         "  news-searcher '\"acting mayor\" date:2024-03'  a phrase (quote the whole for the shell) and a month\n"
         "  news-searcher 'harbour W/5 strik*'           near each other; PRE/5, W/S, W/P, NOT W/5, ATLEAST3(...)\n"
         "  news-searcher -- strike -storm              a query that begins words with a dash\n"
      << cli::help_text(kOptions) << "\nFields of a query:\n";
  for (const Field& field : kFields) {
    std::string name = std::string(field.name) + ":";
    if (!field.alias.empty()) name += " " + std::string(field.alias) + ":";
    out << fmt::format("  {:<22}{} ({})\n", name, field.help, field.example);
  }
  out << "\nExit status: 0 found; 1 nothing found; 2 usage, query or archive error.\n";
}

}  // namespace news
