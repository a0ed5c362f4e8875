// news-searcher: answers queries from an archive made by news-indexer.
#include <unistd.h>

#include <iostream>

#include "common/cli.h"
#include "searcher/answer.h"
#include "searcher/batch/batch.h"
#include "searcher/match/heap.h"
#include "searcher/options.h"
#include "searcher/question_output.h"
#include "searcher/saved/saved_queries.h"
#include "searcher/saved_runs.h"
#include "searcher/saved_tasks.h"

namespace {

using news::SearcherOptions;

news::render::Emphasis emphasis(SearcherOptions::Color color) {
  const bool wanted = color == SearcherOptions::Color::always ||
                      (color == SearcherOptions::Color::automatic && isatty(STDOUT_FILENO) != 0);
  return wanted ? news::render::Emphasis::colour : news::render::Emphasis::stars;
}

int search(const SearcherOptions& options, news::SavedQueries& saved, const news::Notes& notes, std::ostream& out) {
  const news::ReadQuestion question =
      news::read_question(options.question, [&](const std::string& name) { return saved.text(name); });
  news::match::Engine engine(question.question.archives, notes.progress());
  news::begin_output(question.question, out);
  return news::answer(question, engine, emphasis(options.color), notes, out).value > 0 ? 0 : 1;
}

int answer_batch(const SearcherOptions& options, std::ostream& out) {
  const auto table = news::searcher_options();
  news::batch::BatchOptions batch{options.batch_file,
                                  options.topic_parts,
                                  options.command_line.over(options.configuration, table),
                                  table,
                                  options.saved_file,
                                  emphasis(options.color),
                                  options.quiet};
  if (options.only_new) batch.only_new = {options.first_from_now, options.dry_run};
  return news::batch::run_batch(batch, out, std::cerr);
}

int run(const std::vector<std::string>& arguments, std::ostream& out) {
  const SearcherOptions options = news::parse_searcher_options(arguments);
  const news::Notes notes(options.quiet, isatty(STDERR_FILENO) != 0, std::cerr);
  news::SavedQueries saved(options.saved_file, news::searcher_options());
  switch (options.mode) {
    case SearcherOptions::Mode::usage:
      out << options.usage;
      return 0;
    case SearcherOptions::Mode::print_config:
      news::print_searcher_config(options, out);
      return 0;
    case SearcherOptions::Mode::save:
      news::save_query(options, saved, notes);
      return 0;
    case SearcherOptions::Mode::list_saved:
      return news::list_saved(saved, out);
    case SearcherOptions::Mode::delete_saved:
      news::delete_saved(options, saved, notes);
      return 0;
    case SearcherOptions::Mode::saved:
      return news::run_saved(options, saved, emphasis(options.color), notes, out);
    case SearcherOptions::Mode::batch:
      return answer_batch(options, out);
    case SearcherOptions::Mode::search:
      break;
  }
  return search(options, saved, notes, out);
}

}  // namespace

int main(int argc, char** argv) {
  news::match::keep_freed_memory();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return news::cli::run("news-searcher", [&](std::ostream& out) { return run(arguments, out); });
}
