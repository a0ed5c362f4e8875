// news-indexer: reads news articles and indexes them into an archive.
#include <malloc.h>

#include <iostream>

#include "common/cli.h"
#include "indexer/formats/table.h"
#include "indexer/options.h"
#include "indexer/run.h"
#include "indexer/stop.h"
#include "indexer/verify.h"
#include "version.h"

namespace {

using news::IndexerOptions;

void list_formats(std::ostream& out) {
  for (const news::formats::Format& format : news::formats::all_formats()) {
    out << format.name << "\t" << format.standard << "\t" << format.extensions << "\t" << format.sniffed_by << '\n';
  }
}

void tell(const news::Summary& summary, const IndexerOptions& options, std::ostream& out) {
  if (options.summary == IndexerOptions::SummaryFormat::json) {
    out << news::summary_json(summary);
  } else if (!options.quiet) {
    out << news::summary_text(summary);
  }
}

int verify(const IndexerOptions& options, std::ostream& out) {
  const news::Verification verification =
      news::verify_archive(options.archive, options.ingest.limits, [&](std::string_view line) { out << line << '\n'; });
  if (options.summary == IndexerOptions::SummaryFormat::json) {
    out << news::verification_json(verification);
  } else if (!options.quiet) {
    out << news::verification_text(verification);
  }
  return verification.holds() ? 0 : 1;
}

int run(const std::vector<std::string>& arguments, std::ostream& out) {
  const IndexerOptions options = news::parse_indexer_options(arguments);
  news::Summary summary;
  switch (options.mode) {
    case IndexerOptions::Mode::help:
      news::print_indexer_help(out);
      return 0;
    case IndexerOptions::Mode::version:
      out << "news-indexer " << news::kVersion << '\n';
      return 0;
    case IndexerOptions::Mode::list_formats:
      list_formats(out);
      return 0;
    case IndexerOptions::Mode::dump:
      summary = news::dump_paths(options, out, std::cerr);
      tell(summary, options, std::cerr);
      break;
    case IndexerOptions::Mode::verify:
      return verify(options, out);
    case IndexerOptions::Mode::compact: {
      const std::size_t merged = news::compact_archive(options.archive);
      if (options.quiet) return 0;
      if (merged > 0) {
        out << "merged " << merged << " generations into one\n";
      } else {
        out << "nothing to merge: there is one generation\n";
      }
      return 0;
    }
    case IndexerOptions::Mode::index:
      news::listen_for_stop();
      summary = news::index_paths(options, std::cerr);
      tell(summary, options, out);
      break;
  }
  if (!summary.stopped_by.empty()) return 128 + news::stop_signal();
  return summary.newly_refused > 0 || summary.missing > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Batches of articles come and go: memory that is given back to the system each time costs as much as sorting them.
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return news::cli::run("news-indexer", [&](std::ostream& out) { return run(arguments, out); });
}
