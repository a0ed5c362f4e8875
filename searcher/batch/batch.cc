#include "searcher/batch/batch.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "common/error.h"
#include "common/output.h"
#include "common/text.h"
#include "searcher/answer.h"
#include "searcher/batch/batch_alerts.h"
#include "searcher/batch/batch_input.h"
#include "searcher/batch/line_source.h"
#include "searcher/batch/ordered_output.h"
#include "searcher/question_output.h"
#include "searcher/render/json.h"
#include "searcher/saved/saved_queries.h"

namespace news::batch {
namespace {

/// What all threads of a batch share.
class Batch {
 public:
  Batch(const BatchOptions& options, std::ostream& out, std::ostream& err)
      : options_(options),
        common_(news::question_of(options.values, {})),
        name_(options.file == "-" ? "standard input" : options.file),
        lines_(options.file),
        reader_(open_reader(lines_, name_, options.topic_parts)),
        output_(out, err) {
    if (options.only_new) alerts_.emplace(options.file, options.only_new->first_from_now);
    Question any = common_;
    any.id = "";
    begin_output(any, out);
  }

  /// Answers queries until there are no more.
  void work();

  /// Throws what ended the batch before its time.
  void rethrow() const {
    output_.rethrow();
    if (failure_) std::rethrow_exception(failure_);
  }
  /// Remembers what was given, once it is safe.
  void remember(std::ostream& out) {
    const bool given = common_.result == Question::Result::hits;
    if (!alerts_ || options_.only_new->dry_run || !given) return;
    settle(out);
    alerts_->advance();
  }
  [[nodiscard]] int status() const { return failed_ > 0 ? 2 : found_ > 0 ? 0 : 1; }
  [[nodiscard]] std::string summary() const {
    return fmt::format("{} {}: {} found something, {} nothing, {} failed", taken_, taken_ == 1 ? "query" : "queries",
                       found_.load(), taken_ - found_ - failed_, failed_.load());
  }

 private:
  friend class Worker;

  [[nodiscard]] std::optional<std::pair<std::uint64_t, Item>> take();
  void refuse_options(const std::vector<cli::Setting>& options) const;
  [[nodiscard]] Question question_of(const Item& item) const;
  void say_problem(const Item& item, const Error& problem, OrderedOutput::Part& part) const;
  void fail(std::exception_ptr failure);

  const BatchOptions& options_;
  std::optional<BatchAlerts> alerts_;
  Question common_;
  std::string name_;
  LineSource lines_;
  std::unique_ptr<Reader> reader_;
  std::uint64_t taken_ = 0;
  std::set<std::string> ids_;  // where each must be its own
  std::mutex reading_;
  OrderedOutput output_;
  std::mutex failing_;
  std::exception_ptr failure_;
  std::atomic<std::uint64_t> found_ = 0;
  std::atomic<std::uint64_t> failed_ = 0;
};

/// One thread of a batch, with what threads can't share.
class Worker {
 public:
  explicit Worker(Batch& batch) : batch_(batch), saved_(batch.options_.saved_file, batch.options_.table) {}

  void answer_all() {
    while (std::optional<std::pair<std::uint64_t, Item>> taken = batch_.take()) {
      OrderedOutput::Part part(batch_.output_, taken->first);
      try {
        if (answer_one(taken->second, part)) ++batch_.found_;
      } catch (const Error& error) {
        ++batch_.failed_;
        batch_.say_problem(taken->second, error, part);
      } catch (const Xapian::Error& error) {
        ++batch_.failed_;
        batch_.say_problem(taken->second,
                           Error(Code::archive_damaged, "the archive's database failed: " + error.get_description()),
                           part);
      }
      part.finish();
    }
  }

 private:
  /// Whether anything was found.
  [[nodiscard]] bool answer_one(const Item& item, OrderedOutput::Part& part) {
    if (item.problem) throw Error(*item.problem);
    const ReadQuestion read =
        read_question(batch_.question_of(item), [this](const std::string& name) { return saved_.text(name); });
    match::Engine& opened = engine(read.question.archives);
    const Notes notes = Notes(batch_.options_.quiet, false, part.err()).about("query " + *item.id);
    const match::Total total = answer(read, opened, batch_.options_.emphasis, notes, part.out());
    if (batch_.alerts_) batch_.alerts_->answered(read.question, opened.searched(), notes);
    return total.value > 0;
  }

