#include "searcher/options.h"

#include <fmt/format.h>

#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <utility>

#include "common/cli.h"
#include "common/config.h"
#include "common/error.h"
#include "common/text.h"
#include "common/usage/manual.h"
#include "searcher/batch/topics.h"
#include "searcher/manual.h"
#include "searcher/render/columns.h"
#include "searcher/saved/saved_queries.h"

namespace news {
namespace {

using cli::Scope;

// clang-format off
constexpr cli::Option kOwnOptions[] = {
    cli::everyday({"Result", "archive,a", "DIR|HOST:PORT",
     "the archive, or one that xapian-tcpsrv serves; several are searched as one (default $NEWS_ARCHIVE, else "
     "$XDG_DATA_HOME/news-archive)", true}),
    cli::everyday({"Result", "limit,n", "N", "hits to show; 1000 with --format trec; with --by values, all of them where they are times", false, Scope::search, "", "10"}),
    {"Result", "offset", "N", "hits to pass over first", false, Scope::query, "", "0"},
    cli::everyday({"Result", "all", nullptr, "every hit, or with --by every value, however many there are", false, Scope::search, "limit"}),
    {"Result", "any", nullptr, "articles with any of the words, those with most of them first"},
    {"Result", "group-duplicates", nullptr,
     "one hit a story, with how many copies and where: articles that begin with the same text", false, Scope::search,
     "by explain"},
    cli::everyday({"Result", "sort,s", "relevance|newest|oldest", "the order of hits", false, Scope::search, "",
     "relevance"}),
    cli::everyday({"Result", "count,c", nullptr, "print the exact number of matches and nothing else", false,
     Scope::query}),
    cli::everyday({"Result", "by", "day|week|month|year|source|section|author|topic|language",
     "print how many matches each of these has; times as a chart", false, Scope::query, "count"}),
    cli::everyday({"Result", "explain", nullptr, "print how the query was read, instead of hits", false, Scope::task,
     "count by"}),
    cli::everyday({"Saved queries", "save", "NAME", "save this query and the options of its search, instead of searching",
     false, Scope::task, "saved list-saved delete-saved explain new"}),
    cli::everyday({"Saved queries", "saved", "NAME",
     "run a saved query; * stands for any text, and further words restrict the query", true, Scope::task,
     "list-saved delete-saved"}),
    {"Saved queries", "list-saved", nullptr, "the saved queries: name, query and options", false, Scope::task,
     "delete-saved"},
    {"Saved queries", "delete-saved", "NAME", "forget a saved query", false, Scope::task},
    {"Saved queries", "saved-file", "FILE", "where they are (default $XDG_CONFIG_HOME/news-archive/saved.ini)", false,
     Scope::program},
    cli::everyday({"Saved queries", "new", nullptr,
     "all that entered the archive or changed since the saved query ran last with --new", false, Scope::task,
     "limit offset explain"}),
    {"Saved queries", "new-from", "start|now", "on the first run everything is new, or nothing", false, Scope::program, "",
     "start"},
    {"Saved queries", "dry-run", nullptr, "with --new: the next run gives the same again", false, Scope::task},
    cli::everyday({"Batches", "batch", "FILE",
     "answer the queries of a file (- for standard input): ID<TAB>QUERY lines, JSON Lines or topics", false, Scope::task,
     "save saved list-saved delete-saved"}),
    {"Batches", "topic-parts", "LIST", "parts of topics that make the query: title, desc, narr", false, Scope::program, "",
     "title"},
    cli::everyday({"Output", "format,f", "terminal|json|csv|trec|ids",
     "how hits are written; for reading, as JSON Lines, CSV, a run for trec_eval, or ids", false, Scope::search, "", "terminal"}),
    {"Output", "columns", "COLUMNS", "columns of CSV, such as published,title,url,snippet", false, Scope::search,
     "count by explain"},
    {"Output", "null,0", nullptr, "end ids with NUL instead of a line end, for xargs -0"},
    cli::everyday({"Output", "snippets", "N", "pieces of text shown of each article", false, Scope::search, "", "2"}),
    {"Output", "width", "N", "bytes of a piece, about", false, Scope::search, "", "200"},
    {"Output", "color", "auto|always|never", "when matches are coloured; auto: on a terminal, unless NO_COLOR is set",
     false, Scope::program, "", "auto"},
    {"Output", "quiet", nullptr, "no notes and totals on stderr", false, Scope::program},
    {"General", "print-config", nullptr, "each option that the configuration can hold, its value and where it was said",
     false, Scope::task},
};
// clang-format on
constexpr auto kOptions = usage::with_common_options(kOwnOptions);

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

std::vector<batch::TopicPart> topic_parts_of(const cli::Arguments& values) {
  return batch::read_topic_parts(values.has("topic-parts") ? values.text("topic-parts") : "title");
}

void set_batch(const cli::Arguments& values, SearcherOptions& options) {
  // Read even where there is no batch: a configuration that makes no sense is better said at once.
  options.topic_parts = topic_parts_of(values);
  if (!values.has("batch")) return;
  if (values.has(cli::kOperands)) {
    throw Error(Code::usage, "--batch and a query contradict each other", "leave one of them out");
  }
  options.mode = SearcherOptions::Mode::batch;
  options.batch_file = values.text("batch");
}

}  // namespace

std::span<const cli::Option> searcher_options() { return kOptions; }

SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments) {
  cli::Arguments values = cli::parse(arguments, kOptions,
                                     "to leave out a word, put -- before the query, or quote it whole, or write NOT: "
                                     "news-searcher 'strike NOT storm'");
  SearcherOptions options;
  using Mode = SearcherOptions::Mode;
  if (std::optional<std::string> usage = usage::asked_for(values, searcher_manual)) {
    options.mode = Mode::usage;
    options.usage = std::move(*usage);
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
  const cli::Arguments values = options.command_line.over(options.configuration, kOptions);
  std::vector<std::string_view> columns;
  for (const render::Column* column : render::default_columns(render::Hits::articles)) columns.push_back(column->name);
  cli::print_config(values, kOptions,
                    {{"archive", cli::default_archive()},
                     {"saved-file", saved_file_or_default({})},
                     {"limit", std::to_string(default_limit(values))},
                     {"columns", fmt::format("{}", fmt::join(columns, ","))}},
                    out);
  out.flush();  // what is wrong is told beside it
  cli::check_choices(kOptions, values);
  static_cast<void>(topic_parts_of(values));
  static_cast<void>(stated_by(values));
}

}  // namespace news
