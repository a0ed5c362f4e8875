// Batches of articles, made into parts of a database by several threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "indexer/build/segment_builder.h"

namespace news::build {

/// Articles that are written together.
struct Batch {
  std::size_t index = 0;  ///< from 0
  std::vector<NewArticle> articles;
  std::vector<Coverage> files;  ///< that they came from
};

/// What a way of building needs to know of its batches.
struct BatchNeeds {
  std::uint64_t held_per_byte;  ///< bytes of memory held for each byte of a batch's text, at worst
  std::uint64_t least_bytes;    ///< smaller batches cost more than they save
  std::uint64_t most_bytes;     ///< larger ones gain nothing
};
/// How work is cut up.
struct BatchPlan {
  unsigned workers;
  std::uint64_t batch_bytes;
};
/// Batches and workers for which the memory suffices: batches become smaller first, then workers fewer.
[[nodiscard]] BatchPlan plan_batches(const BuilderOptions& options, const BatchNeeds& needs);

/// One thread's way of making a part of the database out of a batch.
class PartMaker {
 public:
  virtual ~PartMaker() = default;
  /// Called for one batch at a time. Throws Error.
  virtual void make(const Batch& batch) = 0;
  /// Called when no batch is left: what was made is to be durable. Throws Error.
  virtual void finish() {}
  /// The odd forms of all batches so far, where the parts do not hold them.
  [[nodiscard]] virtual std::set<OddForm> take_odd_forms() { return {}; }
};

/// Cuts a stream of articles into batches by their bytes, so that where one ends depends on the articles alone, and has
/// them made into parts side by side. It holds the batch that is being filled, one that waits, and one for each worker:
/// whoever adds faster than they are made, waits. Used by one thread.
class Batches {
 public:
  using MakerFactory = std::function<std::unique_ptr<PartMaker>()>;

  /// Batches end with the article that brings their texts to the plan's bytes. `made`: how many articles each batch has
  /// that was made before.
  Batches(const BatchPlan& plan, const MakerFactory& make_maker, const std::vector<std::uint32_t>& made = {});
  /// What is not made yet, is not made.
  ~Batches();
  Batches(const Batches&) = delete;
  Batches& operator=(const Batches&) = delete;

  /// Where an article is.
  struct Place {
    std::size_t batch;
    std::uint32_t article;  ///< in its batch, from 0
  };

  /// The articles that follow come from this file.
  void begin_file(const FileStamp& file) { file_ = file; }
  void end_file(const FileEnd& end) { covered().end = end; }
  /// Throws what making an earlier batch threw.
  void add(NewArticle article);
  [[nodiscard]] std::uint32_t size() const noexcept { return articles_; }

  /// Of the article that was added as the `number`th, from 1.
  [[nodiscard]] Place place_of(std::uint32_t number) const;
  /// That article if its batch is still being filled, else nullptr after its batch was made into a part.
  [[nodiscard]] const Article* unmade(const Place& place);

  /// Makes the last batch and waits for all. Returns how many batches there were. Nothing may be added afterwards.
  std::size_t finish();
  [[nodiscard]] std::set<OddForm> take_odd_forms();

 private:
  [[nodiscard]] Coverage& covered();
  void submit();
  void work(PartMaker& maker);
  void rethrow_failure();

  std::uint64_t batch_bytes_;
  std::vector<std::unique_ptr<PartMaker>> makers_;
  std::vector<std::thread> workers_;

  FileStamp file_;  // being read
  Batch filling_;
  std::uint64_t filled_bytes_ = 0;
  std::uint32_t articles_ = 0;
  std::vector<std::uint32_t> first_numbers_;  // of each batch

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::vector<bool> made_;  // by batch
  std::exception_ptr failure_;
  bool closed_ = false;
};

}  // namespace news::build
