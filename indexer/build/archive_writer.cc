#include "indexer/build/archive_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <sstream>

#include "common/analysis/fingerprint.h"
#include "common/codec.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/record.h"
#include "indexer/build/generation_merge.h"
#include "indexer/build/xapian_document.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

/// A random (version 4) UUID without dashes.
std::string new_identity() {
  std::string identity;
  for (const char c : read_file("/proc/sys/kernel/random/uuid")) {
    if (c != '-' && c != '\n') identity += c;
  }
  return identity;
}

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

/// Removes what a database was built from.
void remove_runs(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (is_numbered(name, kRun) || name == kJobFile) paths.push_back(entry.path());
  }
  for (const fs::path& path : paths) fs::remove(path);
}

bool holds_runs(const std::string& folder) {
  std::error_code error;
  return std::any_of(fs::directory_iterator(folder, error), {}, [](const fs::directory_entry& entry) {
    return is_numbered(entry.path().filename().string(), kRun);
  });
}

std::set<std::string> words_of(const std::string& list) {
  std::istringstream in(list);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string list_of(const std::set<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

}  // namespace

ArchiveWriter::ArchiveWriter(std::string archive, const BuilderOptions& options)
    : archive_(std::move(archive)), lock_(archive_), options_(options), analyser_(options.zone) {
  require_own_folder();
  open_or_found();
  options_.job = fmt::format("{}\nrun {}\nschema {}\nanalysis {}\n{}", facts_.identity, sequence_, facts_.schema,
                             facts_.analysis, options_.job);
  discards_work_ = !is_job(building(), options_.job) && holds_runs(building());
  remove_leftovers();
  for (const Generation& generation : generations_) remove_runs(folder_of(generation.name));
  if (!is_job(building(), options_.job)) return;
  segment_ = make_segment_builder(building(), options_);
  resumption_ = Resumption(*segment_);
}

void ArchiveWriter::open_or_found() {
  std::vector<std::string> live;
  if (archive_exists(archive_)) {
    facts_ = read_facts(open_for_reading(archive_));
    live = live_generations(archive_);
    for (const std::string& name : live) {
      generations_.push_back({name, Xapian::Database(folder_of(name)), std::nullopt});
    }
    for (std::size_t i = generations_.size(); i-- > 0;) {
      read_manifest(folder_of(generations_[i].name), manifest_);  // the newest last: what it says of a file holds
    }
  } else {
    facts_ = {new_identity(), kSchemaVersion, analysis::fingerprint(), 0};
  }
  sequence_ = facts_.complete_through + 1;

  // A run that was interrupted just before its generation became a live one: all that it was made from is there.
  const std::vector<std::string> unpublished = unpublished_generations(archive_, live);
  if (!fs::exists(building()) && unpublished.size() == 1 && fs::exists(job_path(folder_of(unpublished.front())))) {
    fs::rename(folder_of(unpublished.front()), building());
  }
  // An archive that was begun has its identity already, at the head of the job.
  if (generations_.empty() && fs::exists(job_path(building()))) {
    const std::string job = read_file(job_path(building()));
    const std::string begun = job.substr(0, job.find('\n'));
    if (digest_from_hex(begun)) facts_.identity = begun;
  }
}

bool ArchiveWriter::is_live(const std::string& name) const {
  return std::any_of(generations_.begin(), generations_.end(),
                     [&](const Generation& generation) { return generation.name == name; });
}

ArchiveWriter::~ArchiveWriter() {
  for (Generation& generation : generations_) {
    if (!generation.writer) continue;
    try {
      generation.writer->cancel_transaction();
    } catch (const Xapian::Error&) {
      // Not published: what is in memory is to be lost, and closing loses it as well.
    }
  }
}

/// A folder with somebody's files in it does not become an archive by a slip of the keyboard.
void ArchiveWriter::require_own_folder() const {
  if (archive_exists(archive_)) return;
  for (const auto& entry : fs::directory_iterator(archive_)) {
    const std::string name = entry.path().filename().string();
    const bool folder = name == kBuilding || name == kMerging || is_generation_name(name);
    if (!is_archive_part(name) || (folder && !is_own_generation(entry.path()))) {
      throw Error(Code::usage, archive_ + " is neither empty nor an archive: it holds " + name,
                  "name an empty or a new folder with --archive");
    }
  }
}

/// What a run that did not come to its end left: readers never saw it.
void ArchiveWriter::remove_leftovers() const {
  for (const auto& entry : fs::directory_iterator(archive_)) {
    const std::string name = entry.path().filename().string();
    if (is_live(name) || (name != kBuilding && name != kMerging && !is_generation_name(name))) continue;
    if (is_own_generation(entry.path())) {
      if (name == kBuilding && is_job(entry.path(), options_.job)) continue;
      fs::remove_all(entry.path());
    } else if (name == kBuilding || name == kMerging) {
      throw Error(Code::io,
                  entry.path().string() + " is needed for building and holds files that are not the indexer's",
                  "move it away and run the same command again");
    }
  }
}

const ManifestEntry* ArchiveWriter::known_file(const std::string& path) const {
  const auto known = manifest_.find(path);
  return known == manifest_.end() ? nullptr : &known->second;
}

ArchiveWriter::ItemState ArchiveWriter::state_of(const Article& article) const {
  return {article.version, stated_change(article, options_.zone)};
}

std::optional<ArchiveWriter::Place> ArchiveWriter::find(const Digest& identity) {
  const std::string term = unique_term(identity);
  for (std::size_t i = 0; i < generations_.size(); ++i) {
    const Xapian::Database& database = generations_[i].database();
    const Xapian::PostingIterator found = database.postlist_begin(term);
    if (found != database.postlist_end(term)) return Place{i, *found};
  }
  return std::nullopt;
}

Xapian::WritableDatabase& ArchiveWriter::writer(std::size_t index) {
  Generation& generation = generations_[index];
  if (!generation.writer) {
    // Xapian writes pending changes by their number; what they weigh is bounded only so. An article is some 64 KB of
    // them at the most, but for the rare one that has its own limit.
    const std::uint64_t changes = std::clamp<std::uint64_t>(options_.memory_bytes >> 17U, 100, 10'000);
    setenv("XAPIAN_FLUSH_THRESHOLD", std::to_string(changes).c_str(), 1);
    generation.writer.emplace(folder_of(generation.name), Xapian::DB_OPEN);
    // Within a transaction nothing becomes visible when Xapian's own threshold of changes is reached.
    generation.writer->begin_transaction();
  }
  if (file_.path != "-") doubtful_files_.insert(file_.path);
  return *generation.writer;
}

Article ArchiveWriter::stored(const Place& place) {
  return decode_article(generations_[place.generation].database().get_document(place.document).get_data());
}

const AnalysedArticle& ArchiveWriter::analyse(const Article& article, std::uint64_t sequence) {
  analyser_.begin_run();
  const AnalysedArticle& analysed = analyser_.analyse(article, digests_of(article), sequence);
  remember_forms(analyser_.take_odd_forms());
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
  met.number = segment_->add({std::move(article), digests, sequence_});
  // What the file gives is one piece only where this follows upon what is durable of it.
  if (!std::exchange(added_, true) && resumed_ != nullptr && resumed_->articles > 0 && met.number != next_end_) {
    articles_only_ = false;
  }
}

void ArchiveWriter::open_segment() {
  if (segment_) return;
  segment_ = make_segment_builder(building(), options_);
  segment_->begin_file(file_);
}

void ArchiveWriter::remember_forms(const std::set<OddForm>& forms) {
  for (const OddForm& form : forms) {
    // A stem may be as long as a term; a key may not.
    const std::string key = std::string(metadata::kForms) + form.language + "/" + form.stem;
    if (key.size() <= 240) forms_[key].insert(form.word);
  }
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
    if (met_elsewhere || met_.contains(identity) || find(identity)) {
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
  changed_files_.insert_or_assign(file.path, known.end->entry);
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
    const Xapian::Database& database = generations_[i].database();
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
    met.sequence = met.place && content == met.held ? met.held_sequence : sequence_;
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
  Article held = stored(*met.place);
  met.held = content_digest(held);
  met.held_sequence = from_big_endian(
      generations_[met.place->generation].database().get_document(met.place->document).get_value(slot::kSequence));
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
  met.sequence = same || outdated ? met.held_sequence : sequence_;
  if (met.held_sequence > facts_.complete_through) {
    // A run that was killed between its commits put it there: its number still has to be made good, and its forms.
    counts_ = true;
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
      meet_again(met, stored(*met.place), std::move(article), digests.content);
      return Verdict::duplicate;
    }
    if (!state_of(article).is_later_than(met.state)) return Verdict::canceled;
    met_.erase(known);
  }
  Met met;
  met.content = digests.content;
  met.sequence = sequence_;
  met.state = state_of(article);
  met.place = find(digests.identity);
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
  const std::optional<Place> place = find(digests.identity);
  if (place) {
    if (state_of(stored(*place)).is_later_than(tombstone.state)) return false;
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
      const Xapian::Document document = generations_[place.generation].database().get_document(place.document);
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
  changed_files_.insert_or_assign(file_.path, entry);
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
  if (manifest_.contains(path)) doubtful_files_.insert(path);
}

std::uint64_t ArchiveWriter::forget_file(const std::string& path) {
  begin_file({path});
  const std::uint64_t withdrawn = end_file({}, Completeness::whole);
  changed_files_.erase(path);
  forgotten_files_.insert(path);
  return withdrawn;
}

void ArchiveWriter::note_unchanged(const std::string& path, const ManifestEntry& entry) {
  changed_files_.insert_or_assign(path, entry);
}

/// Forms that this run met, united with those that the archive lists: all of them, or only the keys that changed.
std::map<std::string, std::string> ArchiveWriter::merged_forms() {
  std::map<std::string, std::set<std::string>> merged = forms_;
  if (!generations_.empty()) {
    const Xapian::Database& newest = generations_.front().database();
    for (auto key = newest.metadata_keys_begin(metadata::kForms); key != newest.metadata_keys_end(metadata::kForms);
         ++key) {
      merged[*key].merge(words_of(newest.get_metadata(*key)));
    }
  }
  std::map<std::string, std::string> lists;
  for (const auto& [key, words] : merged) lists.emplace(key, list_of(words));
  return lists;
}

void ArchiveWriter::publish(const std::function<void()>& on_durable) {
  lock_.require_in_place();
  mark_doubtful_files();
  if (segment_articles_ > 0 || generations_.empty()) {
    publish_new_generation(on_durable);
  } else {
    publish_in_place();
    // All that was durable of the new segment has come to nothing.
    if (std::exchange(segment_, nullptr)) fs::remove_all(building());
  }
  forget_in_manifests();
  met_.clear();
  new_articles_.clear();
}

/// Last: until then a file is known that is gone, which does no harm.
void ArchiveWriter::forget_in_manifests() const {
  if (forgotten_files_.empty()) return;
  for (const Generation& generation : generations_) {
    const std::string folder = folder_of(generation.name);
    Manifest part;
    read_manifest(folder, part);
    const std::size_t before = part.size();
    for (const std::string& path : forgotten_files_) part.erase(path);
    if (part.size() != before) replace_file(manifest_path(folder), encode_manifest(part));
  }
}

std::uint64_t ArchiveWriter::suspend() {
  if (!segment_) return 0;
  const bool kept = segment_->suspend();
  segment_.reset();
  return kept ? segment_articles_ : 0;
}

/// The newest generation last: it may say that the run is complete.
void ArchiveWriter::commit_changes() {
  for (std::size_t i = generations_.size(); i-- > 0;) {
    Generation& generation = generations_[i];
    if (!generation.writer) continue;
    naming_database("write", folder_of(generation.name), [&] { generation.writer->commit_transaction(); });
    generation.writer.reset();
  }
}

/// From the first commit to the end of the publication the archive no longer holds what the manifest says of a file
/// whose articles are changed. Whoever is killed in between leaves a file that is known, so that it can be found to be
/// gone, and that is like no file, so that it is read even if it is again what it was.
void ArchiveWriter::mark_doubtful_files() const {
  if (doubtful_files_.empty() || generations_.empty()) return;
  ManifestEntry doubtful;
  doubtful.mtime_ns = std::numeric_limits<std::int64_t>::min();
  const std::string folder = folder_of(generations_.front().name);
  Manifest part;
  read_manifest(folder, part);
  for (const std::string& path : doubtful_files_) part.insert_or_assign(path, doubtful);
  replace_file(manifest_path(folder), encode_manifest(part));
}

void ArchiveWriter::publish_new_generation(const std::function<void()>& on_durable) {
  open_segment();
  remember_forms(segment_->odd_forms());
  for (const auto& [key, words] : merged_forms()) segment_->set_metadata(key, words);
  segment_->set_metadata(metadata::kIdentity, facts_.identity);
  segment_->set_metadata(metadata::kSchema, std::to_string(facts_.schema));
  segment_->set_metadata(metadata::kAnalysis, facts_.analysis);
  segment_->set_metadata(metadata::kCompleteThrough, std::to_string(sequence_));
  segment_->finish();
  segment_.reset();
  if (on_durable) on_durable();

  replace_file(manifest_path(building()), encode_manifest(changed_files_));
  const std::string name = next_generation_name(archive_);
  fs::rename(building(), folder_of(name));
  sync_path(archive_);

  commit_changes();
  std::vector<std::string> names = {name};
  for (const Generation& generation : generations_) names.push_back(generation.name);
  publish_generations(archive_, names);
  remove_runs(folder_of(name));
}

void ArchiveWriter::publish_in_place() {
  const bool any_change = std::any_of(generations_.begin(), generations_.end(),
                                      [](const Generation& generation) { return generation.writer.has_value(); });
  if (any_change || counts_) {
    Xapian::WritableDatabase& newest = writer(0);
    for (const auto& [key, words] : merged_forms()) newest.set_metadata(key, words);
    newest.set_metadata(metadata::kCompleteThrough, std::to_string(sequence_));
    commit_changes();
  }
  if (changed_files_.empty()) return;
  const std::string newest_folder = folder_of(generations_.front().name);
  Manifest part;
  read_manifest(newest_folder, part);
  for (const auto& [path, entry] : changed_files_) part.insert_or_assign(path, entry);
  replace_file(manifest_path(newest_folder), encode_manifest(part));
}

}  // namespace news::build
