#include "indexer/build/archive_writer.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "common/codec.h"
#include "common/fields.h"
#include "common/record.h"
#include "indexer/build/archive_folder.h"
#include "indexer/build/xapian_document.h"

namespace news::build {
namespace {

/// When an article says that it was last changed.
std::int64_t stated_change(const Article& article, const Zone& zone) {
  if (article.updated) return zone.instant(*article.updated);
  if (article.published) return zone.instant(*article.published);
  return std::numeric_limits<std::int64_t>::min();
}

enum class Winner { held, coming };

/// One provenance for each member of a file: a member that states an article a thousand times is still one source.
/// Where both are from the same member, that of the winner stays.
void add_provenances(std::vector<Provenance>& provenances, const std::vector<Provenance>& more, Winner winner) {
  for (const Provenance& provenance : more) {
    const auto same = std::find_if(provenances.begin(), provenances.end(), [&](const Provenance& other) {
      return other.path == provenance.path && other.member == provenance.member;
    });
    if (same == provenances.end()) {
      provenances.push_back(provenance);
    } else if (winner == Winner::coming) {
      *same = provenance;
    }
  }
}

void drop_file(std::vector<Provenance>& provenances, const std::string& path) {
  std::erase_if(provenances, [&](const Provenance& provenance) { return provenance.path == path; });
}

}  // namespace

ArchiveWriter::ArchiveWriter(std::string archive, const BuilderOptions& options)
    : archive_(std::move(archive)),
      lock_(archive_),
      options_(options),
      analyser_(options.zone),
      opened_(open_for_run(archive_, options.job)),
      generations_(archive_, opened_.generations, options.memory_bytes) {
  changes_.sequence = opened_.facts.complete_through + 1;
  options_.job = opened_.job;
  if (!opened_.resumes) return;
  segment_ = make_segment_builder(building_path(archive_), options_);
  resumption_ = Resumption(*segment_);
}

ArchiveWriter::~ArchiveWriter() = default;

const ManifestEntry* ArchiveWriter::known_file(const std::string& path) const { return opened_.manifest.find(path); }

ArchiveWriter::ItemState ArchiveWriter::state_of(const Article& article) const {
  return {article.version, stated_change(article, options_.zone)};
}

Xapian::WritableDatabase& ArchiveWriter::writer(std::size_t generation) {
  Xapian::WritableDatabase& opened = generations_.writer(generation);
  if (file_.path != "-") changes_.doubtful_files.insert(file_.path);
  return opened;
}

const AnalysedArticle& ArchiveWriter::analyse(const Article& article, std::uint64_t sequence) {
  analyser_.begin_run();
  const AnalysedArticle& analysed = analyser_.analyse(article, digests_of(article), sequence);
  remember_forms(analyser_.take_odd_forms(), changes_);
  return analysed;
}

/// Puts an article in the place of the one that was met.
void ArchiveWriter::store(Met& met, Article article) {
  if (met.place) {
    const AnalysedArticle& analysed = analyse(article, met.sequence);
    writer(met.place->generation).replace_document(met.place->document, to_document(analysed, analyser_.terms()));
    return;
  }
  segment_->drop(met.number);
  const ArticleDigests digests = digests_of(article);
  add_to_segment(met, std::move(article), digests);
}

void ArchiveWriter::add_to_segment(Met& met, Article article, const ArticleDigests& digests) {
  if (next_ < next_end_) {
    const ArticleDigests durable = segment_->digests(next_);
    // Its sources count, too: what else stated it then may be gone.
    if (durable.identity == digests.identity && durable.content == digests.content &&
        segment_->article(next_).provenances == article.provenances) {
      met.number = next_++;
      return segment_->claim(met.number);
    }
    next_end_ = next_;  // it gives something else than it gave: the rest counts for nothing
    articles_only_ = false;
  }
  open_segment();
  met.number = segment_->add({std::move(article), digests, changes_.sequence});
  // What the file gives is one piece only where this follows upon what is durable of it.
  if (!std::exchange(added_, true) && resumed_ != nullptr && resumed_->articles > 0 && met.number != next_end_) {
    articles_only_ = false;
  }
}

void ArchiveWriter::open_segment() {
  if (segment_) return;
  segment_ = make_segment_builder(building_path(archive_), options_);
  segment_->begin_file(file_);
}

bool ArchiveWriter::can_take_up(const FileStamp& file) const {
  const Resumption::File* known = resumption_.find(file);
  return known != nullptr && known->end && known->end->articles_only;
}

TakenUp ArchiveWriter::take_up(const FileStamp& file) {
  const Resumption::File& known = *resumption_.find(file);
  TakenUp taken;
  file_ = file;
  segment_->begin_file(file);
  resumed_ = nullptr;
  before_.clear();
  for (std::uint32_t number = known.first; number < known.first + known.articles; ++number) {
    const Digest identity = segment_->digests(number).identity;
    const std::optional<std::uint32_t> met = new_articles_.find(identity);
    ++taken.articles;
    // Where another file, or the archive, has it: what was decided then is to be decided anew.
    const bool met_elsewhere = met && (*met < known.first || *met > number);
    if (met_elsewhere || met_.contains(identity) || generations_.find(identity)) {
      next_ = number;
      next_end_ = number + 1;
      if (add(segment_->article(number)) == Verdict::added) ++taken.added;
      continue;
    }
    if (met) {
      segment_->drop(*met);
    } else {
      ++segment_articles_;
      ++taken.added;
    }
    segment_->claim(number);
    new_articles_.assign(identity, number);
  }
  changes_.files.insert_or_assign(file.path, known.end->entry);
  return taken;
}

void ArchiveWriter::begin_file(const FileStamp& file) {
  file_ = file;
  if (segment_) segment_->begin_file(file);
  resumed_ = resumption_.find(file);
  next_ = resumed_ == nullptr ? 0 : resumed_->first;
  next_end_ = resumed_ == nullptr ? 0 : resumed_->first + resumed_->articles;
  added_ = false;
  before_.clear();
  const std::string term = file_term(file.path);
  for (std::size_t i = 0; i < generations_.size(); ++i) {
    const Xapian::Database& database = generations_.database(i);
    for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) before_.insert({i, *it});
  }
  articles_only_ = before_.empty();
}

