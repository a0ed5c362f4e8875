#include "searcher/manual.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/fields.h"
#include "searcher/options.h"
#include "searcher/render/columns.h"

namespace news {
namespace {

using usage::Offer;
using usage::Section;

Section description() {
  return {"Description",
          {"Searches an archive made by `news-indexer`. Words are found in any form, and all of them must be in an "
           "article; the query's arguments are joined by blanks."},
          {
              {"news-searcher strike harbour", "both words, in any form"},
              {"news-searcher '\"acting mayor\" strike'", "a phrase: quote the whole"},
              {"news-searcher 'strike OR walkout -football'", "either, without a third"},
              {"news-searcher 'harbour W/5 strik*'", "near each other, truncated"},
              {"news-searcher 'title:ice date:2024-03'", "a headline, a month"},
              {"news-searcher -s newest -n 20 storm", "the newest twenty"},
              {"news-searcher -- strike -storm", "words with a dash before"},
              {"news-searcher --save ports 'port OR harbour'", "save a query"},
              {"news-searcher --saved ports --new", "what is new since last time"},
              {"news-searcher --batch queries.tsv -f csv", "many queries: ID<TAB>QUERY"},
          }};
}

Section query_language() {
  return {"Query language",
          {"Operators are written in capitals. NOT takes the next word, phrase or group; then come proximities, then "
           "AND, then OR."},
          {
              {"word", "in any of its forms; capitals and accents make no difference"},
              {"=word", "in this form only"},
              {"\"exact phrase\"", "these words, in this order, in these forms"},
              {"elect*, wom?n", "any ending; any one character"},
              {"a b, a AND b", "both"},
              {"a OR b, (a OR b) c", "at least one; parentheses group"},
              {"a NOT b, a -b", "the first without the second"},
              {"a W/5 b, a NEAR/5 b", "at most 5 words from each other"},
              {"a PRE/5 b, a ADJ/5 b", "the same, the first before the second"},
              {"a W/S b, a W/P b", "both in one sentence; in one paragraph"},
              {"a NOT W/5 b", "some a that has no b near"},
              {"ATLEAST3(a or b)", "at least 3 occurrences"},
              {"date:2024-01..2024-06", "ranges; also `date:2024..`, `date:>=2020`, `since:7d`, `words:>300`"},
          }};
}

Section fields() {
  Section section = {"Fields of a query", {}, {}};
  for (const Field& field : kFields) {
    std::string names = std::string(field.name) + ":";
    if (!field.alias.empty()) names += ", " + std::string(field.alias) + ":";
    section.entries.push_back({names, fmt::format("{} (`{}`)", field.help, field.example)});
  }
  return section;
}

Section exit_status() {
  return {"Exit status",
          {"With `--saved` and `--batch`: 2 if a query failed, else 0 if one found something, else 1."},
          {{"0", "articles were found, or the reader of standard output has stopped reading"},
           {"1", "nothing was found"},
           {"2", "an option or a query is wrong, or an archive can't be read; standard error says what"}}};
}

Section environment() {
  return {"Environment",
          {},
          {{"NEWS_ARCHIVE", "the archive to search, unless `--archive` names one"},
           {"XDG_DATA_HOME",
            "the archive is `news-archive` in this folder where neither names one (default: "
            "`~/.local/share`)"},
           {"XDG_CONFIG_HOME", "the folder of configuration and saved queries (default: `~/.config`)"},
           {"XDG_STATE_HOME", "the folder in which `--new` keeps its marks (default: `~/.local/state`)"},
           {"NO_COLOR", "no colours by themselves where it is set and not empty"},
           {"TZ", "the zone of the day that `since:` counts from"}}};
}

Section files() {
  return {"Files",
          {},
          {{"$XDG_CONFIG_HOME/news-archive/config",
            "options that are always to hold, for example `snippets = 1` below a line `[search]`; `--print-config` "
            "says what holds and where it was said, and `--any=false` turns off a flag that stands there"},
           {"$XDG_CONFIG_HOME/news-archive/saved.ini",
            "saved queries: for each a line `[NAME]`, and below it `query = ...`; what begins with # is a comment"},
           {"$XDG_STATE_HOME/news-archive/alerts.jsonl",
            "how far each saved query has come with `--new` (default: below `~/.local/state`)"}}};
}

/// What completion offers for a query: all names of fields.
Offer query_offer() {
  Offer offer = {Offer::Kind::query};
  for (const Field& field : kFields) {
    offer.words.push_back(std::string(field.name) + ":");
    if (!field.alias.empty()) offer.words.push_back(std::string(field.alias) + ":");
  }
  return offer;
}

Offer column_names() {
  Offer offer = {Offer::Kind::list};
  for (const render::Column& column : render::columns()) offer.words.emplace_back(column.name);
  return offer;
}

Offer saved_names() {
  const auto options = searcher_options();
  const bool listed = std::any_of(options.begin(), options.end(),
                                  [](const cli::Option& option) { return cli::long_name(option) == "list-saved"; });
  if (!listed) return {};
  return {Offer::Kind::lines, {"--quiet", "--list-saved"}, "--saved-file"};
}

}  // namespace

usage::Manual searcher_manual() {
  usage::Manual manual;
  manual.program = "news-searcher";
  manual.purpose = "search news archives";
  manual.operands = "QUERY...";
  manual.description = description();
  manual.options = searcher_options();
  manual.full_help = {query_language(), fields(), exit_status()};
  manual.man_page = {environment(), files()};
  manual.see_also = {"news-indexer(1)", "xapian-tcpsrv(1)"};
  manual.operand_offer = query_offer();
  manual.saved_names = saved_names();
  manual.offers = {{"NAME", manual.saved_names}, {"COLUMNS", column_names()}};
  return manual;
}

}  // namespace news
