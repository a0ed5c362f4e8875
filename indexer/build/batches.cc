#include "indexer/build/batches.h"

#include <algorithm>

namespace news::build {
namespace {

/// What an article weighs: its text, and something for each article, so that a million tiny ones make batches, too.
std::uint64_t weight_of(const Article& article) {
  constexpr std::uint64_t kEach = 1024;
  std::uint64_t bytes = kEach + article.title.size() + article.deck.size();
  for (const std::string& paragraph : article.paragraphs) bytes += paragraph.size();
  for (const auto* list : {&article.bylines, &article.topics}) {
    for (const std::string& entry : *list) bytes += entry.size();
  }
  return bytes;
}

}  // namespace

BatchPlan plan_batches(const BuilderOptions& options, const BatchNeeds& needs) {
  // What does not depend on the batches: stems that each worker remembers, the process that reads, the program itself.
  constexpr std::uint64_t kEachWorker = std::uint64_t{48} << 20;
  constexpr std::uint64_t kPrograms = std::uint64_t{32} << 20;
  const std::uint64_t fixed = std::min(options.memory_bytes / 2, kPrograms + kEachWorker * options.workers);
  const std::uint64_t memory = options.memory_bytes - fixed;
  // Besides the workers' batches, one is being filled and one waits; these are articles only and count as one.
  const std::uint64_t least = needs.held_per_byte * needs.least_bytes;
  const std::uint64_t affordable = std::max<std::uint64_t>(memory / least, 2) - 1;
  const auto workers = static_cast<unsigned>(std::clamp<std::uint64_t>(options.workers, 1, affordable));
  if (options.batch_bytes != 0) return {workers, options.batch_bytes};
  const std::uint64_t share = memory / (needs.held_per_byte * (workers + 1));
  return {workers, std::clamp(share, needs.least_bytes, needs.most_bytes)};
}

Batches::Batches(const BatchPlan& plan, const MakerFactory& make_maker, const std::vector<std::uint32_t>& made)
    : batch_bytes_(plan.batch_bytes), made_(made.size(), true) {
  for (const std::uint32_t articles : made) {
    first_numbers_.push_back(articles_ + 1);
    articles_ += articles;
  }
  for (unsigned i = 0; i < plan.workers; ++i) makers_.push_back(make_maker());
  for (const auto& maker : makers_) workers_.emplace_back([this, &maker] { work(*maker); });
}

Batches::~Batches() {
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) {
    if (worker.joinable()) worker.join();
  }
}

void Batches::rethrow_failure() {
  if (failure_) std::rethrow_exception(failure_);
}

/// What the batch that is being filled holds of the file that is being read.
Coverage& Batches::covered() {
  if (filling_.files.empty() || filling_.files.back().file.path != file_.path) filling_.files.push_back({file_, 0, {}});
  return filling_.files.back();
}

void Batches::add(NewArticle article) {
  ++covered().articles;
  if (filling_.articles.empty()) first_numbers_.push_back(articles_ + 1);
  filled_bytes_ += weight_of(article.article);
  filling_.articles.push_back(std::move(article));
  ++articles_;
  if (filled_bytes_ >= batch_bytes_) submit();
}

void Batches::submit() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.empty() || failure_; });
  rethrow_failure();
  filling_.index = made_.size();
  made_.push_back(false);
  waiting_.push_back(std::exchange(filling_, {}));
  filled_bytes_ = 0;
  changed_.notify_all();
}

void Batches::work(PartMaker& maker) {
  const auto guarded = [&](auto action) {
    try {
      action();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  };
  while (true) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return !waiting_.empty() || closed_; });
      if (waiting_.empty()) break;
      batch = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    guarded([&] { maker.make(batch); });
    {
      const std::lock_guard lock(mutex_);
      made_[batch.index] = true;
    }
    changed_.notify_all();
  }
  guarded([&] { maker.finish(); });
}

Batches::Place Batches::place_of(std::uint32_t number) const {
  const auto after = std::upper_bound(first_numbers_.begin(), first_numbers_.end(), number);
  const auto batch = static_cast<std::size_t>(after - first_numbers_.begin()) - 1;
  return {batch, number - first_numbers_[batch]};
}

const Article* Batches::unmade(const Place& place) {
  std::unique_lock lock(mutex_);
  if (place.batch == made_.size()) return &filling_.articles[place.article].article;
  changed_.wait(lock, [&] { return made_[place.batch] || failure_; });
  rethrow_failure();
  return nullptr;
}

std::size_t Batches::finish() {
  if (!filling_.articles.empty()) submit();
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
  rethrow_failure();
  return made_.size();
}

std::set<OddForm> Batches::take_odd_forms() {
  std::set<OddForm> forms;
  for (const auto& maker : makers_) {
    forms.merge(maker->take_odd_forms());
  }
  return forms;
}

}  // namespace news::build