/// The same id twice in one run: the later change wins, else the later source. Both sources are kept in mind.
void ArchiveWriter::meet_again(Met& met, Article held, Article article, const Digest& content) {
  const ItemState state = state_of(article);
  const bool wins = content != met.content && !met.state.is_later_than(state);
  std::vector<Provenance> provenances = held.provenances;
  add_provenances(provenances, article.provenances, wins ? Winner::coming : Winner::held);
  if (wins) {
    met.content = content;
    met.state = state;
    // What was in the archive all along is nothing new, even if the file states an older version before it.
    met.sequence = met.place && content == met.held ? met.held_sequence : changes_.sequence;
  }
  if (!wins && provenances == held.provenances) return;
  Article kept = wins ? std::move(article) : std::move(held);
  kept.provenances = std::move(provenances);
  store(met, std::move(kept));
}

void ArchiveWriter::meet_new_again(std::uint32_t number, Article article, const ArticleDigests& digests) {
  Article held = segment_->article(number);
  // Whoever takes this file up without the other must not find the other's words in it.
  if (std::any_of(held.provenances.begin(), held.provenances.end(),
                  [&](const Provenance& provenance) { return provenance.path != file_.path; })) {
    articles_only_ = false;
  }
  Met met;
  met.number = number;
  met.content = content_digest(held);
  met.state = state_of(held);
  meet_again(met, std::move(held), std::move(article), digests.content);
  new_articles_.assign(digests.identity, met.number);
}

Verdict ArchiveWriter::meet_stored(Article article, Met& met) {
  Article held = generations_.article(*met.place);
  met.held = content_digest(held);
  met.held_sequence = from_big_endian(generations_.document(*met.place).get_value(slot::kSequence));
  const bool same = met.held == met.content;
  const bool stated_elsewhere =
      std::any_of(held.provenances.begin(), held.provenances.end(),
                  [&](const Provenance& provenance) { return provenance.path != file_.path; });
  const bool outdated = !same && stated_elsewhere && state_of(held).is_later_than(met.state);

  std::vector<Provenance> provenances = held.provenances;
  drop_file(provenances, file_.path);  // it is being read again: what it says now counts
  add_provenances(provenances, article.provenances, Winner::coming);
  if (outdated) {
    met.content = met.held;
    met.state = state_of(held);
  }
  met.sequence = same || outdated ? met.held_sequence : changes_.sequence;
  if (met.held_sequence > opened_.facts.complete_through) {
    // A run that was killed between its commits put it there: its number still has to be made good, and its forms.
    changes_.counts = true;
    static_cast<void>(analyse(held, met.held_sequence));
  }
  const bool changes = (!same && !outdated) || provenances != held.provenances;
  if (changes) {
    Article now = outdated ? std::move(held) : std::move(article);
    now.provenances = std::move(provenances);
    store(met, std::move(now));
  }
  return same || outdated ? Verdict::unchanged : Verdict::replaced;
}

