// One run of the indexer over one archive: decides for each article whether it is new, changed or known.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/archive.h"
#include "indexer/build/analyser.h"
#include "indexer/build/archive_opening.h"
#include "indexer/build/generations.h"
#include "indexer/build/manifest.h"
#include "indexer/build/number_table.h"
#include "indexer/build/publication.h"
#include "indexer/build/resumption.h"
#include "indexer/build/segment_builder.h"

namespace news::build {

/// What became of an article.
enum class Verdict {
  added,
  replaced,   ///< the archive held its id with other content
  unchanged,  ///< the archive held it as it is, or a later version that another file states
  duplicate,  ///< this run met its id before
  canceled,   ///< this run met its cancellation, and it is not later than that
};

/// Whether all that a file holds was read.
enum class Completeness { whole, partial };

/// What was taken up of a file that an interrupted run had read.
struct TakenUp {
  std::uint64_t articles = 0;
  std::uint64_t added = 0;  ///< the others have been met before in this run
};

/// Holds the archive's lock from construction to destruction. Readers see nothing of a run before publish(), except
/// that replacements appear just before it; a run that ends without publish() leaves the archive as it was.
///
/// New articles become durable as the run goes on (segment_builder.h). Where a run ends without publish(), the next one
/// with the same job takes them up: files that gave nothing else need not be read again (take_up); what is read again,
/// is recognised, and keeps its place.
class ArchiveWriter {
 public:
  /// Opens or creates an archive. `options.job` says how files are read; the archive's state is added to it. Throws
  /// Error(Code::archive_locked, Code::archive_mismatch, Code::archive_damaged, Code::io).
  ArchiveWriter(std::string archive, const BuilderOptions& options);
  ~ArchiveWriter();
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  /// Number of this run: one more than that of the last finished one.
  [[nodiscard]] std::uint64_t run() const noexcept { return changes_.sequence; }

  /// What the archive knows of a file, or nullptr.
  [[nodiscard]] const ManifestEntry* known_file(const std::string& path) const;

  /// Whether an interrupted run left articles that are durable and of no use to this one, whose job is another.
  [[nodiscard]] bool discards_work() const noexcept { return opened_.discards_work; }

  /// Whether take_up() would have something of this file. It may ask for files in any order.
  [[nodiscard]] bool can_take_up(const FileStamp& file) const;
  /// In the place of reading a file: takes the articles that an interrupted run read from it.
  /// REQUIRES: can_take_up().
  TakenUp take_up(const FileStamp& file);

  /// The articles of this file follow.
  void begin_file(const FileStamp& file);
  Verdict add(Article article);
  /// The source takes an item back: what the archive or this run has under its identity goes, unless that is later
  /// than `item`, and what this run still meets of it counts for nothing. Returns whether the archive loses an article.
  bool cancel(const Article& item);
  /// The file ends. Articles that it gave in an earlier run and not in this one are withdrawn, unless another file
  /// states them or the file was not `whole`. Returns how many were withdrawn.
  std::uint64_t end_file(const ManifestEntry& entry, Completeness completeness);
  /// A file that is as it was, but for its time stamp.
  void note_unchanged(const std::string& path, const ManifestEntry& entry);

  /// A file that could not be read: if it is known, the next run reads it, even if it is what it was.
  void doubt(const std::string& path);

  /// Withdraws what a file that is no more has stated, as end_file() does, and forgets the file. Returns how many
  /// articles were withdrawn.
  std::uint64_t forget_file(const std::string& path);
  /// All files that earlier runs read.
  [[nodiscard]] const Manifest& known_files() const noexcept { return opened_.manifest; }

  /// Something was refused that no finished run refused: the run counts as one even if it changes no article.
  void note_refusal() noexcept { changes_.counts = true; }

  /// Makes everything durable and visible; `on_durable` hears when only making it visible is left. To be called once.
  /// Throws Error(Code::io), also where the archive's folder is no longer the one that was opened.
  void publish(const std::function<void()>& on_durable = {});

  /// Instead of publishing: makes durable what the next run can take up. Returns how many articles that are.
  std::uint64_t suspend();

 private:
  /// How late a state of an item is.
  struct ItemState {
    std::uint64_t version = 0;  // 0: none is stated
    std::int64_t changed = 0;   // when it says it was last changed

    /// By their versions where both have one, else by time.
    [[nodiscard]] bool is_later_than(const ItemState& other) const noexcept {
      const bool numbered = version != 0 && other.version != 0 && version != other.version;
      return numbered ? version > other.version : changed > other.changed;
    }
  };
  /// An article that this run met and that is not simply new.
  struct Met {
    std::optional<Place> place;  // in a live generation; else in the new segment, or canceled
    std::uint32_t number = 0;    // in the new segment
    Digest content;
    std::uint64_t sequence = 0;
    ItemState state;  // the later one wins
    bool canceled = false;
    Digest held;  // content in the archive when the run began, and its sequence number
    std::uint64_t held_sequence = 0;
  };

  void open_segment();
  [[nodiscard]] ItemState state_of(const Article& article) const;
  void store(Met& met, Article article);
  void add_to_segment(Met& met, Article article, const ArticleDigests& digests);
  Xapian::WritableDatabase& writer(std::size_t generation);
  void meet_again(Met& met, Article held, Article article, const Digest& content);
  void meet_new_again(std::uint32_t number, Article article, const ArticleDigests& digests);
  Verdict meet_stored(Article article, Met& met);
  [[nodiscard]] std::optional<bool> cancel_new(const ArticleDigests& digests, const ItemState& state);
  const AnalysedArticle& analyse(const Article& article, std::uint64_t sequence);

  std::string archive_;
  ArchiveLock lock_;
  BuilderOptions options_;
  Analyser analyser_;  // of what is changed in place
  OpenedArchive opened_;
  Generations generations_;
  RunChanges changes_;
  std::unique_ptr<SegmentBuilder> segment_;
  std::uint32_t segment_articles_ = 0;
  NumberTable new_articles_;                         // identity -> number in the segment
  std::unordered_map<Digest, Met, DigestHash> met_;  // all others, and those canceled
  Resumption resumption_;                            // of an interrupted run
  FileStamp file_;                                   // being read
  bool articles_only_ = false;                       // nothing else came of it so far
  const Resumption::File* resumed_ = nullptr;        // what is durable of it
  std::uint32_t next_ = 0;                           // number of the next durable article of it
  std::uint32_t next_end_ = 0;                       // where they end
  bool added_ = false;                               // something came to them
  std::set<Place> before_;                           // articles of the file in live generations, not met yet
};

}  // namespace news::build
