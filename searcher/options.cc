#include "searcher/options.h"

#include <fmt/format.h>

#include <ostream>
#include <span>
#include <string>
#include <utility>

#include "common/cli.h"
#include "common/config.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/text.h"
#include "searcher/batch/topics.h"
#include "searcher/saved/saved_queries.h"

namespace news {
namespace {

using cli::Scope;

// clang-format off
constexpr cli::Option kOptions[] = {
    {"Result", "archive,a", "DIR|HOST:PORT",
     "the archive, or one that xapian-tcpsrv serves; several are searched as one (default $NEWS_ARCHIVE, else "
     "$XDG_DATA_HOME/news-archive)", true},
    {"Result", "limit,n", "N", "hits to show; 1000 with --format trec", false, Scope::search, "", "10"},
    {"Result", "offset", "N", "hits to pass over first", false, Scope::query, "", "0"},
    {"Result", "all", nullptr, "every hit, however many there are", false, Scope::search, "limit"},
    {"Result", "any", nullptr, "articles with any of the words, those with most of them first"},
    {"Result", "sort,s", "ORDER", "relevance, newest or oldest", false, Scope::search, "", "relevance"},
    {"Result", "count,c", nullptr, "print the exact number of matches and nothing else", false, Scope::query},
    {"Result", "explain", nullptr, "print how the query was read, instead of hits", false, Scope::task, "count"},
    {"Saved queries", "save", "NAME", "save this query and the options of its search, instead of searching", false,
     Scope::task, "saved list-saved delete-saved explain new"},
    {"Saved queries", "saved", "NAME", "run a saved query; * stands for any text, and further words restrict the query",
     true, Scope::task, "list-saved delete-saved"},
    {"Saved queries", "list-saved", nullptr, "the saved queries: name, query and options", false, Scope::task,
     "delete-saved"},
    {"Saved queries", "delete-saved", "NAME", "forget a saved query", false, Scope::task},
    {"Saved queries", "saved-file", "FILE", "where they are (default $XDG_CONFIG_HOME/news-archive/saved.ini)", false,
     Scope::program},
    {"Saved queries", "new", nullptr, "all that entered the archive or changed since the saved query ran last with --new",
     false, Scope::task, "limit offset explain"},
    {"Saved queries", "new-from", "WHEN", "on the first run everything is new (start), or nothing (now)", false,
     Scope::program, "", "start"},
    {"Saved queries", "dry-run", nullptr, "with --new: the next run gives the same again", false, Scope::task},
    {"Batches", "batch", "FILE",
     "answer the queries of a file (- for standard input): ID<TAB>QUERY lines, JSON Lines or topics", false, Scope::task,
     "save saved list-saved delete-saved"},
    {"Batches", "topic-parts", "LIST", "parts of topics that make the query: title, desc, narr", false, Scope::program, "",
     "title"},
    {"Output", "format,f", "FORMAT", "terminal, json (JSON Lines), csv, trec (a run for trec_eval) or ids (one a line)",
     false, Scope::search, "", "terminal"},
    {"Output", "columns", "LIST", "columns of CSV, such as published,title,url,snippet", false, Scope::search,
     "count explain"},
    {"Output", "null,0", nullptr, "end ids with NUL instead of a line end, for xargs -0"},
    {"Output", "snippets", "N", "pieces of text shown of each article", false, Scope::search, "", "2"},
    {"Output", "width", "N", "bytes of a piece, about", false, Scope::search, "", "200"},
    {"Output", "color", "WHEN", "auto, always or never; NO_COLOR is honoured", false, Scope::program, "", "auto"},
    {"Output", "quiet", nullptr, "no notes and totals on stderr", false, Scope::program},
    {"Output", "print-config", nullptr, "each option that the configuration can hold, its value and where it was said",
     false, Scope::task},
    {"Output", "help", nullptr, "this help", false, Scope::task},
    {"Output", "version", nullptr, "the version", false, Scope::task},
};
// clang-format on

/// What is to be done with saved queries, if anything.
void set_saved_task(const cli::Arguments& values, SearcherOptions& options) {
  using Mode = SearcherOptions::Mode;
  for (const auto& [name, mode] :
       {std::pair{"save", Mode::save}, std::pair{"saved", Mode::saved}, std::pair{"list-saved", Mode::list_saved},
        std::pair{"delete-saved", Mode::delete_saved}}) {
    if (values.has(name)) options.mode = mode;
  }
  if (options.mode == Mode::save) options.name = values.text("save");
  if (options.mode == Mode::saved) options.saved = values.list("saved");
  if (options.mode == Mode::delete_saved) options.name = values.text("delete-saved");
  if ((options.mode == Mode::list_saved || options.mode == Mode::delete_saved) && values.has(cli::kOperands)) {
    throw Error(Code::usage,
                fmt::format("--{} takes no query", options.mode == Mode::list_saved ? "list-saved" : "delete-saved"));
  }
  options.only_new = values.has("new");
  options.dry_run = values.has("dry-run");
  options.first_from_now = values.choice<bool>("new-from", {{"start", false}, {"now", true}});
  if (options.only_new && options.mode != Mode::saved && options.mode != Mode::batch) {
    throw Error(Code::usage, "--new is for saved queries and batches: it remembers what each query has given",
                "save the query with --save NAME, then --saved NAME --new");
  }
  for (const char* name : {"new-from", "dry-run"}) {
    if (!options.only_new && options.command_line.has(name)) {
      throw Error(Code::usage, fmt::format("--{} goes with --new", name));
    }
  }
  if (options.only_new && !options.dry_run && values.has(cli::kOperands)) {
    throw Error(Code::usage, "words beside --new would hide what is new and count it as given",
                "save a query of its own with them, or add --dry-run");
  }
}

void set_batch(const cli::Arguments& values, SearcherOptions& options) {
  if (!values.has("batch")) return;
  if (values.has(cli::kOperands)) {
    throw Error(Code::usage, "--batch and a query contradict each other", "leave one of them out");
  }
  options.mode = SearcherOptions::Mode::batch;
  options.batch_file = values.text("batch");
  options.topic_parts = batch::read_topic_parts(values.has("topic-parts") ? values.text("topic-parts") : "title");
}

}  // namespace

std::span<const cli::Option> searcher_options() { return kOptions; }

SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments) {
  cli::Arguments values = cli::parse(arguments, kOptions,
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
  options.configuration = cli::configured("search", kOptions);
  options.command_line = values;
  values = values.over(options.configuration, kOptions);
  if (values.has("print-config")) {
    options.mode = Mode::print_config;
    return options;
  }
  options.saved_file = saved_file_or_default(values.text("saved-file"));
  options.color = values.choice<SearcherOptions::Color>("color", {{"auto", SearcherOptions::Color::automatic},
                                                                  {"always", SearcherOptions::Color::always},
                                                                  {"never", SearcherOptions::Color::never}});
  options.quiet = values.has("quiet");
  set_batch(values, options);
  set_saved_task(values, options);
  if (options.mode == Mode::search) options.question = question_of(values);
  return options;
}

void print_searcher_config(const SearcherOptions& options, std::ostream& out) {
  cli::print_config(options.command_line.over(options.configuration, kOptions), kOptions,
                    {{"archive", cli::default_archive()}, {"saved-file", saved_file_or_default({})}}, out);
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