Verdict ArchiveWriter::add(Article article) {
  const ArticleDigests digests = digests_of(article);
  if (const auto number = new_articles_.find(digests.identity)) {
    meet_new_again(*number, std::move(article), digests);
    return Verdict::duplicate;
  }
  if (const auto known = met_.find(digests.identity); known != met_.end()) {
    Met& met = known->second;
    articles_only_ = false;
    if (!met.canceled) {
      before_.erase(*met.place);
      meet_again(met, generations_.article(*met.place), std::move(article), digests.content);
      return Verdict::duplicate;
    }
    if (!state_of(article).is_later_than(met.state)) return Verdict::canceled;
    met_.erase(known);
  }
  Met met;
  met.content = digests.content;
  met.sequence = changes_.sequence;
  met.state = state_of(article);
  met.place = generations_.find(digests.identity);
  if (met.place) {
    articles_only_ = false;
    before_.erase(*met.place);
    const Verdict verdict = meet_stored(std::move(article), met);
    met_.insert_or_assign(digests.identity, met);
    return verdict;
  }
  open_segment();
  add_to_segment(met, std::move(article), digests);
  new_articles_.assign(digests.identity, met.number);
  ++segment_articles_;
  return Verdict::added;
}

/// Cancels an article that this run added: nullopt where it added none, else whether it went.
std::optional<bool> ArchiveWriter::cancel_new(const ArticleDigests& digests, const ItemState& state) {
  const auto number = new_articles_.find(digests.identity);
  if (!number) return std::nullopt;
  if (state_of(segment_->article(*number)).is_later_than(state)) return false;
  segment_->drop(*number);
  new_articles_.assign(digests.identity, 0);
  --segment_articles_;
  return true;
}

bool ArchiveWriter::cancel(const Article& item) {
  articles_only_ = false;
  const ArticleDigests digests = digests_of(item);
  Met tombstone;
  tombstone.canceled = true;
  tombstone.state = state_of(item);
  if (const std::optional<bool> went = cancel_new(digests, tombstone.state)) {
    if (*went) met_.insert_or_assign(digests.identity, tombstone);
    return false;
  }
  const auto known = met_.find(digests.identity);
  if (known != met_.end() && known->second.state.is_later_than(tombstone.state)) return false;
  if (known != met_.end() && known->second.canceled) {
    known->second = tombstone;
    return false;
  }
  const std::optional<Place> place = generations_.find(digests.identity);
  if (place) {
    if (state_of(generations_.article(*place)).is_later_than(tombstone.state)) return false;
    writer(place->generation).delete_document(place->document);
    before_.erase(*place);
  }
  met_.insert_or_assign(digests.identity, tombstone);
  return place.has_value();
}

std::uint64_t ArchiveWriter::end_file(const ManifestEntry& entry, Completeness completeness) {
  std::uint64_t withdrawn = 0;
  if (completeness == Completeness::whole) {
    for (const Place& place : before_) {
      const Xapian::Document document = generations_.document(place);
      Article article = decode_article(document.get_data());
      drop_file(article.provenances, file_.path);
      if (article.provenances.empty()) {
        writer(place.generation).delete_document(place.document);
        ++withdrawn;
      } else {
        Met met;
        met.place = place;
        met.sequence = from_big_endian(document.get_value(slot::kSequence));
        store(met, std::move(article));
      }
    }
  }
  before_.clear();
  changes_.files.insert_or_assign(file_.path, entry);
  if (segment_) {
    // What is durable already and what was added now must be one piece, for the next one who takes it up.
    const bool whole = resumed_ == nullptr || resumed_->articles == 0 ||
                       (!resumed_->end && next_ == next_end_ && next_end_ == segment_->taken_up() + 1);
    const bool articles_only = articles_only_ && whole && completeness == Completeness::whole && entry.refused == 0;
    segment_->end_file({entry, articles_only});
  }
  return withdrawn;
}

void ArchiveWriter::doubt(const std::string& path) {
  if (opened_.manifest.find(path) != nullptr) changes_.doubtful_files.insert(path);
}

std::uint64_t ArchiveWriter::forget_file(const std::string& path) {
  begin_file({path});
  const std::uint64_t withdrawn = end_file({}, Completeness::whole);
  changes_.files.erase(path);
  changes_.forgotten_files.insert(path);
  return withdrawn;
}

void ArchiveWriter::note_unchanged(const std::string& path, const ManifestEntry& entry) {
  changes_.files.insert_or_assign(path, entry);
}

void ArchiveWriter::publish(const std::function<void()>& on_durable) {
  lock_.require_in_place();
  const bool makes_generation = segment_articles_ > 0 || generations_.empty();
  if (makes_generation) open_segment();
  const bool discards_segment = segment_ && !makes_generation;
  publish_run(archive_, opened_.facts, generations_, makes_generation ? std::move(segment_) : nullptr, changes_,
              on_durable);
  segment_.reset();
  // All that was durable of the new segment has come to nothing.
  if (discards_segment) std::filesystem::remove_all(building_path(archive_));
  met_.clear();
  new_articles_.clear();
}

std::uint64_t ArchiveWriter::suspend() {
  if (!segment_) return 0;
  const bool kept = segment_->suspend();
  segment_.reset();
  return kept ? segment_articles_ : 0;
}

}  // namespace news::build
