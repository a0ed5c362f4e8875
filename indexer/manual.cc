#include "indexer/manual.h"

#include "indexer/formats/table.h"
#include "indexer/options.h"

namespace news {
namespace {

using usage::Offer;
using usage::Section;

Section description() {
  return {"Description",
          {"Reads news articles from files, folders, compressed files, tar and zip containers, or - (standard input), "
           "and indexes them into an archive. Run again, it passes over what has not changed."},
          {
              {"news-indexer ~/articles", "a folder and all below it"},
              {"news-indexer wire.jsonl dump-2024.tar.gz", "files, containers"},
              {"zcat late.jsonl.gz | news-indexer -", "standard input"},
              {"news-indexer --source 'Evening Ledger' ledger/", "where articles state none"},
              {"news-indexer --prune ~/articles", "withdraw what is gone"},
              {"news-indexer --dump ~/articles | head -3", "see what would be read"},
          }};
}

Section formats_section() {
  Section section = {"Formats", {"What a file is is told by its content. `--format` forces one of these:"}, {}};
  for (const formats::Format& format : formats::all_formats()) {
    section.entries.push_back({std::string(format.name), std::string(format.standard)});
  }
  return section;
}

Section exit_status() {
  return {"Exit status",
          {},
          {{"0", "all is in; files of unknown kind are counted and are no failure"},
           {"1",
            "the run is complete, but a record was refused that was not in quarantine before, something that was "
            "named is missing, or `--verify` found a difference"},
           {"2", "an option is wrong, or the run failed; standard error says what"},
           {"75", "another indexer holds the archive: try again later"},
           {"130, 143", "stopped by SIGINT or SIGTERM, after saving what was done; run it again to go on"}}};
}

Section interruption() {
  return {"Interruption",
          {"Whatever ends a run, what it had finished is kept, and the same command goes on from there. SIGINT and "
           "SIGTERM let it finish what it has in hand; a second one ends it at once, safely too. One indexer at a time "
           "writes an archive; searching goes on meanwhile."},
          {}};
}

Section environment() {
  return {"Environment",
          {},
          {{"NEWS_ARCHIVE", "the archive, unless `--archive` names one"},
           {"XDG_DATA_HOME",
            "the archive is `news-archive` in this folder where neither names one (default: "
            "`~/.local/share`)"},
           {"XDG_CONFIG_HOME", "the folder of the configuration (default: `~/.config`)"}}};
}

Section files() {
  return {"Files",
          {},
          {{"$XDG_CONFIG_HOME/news-archive/config",
            "options that are always to hold, for example `timezone = Europe/Paris` below a line `[index]`; "
            "`--print-config` says what holds and where it was said, and `--quiet=false` turns off a flag that stands "
            "there"},
           {"ARCHIVE/XAPIANDB", "names the databases of the archive; Xapian's own tools open `ARCHIVE`"},
           {"ARCHIVE/quarantine.jsonl", "the records that could not be read, with the reason"}}};
}

Offer format_names() {
  Offer offer = {Offer::Kind::words};
  for (const formats::Format& format : formats::all_formats()) offer.words.emplace_back(format.name);
  return offer;
}

Offer mappings() {
  Offer offer = {Offer::Kind::words};
  for (const std::string_view field : kMappable) offer.words.push_back(std::string(field) + "=");
  return offer;
}

}  // namespace

usage::Manual indexer_manual() {
  usage::Manual manual;
  manual.program = "news-indexer";
  manual.purpose = "index news articles into an archive";
  manual.operands = "PATH...";
  manual.description = description();
  manual.options = indexer_options();
  manual.full_help = {formats_section(), exit_status()};
  manual.man_page = {interruption(), environment(), files()};
  manual.see_also = {"news-searcher(1)", "xapian-delve(1)"};
  manual.operand_offer = {Offer::Kind::files};
  manual.offers = {{"FORMAT", format_names()}, {"FIELD=KEY", mappings()}};
  return manual;
}

}  // namespace news
