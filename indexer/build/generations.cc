#include "indexer/build/generations.h"

#include <algorithm>
#include <cstdlib>

#include "common/archive.h"
#include "common/record.h"
#include "indexer/build/analyser.h"

namespace news::build {

Generations::Generations(std::string archive, const std::vector<std::string>& names, std::uint64_t memory_bytes)
    : archive_(std::move(archive)), memory_bytes_(memory_bytes) {
  generations_.reserve(names.size());
  for (const std::string& name : names) {
    generations_.push_back({name, open_generation(archive_ + "/" + name), std::nullopt});
  }
}

Generations::~Generations() {
  for (Generation& generation : generations_) {
    if (!generation.writer) continue;
    try {
      generation.writer->cancel_transaction();
    } catch (const Xapian::Error&) {
      // Not published: what is in memory is to be lost, and closing loses it as well.
    }
  }
}

std::vector<std::string> Generations::names() const {
  std::vector<std::string> names;
  names.reserve(generations_.size());
  for (const Generation& generation : generations_) names.push_back(generation.name);
  return names;
}

std::string Generations::folder(std::size_t index) const { return archive_ + "/" + generations_[index].name; }

const Xapian::Database& Generations::database(std::size_t index) const {
  const Generation& generation = generations_[index];
  return generation.writer ? *generation.writer : generation.reader;
}

Xapian::WritableDatabase& Generations::writer(std::size_t index) {
  Generation& generation = generations_[index];
  if (!generation.writer) {
    // Xapian writes pending changes by their number; what they weigh is bounded only so. An article of 600 words that
    // is replaced weighs some 170 KB, and more than a few hundred at once do not go faster: maps of maps grow past the
    // processor's caches.
    const std::uint64_t changes = std::clamp<std::uint64_t>(memory_bytes_ >> 21U, 100, 1'000);
    setenv("XAPIAN_FLUSH_THRESHOLD", std::to_string(changes).c_str(), 1);
    generation.writer.emplace(folder(index), Xapian::DB_OPEN);
    // Within a transaction nothing becomes visible when Xapian's own threshold of changes is reached.
    generation.writer->begin_transaction();
  }
  return *generation.writer;
}

bool Generations::are_changed() const {
  return std::any_of(generations_.begin(), generations_.end(),
                     [](const Generation& generation) { return generation.writer.has_value(); });
}

std::optional<Place> Generations::find(const Digest& identity) const {
  const std::string term = unique_term(identity);
  for (std::size_t i = 0; i < generations_.size(); ++i) {
    const Xapian::Database& held = database(i);
    const Xapian::PostingIterator found = held.postlist_begin(term);
    if (found != held.postlist_end(term)) return Place{i, *found};
  }
  return std::nullopt;
}

Xapian::Document Generations::document(const Place& place) const {
  return database(place.generation).get_document(place.document);
}

Article Generations::article(const Place& place) const { return decode_article(document(place).get_data()); }

void Generations::commit() {
  for (std::size_t i = generations_.size(); i-- > 0;) {
    Generation& generation = generations_[i];
    if (!generation.writer) continue;
    naming_database("write", folder(i), [&] { generation.writer->commit_transaction(); });
    generation.writer.reset();
  }
}

}  // namespace news::build
