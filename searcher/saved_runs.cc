#include "searcher/saved_runs.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <tuple>
#include <utility>

#include "common/digest.h"
#include "common/error.h"
#include "common/output.h"
#include "searcher/answer.h"
#include "searcher/question_output.h"
#include "searcher/saved/alert_notes.h"
#include "searcher/saved/marks.h"

namespace news {
namespace {

/// The archives of the query before, which are mostly those of the next one.
class OpenArchives {
 public:
  explicit OpenArchives(const Notes& notes) : notes_(notes) {}

  match::Engine& of(const std::vector<std::string>& archives) {
    if (!engine_ || archives != names_) {
      engine_ = std::make_unique<match::Engine>(archives, notes_.progress());
      names_ = archives;
    }
    return *engine_;
  }

 private:
  const Notes& notes_;
  std::vector<std::string> names_;
  std::unique_ptr<match::Engine> engine_;
};

class SavedRuns {
 public:
  SavedRuns(const SearcherOptions& options, SavedQueries& saved, render::Emphasis emphasis, const Notes& notes,
            std::ostream& out)
      : options_(options), saved_(saved), emphasis_(emphasis), notes_(notes), out_(out), archives_(notes) {
    // Before any archive is opened: a mark can't be ahead of an archive then, unless that was put back.
    if (options.only_new) marks_.emplace(marks_path());
  }

  int run() {
    const std::vector<std::string> names = saved_.names(options_.saved);
    const bool by_pattern = std::any_of(options_.saved.begin(), options_.saved.end(),
                                        [](const auto& each) { return is_name_pattern(each); });
    several_ = names.size() > 1 || by_pattern;
    bool found = false;
    bool failed = false;
    for (const Error& stray : saved_.strays()) {
      if (!by_pattern) {
        notes_.note({stray.what()});
        continue;
      }
      // It may be of a query that the pattern means.
      cli::complain("news-searcher", stray.what(), stray.hint());
      failed = true;
    }
    for (const std::string& name : names) {
      try {
        found = run(name).value > 0 || found;
      } catch (const Error& error) {
        if (!out_.good()) throw;  // nor could the next one write
        cli::complain("news-searcher", label(name) + error.what(), error.hint());
        failed = true;
      } catch (const Xapian::Error& error) {
        cli::complain("news-searcher", label(name) + "the archive's database failed: " + error.get_description(), "");
        failed = true;
      }
    }
    return failed ? exit_status(Code::query) : found ? 0 : 1;
  }

 private:
  [[nodiscard]] std::string label(const std::string& name) const { return several_ ? name + ": " : std::string(); }

  /// The saved query, and of it what further words on the command line say; each is read alone, so that neither can
  /// change what the other means.
  [[nodiscard]] ReadQuestion reading_of(Question question, const SavedQuery& query, const cli::Arguments& values) {
    const auto saved = [&](const std::string& each) { return saved_.text(each); };
    ReadQuestion read = read_question(std::move(question), saved);
    const std::vector<std::string> words = options_.command_line.list(cli::kOperands);
    if (words.empty()) return read;
    Question restriction = question_of(values, fmt::format("{}", fmt::join(words, " ")));
    restriction.reading = Question::Reading::restriction;
    ReadQuestion further = read_question(std::move(restriction), saved);
    const std::string& said = further.question.query;
    read.question.query = query::only_excludes(further.parsed.tree)
                              ? fmt::format("saved:\"{}\" {}", query.name, said)
                              : fmt::format("saved:\"{}\" AND ({})", query.name, said);
    read.parsed = query::restricted(std::move(read.parsed), std::move(further.parsed));
    read.parse_ms += further.parse_ms;
    return read;
  }

  match::Total run(const std::string& name) {
    const SavedQuery query = saved_.query(name);
    const auto table = searcher_options();
    const cli::Arguments values = options_.command_line.over(query.options, table).over(options_.configuration, table);
    Question question = question_of(values, query.text);
    question.saved = true;
    const bool records = question.format == render::Format::json && question.result != Question::Result::count;
    if (several_ || records) question.id = query.name;
    const AlertKey alert{alert_file(saved_.path()), query.name};
    ArchiveMarks marks;
    if (marks_) {
      marks = marks_->of(alert);
      ask_for_new(question, marks);
    }
    const ReadQuestion read = reading_of(std::move(question), query, values);
    match::Engine& engine = archives_.of(read.question.archives);
    begin(read.question);
    const Notes notes = several_ ? notes_.about(query.name) : notes_;
    const match::Total total = answer(read, engine, emphasis_, notes, out_);
    if (marks_) {
      const std::string digest = to_hex(digest_of(query.text));
      notes.note(alert_notes(marks, engine.searched(), digest, options_.first_from_now));
      // A query that was saved with --count or --by gives counts; on the command line they are a look beforehand.
      const bool looked = options_.command_line.has("count") || options_.command_line.has("by");
      if (!options_.dry_run && !looked) {
        settle(out_);
        marks_->advance({{alert, engine.searched(), digest}});
      }
    }
    return total;
  }

  /// All that is new, in as many hits as it takes.
  void ask_for_new(Question& question, const ArchiveMarks& marks) const {
    question.all = true;
    question.seen = seen_by(marks, options_.first_from_now);
  }

  /// The header of CSV, again where the table becomes another one.
  void begin(const Question& question) {
    auto form = std::tuple(question.format, question.result, question.by, question.columns);
    if (form_ != form) begin_output(question, out_);
    form_ = std::move(form);
  }

  const SearcherOptions& options_;
  SavedQueries& saved_;
  render::Emphasis emphasis_;
  const Notes& notes_;
  std::ostream& out_;
  OpenArchives archives_;
  std::optional<Marks> marks_;
  bool several_ = false;
  std::optional<std::tuple<render::Format, Question::Result, match::FacetField, std::vector<const render::Column*>>>
      form_;
};

}  // namespace

int run_saved(const SearcherOptions& options, SavedQueries& saved, render::Emphasis emphasis, const Notes& notes,
              std::ostream& out) {
  return SavedRuns(options, saved, emphasis, notes, out).run();
}

}  // namespace news
