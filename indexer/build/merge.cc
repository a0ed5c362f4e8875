#include "indexer/build/merge.h"

#include <algorithm>
#include <functional>
#include <future>
#include <set>

#include "common/error.h"
#include "common/uuid.h"
#include "indexer/build/glass/database_writer.h"
#include "indexer/build/term_merge.h"

namespace news::build {
namespace {

/// The tables are three jobs, and each of them holds a window of every run (that of values two, one after the other).
constexpr std::size_t kJobs = 3;

[[noreturn]] void damaged(const RunSource& run) {
  throw Error(Code::archive_damaged, run.name() + " contradicts itself");
}

/// Numbers of a list that holds them as gaps.
class GapReader {
 public:
  explicit GapReader(const RunSource& run) : run_(run) {}
  std::uint32_t next(std::uint64_t gap) {
    const std::uint64_t article = expected_ + gap;
    if (article >= run_.articles()) damaged(run_);
    expected_ = article + 1;
    return static_cast<std::uint32_t>(article);
  }

 private:
  const RunSource& run_;
  std::uint64_t expected_ = 0;
};

/// Numbers of a list that is in memory.
class NumberReader {
 public:
  NumberReader(std::string_view list, const RunSource& run) : at_(list.data()), end_(at_ + list.size()), run_(run) {}
  std::uint64_t next() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && at_ != end_; shift += 7) {
      const auto group = static_cast<unsigned char>(*at_++);
      number |= std::uint64_t{group & 0x7FU} << shift;
      if (group < 0x80) return number;
    }
    damaged(run_);
  }

 private:
  const char* at_;
  const char* end_;
  const RunSource& run_;
};

/// Calls `visit(slot, document, value)` for all values, in the order of the table.
void each_value(const MergeInput& input, std::size_t window,
                const std::function<void(std::uint32_t, std::uint32_t, std::string_view)>& visit) {
  struct Cursor {
    SectionReader reader;
    bool open;
    std::uint32_t slot;
  };
  std::vector<Cursor> cursors;
  const auto advance = [](Cursor& cursor) {
    cursor.open = !cursor.reader.at_end();
    if (cursor.open) cursor.slot = static_cast<std::uint32_t>(cursor.reader.take_number());
  };
  for (const RunSource& run : input.runs()) {
    cursors.push_back({SectionReader(run, Section::values, window), false, 0});
    advance(cursors.back());
  }
  while (true) {
    const Cursor* first = nullptr;
    for (const Cursor& cursor : cursors) {
      if (cursor.open && (first == nullptr || glass::comes_before(cursor.slot, first->slot))) first = &cursor;
    }
    if (first == nullptr) return;
    const std::uint32_t slot = first->slot;
    for (std::size_t run = 0; run < cursors.size(); ++run) {
      Cursor& cursor = cursors[run];
      if (!cursor.open || cursor.slot != slot) continue;
      const std::uint64_t count = cursor.reader.take_number();
      static_cast<void>(cursor.reader.take_number());  // its bytes
      GapReader articles(input.runs()[run]);
      for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint32_t document = input.document(run, articles.next(cursor.reader.take_number()));
        const std::string_view value = cursor.reader.take_text();
        if (document != 0) visit(slot, document, value);
      }
      advance(cursor);
    }
  }
}

void write_lengths(const MergeInput& input, std::size_t window, glass::PostlistWriter& table) {
  for (std::size_t run = 0; run < input.runs().size(); ++run) {
    SectionReader lengths(input.runs()[run], Section::lengths, window);
    for (std::uint32_t article = 0; !lengths.at_end(); ++article) {
      const auto length = static_cast<std::uint32_t>(lengths.take_number());
      if (article >= input.runs()[run].articles()) damaged(input.runs()[run]);
      if (const std::uint32_t document = input.document(run, article)) table.add_length(document, length);
    }
  }
}