  [[nodiscard]] match::Engine& engine(const std::vector<std::string>& archives) {
    constexpr std::size_t kOpen = 8;  // lists of archives: each holds files open
    const auto open = engines_.find(archives);
    if (open != engines_.end()) return *open->second;
    if (engines_.size() >= kOpen) engines_.clear();
    try {
      return *engines_.emplace(archives, std::make_unique<match::Engine>(archives)).first->second;
    } catch (const Error&) {
      if (archives != batch_.common_.archives) throw;
      // No query would do better.
      batch_.fail(std::current_exception());
      throw Abandoned();
    }
  }

  Batch& batch_;
  SavedQueries saved_;
  std::map<std::vector<std::string>, std::unique_ptr<match::Engine>> engines_;
};

void Batch::work() {
  try {
    Worker(*this).answer_all();
  } catch (const Abandoned&) {
    lines_.stop();  // a thread may wait for a line that nobody needs any more
  } catch (...) {
    fail(std::current_exception());
  }
}

/// Ends the batch.
void Batch::fail(std::exception_ptr failure) {
  {
    const std::lock_guard lock(failing_);
    if (!failure_) failure_ = std::move(failure);
  }
  output_.abandon();
  lines_.stop();
}

/// The next query and its place in the output.
std::optional<std::pair<std::uint64_t, Item>> Batch::take() {
  const std::lock_guard lock(reading_);
  std::optional<Item> item = reader_->next();
  if (!item) return std::nullopt;
  // Two of them would have one mark; tools that read a run take both for one topic.
  const bool is_run = common_.format == render::Format::trec && common_.result == Question::Result::hits;
  if ((alerts_ || is_run) && item->id && !ids_.insert(*item->id).second) {
    item->problem.emplace(Code::usage, fmt::format("another query before has this id, and {} tells them by it",
                                                   alerts_ ? "--new" : "a run of TREC"));
  }
  return std::pair(taken_++, std::move(*item));
}

/// Throws for options that one query of many can't state.
void Batch::refuse_options(const std::vector<cli::Setting>& options) const {
  const auto is_one_of = [](const cli::Setting& setting, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), setting.name) != names.end();
  };
  for (const cli::Setting& setting : options) {
    if (is_one_of(setting, {"format", "columns", "null", "count", "by", "group-duplicates"})) {
      throw Error(Code::usage, fmt::format("{} is for the whole batch, not for one query", setting.name),
                  fmt::format("say it on the command line: --{}", setting.name));
    }
    if (alerts_ && is_one_of(setting, {"limit", "offset"})) {
      throw Error(Code::usage, fmt::format("{} would hide what is new and count it as given", setting.name));
    }
  }
}

Question Batch::question_of(const Item& item) const {
  Question question = common_;
  if (!item.options.empty()) {
    refuse_options(item.options);
    const cli::Arguments stated = cli::arguments_of(item.options, options_.table, cli::Scope::query);
    question = news::question_of(stated.over(options_.values, options_.table), {});
  }
  question.id = item.id;
  question.query = compose(item.query);  // as articles are stored
  question.reading = item.reading;
  if (alerts_) alerts_->ask_for_new(question);
  return question;
}

void Batch::say_problem(const Item& item, const Error& problem, OrderedOutput::Part& part) const {
  const std::string place = fmt::format("{}:{}: ", name_, item.line);
  std::string message = problem.what();
  if (message.starts_with(place)) message.erase(0, place.size());  // options know where they were said
  if (common_.format == render::Format::json) {
    // The place in the query is drawn in the lines below the first one, for people.
    render::write_json_error(item.id, item.line, message.substr(0, message.find('\n')), problem.hint(), part.out());
    return;
  }
  const std::string subject = item.id ? fmt::format("query {}: ", *item.id) : std::string();
  part.err() << "news-searcher: " << sanitise(place + subject + message) << '\n';
  if (!problem.hint().empty()) part.err() << "  " << sanitise(problem.hint()) << '\n';
}

}  // namespace

int run_batch(const BatchOptions& options, std::ostream& out, std::ostream& err) {
  Batch batch(options, out, err);
  std::vector<std::thread> threads;
  try {
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back([&batch] { batch.work(); });
  } catch (const std::system_error&) {
    // The process may have no more threads: fewer of them do the same.
  }
  batch.work();
  for (std::thread& thread : threads) thread.join();
  batch.rethrow();
  out.flush();
  batch.remember(out);
  Notes(options.quiet, false, err).say(batch.summary());
  return batch.status();
}

}  // namespace news::batch
