// news-indexer: reads news articles and indexes them into an archive.
#include <malloc.h>

#include "common/cli.h"
#include "indexer/formats/table.h"
#include "indexer/options.h"
#include "indexer/tasks.h"

namespace {

using news::IndexerOptions;

void list_formats(std::ostream& out) {
  for (const news::formats::Format& format : news::formats::all_formats()) {
    out << format.name << "\t" << format.standard << "\t" << format.extensions << "\t" << format.sniffed_by << '\n';
  }
}

int run(const std::vector<std::string>& arguments, std::ostream& out) {
  const IndexerOptions options = news::parse_indexer_options(arguments);
  switch (options.mode) {
    case IndexerOptions::Mode::usage:
      out << options.usage;
      return 0;
    case IndexerOptions::Mode::list_formats:
      list_formats(out);
      return 0;
    case IndexerOptions::Mode::print_config:
      news::print_indexer_config(options, out);
      return 0;
    default:
      return news::run_task(options, out);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // Batches of articles come and go: memory that is given back to the system each time costs as much as sorting them.
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return news::cli::run("news-indexer", [&](std::ostream& out) { return run(arguments, out); });
}