void write_postings(const MergeInput& input, const std::map<std::string, std::string>& metadata, std::size_t window,
                    glass::PostlistWriter& table) {
  for (const auto& [key, value] : metadata) table.metadata(key, value);
  glass::ValueStatistics statistics;
  each_value(input, window,
             [&](std::uint32_t slot, std::uint32_t, std::string_view value) { statistics.add(slot, value); });
  table.value_statistics(statistics);
  each_value(input, window, [&](std::uint32_t slot, std::uint32_t document, std::string_view value) {
    table.add_value(slot, document, value);
  });
  write_lengths(input, window, table);

  std::vector<glass::Posting> postings;
  TermMerge terms(input.runs(), Section::postings, window);
  while (terms.next()) {
    table.begin_term(terms.term());
    for (const std::size_t run : terms.runs()) {
      const RunSource& source = input.runs()[run];
      const std::uint64_t count = terms.reader(run).take_number();
      NumberReader list(terms.reader(run).take_text(), source);
      GapReader articles(source);
      postings.clear();
      for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint32_t document = input.document(run, articles.next(list.next()));
        const auto wdf = static_cast<std::uint32_t>(list.next());
        if (document != 0) postings.push_back({document, wdf});
      }
      table.add_postings(postings);
    }
    table.end_term();
  }
  table.finish();
}

void write_positions(const MergeInput& input, std::size_t window, glass::PositionWriter& table) {
  TermMerge terms(input.runs(), Section::positions, window);
  while (terms.next()) {
    table.begin_term(terms.term());
    for (const std::size_t run : terms.runs()) {
      SectionReader& reader = terms.reader(run);
      GapReader articles(input.runs()[run]);
      for (std::uint64_t left = reader.take_number(); left > 0; --left) {
        const std::uint32_t document = input.document(run, articles.next(reader.take_number()));
        const std::string_view tag = reader.take_text();
        if (document != 0) table.add(document, tag);
      }
    }
  }
  table.finish();
}

void write_documents(const MergeInput& input, std::size_t window, glass::DatabaseWriter& database) {
  const auto unpacked = [](std::string_view packed) {
    const bool deflated = !packed.empty() && packed.front() != '\0';
    return std::pair(packed.substr(packed.empty() ? 0 : 1),
                     deflated ? glass::Packing::deflated : glass::Packing::plain);
  };
  for (std::size_t run = 0; run < input.runs().size(); ++run) {
    SectionReader documents(input.runs()[run], Section::documents, window);
    std::string terms;
    for (std::uint32_t article = 0; !documents.at_end(); ++article) {
      if (article >= input.runs()[run].articles()) damaged(input.runs()[run]);
      const std::uint32_t document = input.document(run, article);
      const auto [data, data_packing] = unpacked(documents.take_text());
      if (document != 0) database.docdata().add(document, data, data_packing);
      terms = documents.take_text();
      const auto [tag, tag_packing] = unpacked(terms);
      const std::string_view slots = documents.take_text();
      if (document != 0) database.termlist().add(document, tag, tag_packing, slots);
    }
  }
  database.docdata().finish();
  database.termlist().finish();
}

}  // namespace

void MergeInput::number_documents() {
  std::uint32_t next = 1;
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    Numbers numbers{next, {}};
    const std::set<std::uint32_t> dropped(dropped_[run].begin(), dropped_[run].end());
    if (dropped.empty()) {
      next += runs_[run].articles();
    } else {
      for (std::uint32_t article = 0; article < runs_[run].articles(); ++article) {
        numbers.each.push_back(dropped.contains(article) ? 0 : next++);
      }
    }
    numbers_.push_back(std::move(numbers));
  }
  documents_ = next - 1;
}

void merge_runs(const MergeInput& input, const std::map<std::string, std::string>& metadata, const std::string& folder,
                const MergeLimits& limits) {
  constexpr std::uint64_t kMostWindow = std::uint64_t{256} << 10;
  const std::uint64_t windows = kJobs * std::max<std::size_t>(input.runs().size(), 1);
  const std::size_t window = std::clamp<std::uint64_t>(limits.memory_bytes / windows, 4096, kMostWindow);

  glass::DatabaseWriter database(folder);
  const auto policy = limits.threads > 1 ? std::launch::async : std::launch::deferred;
  std::vector<std::future<void>> jobs;
  jobs.push_back(std::async(policy, [&] { write_positions(input, window, database.positions()); }));
  jobs.push_back(std::async(policy, [&] { write_postings(input, metadata, window, database.postlist()); }));
  jobs.push_back(std::async(policy, [&] { write_documents(input, window, database); }));
  for (std::future<void>& job : jobs) job.wait();
  for (std::future<void>& job : jobs) job.get();
  database.finish(random_uuid());
}

}  // namespace news::build
