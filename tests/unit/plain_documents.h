// Documents as plain data, and the two ways in which they become a database: written directly and through Xapian.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/build/glass/database_writer.h"
#include "indexer/build/glass/deflate.h"

namespace news::testing {

struct PlainTerm {
  std::uint32_t wdf = 0;
  std::vector<std::uint32_t> positions;  ///< ascending
};

struct PlainDocument {
  std::map<std::string, PlainTerm> terms;
  std::map<std::uint32_t, std::string> values;  ///< empty ones are to be left out
  std::string data;
};

struct PlainDatabase {
  std::map<std::uint32_t, PlainDocument> documents;  ///< by docid
  std::map<std::string, std::string> metadata;
};

inline constexpr Uuid kSomeUuid = {0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0x4D, 0xEF,
                                   0x81, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF};

inline Xapian::Document to_xapian(const PlainDocument& plain) {
  Xapian::Document document;
  for (const auto& [term, occurrences] : plain.terms) {
    document.add_term(term, occurrences.wdf);
    for (const std::uint32_t position : occurrences.positions) document.add_posting(term, position, 0);
  }
  for (const auto& [slot, value] : plain.values) document.add_value(slot, value);
  document.set_data(plain.data);
  return document;
}

inline void write_through_xapian(const std::string& folder, const PlainDatabase& plain) {
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
  for (const auto& [docid, document] : plain.documents) database.replace_document(docid, to_xapian(document));
  for (const auto& [key, value] : plain.metadata) database.set_metadata(key, value);
  database.commit();
}

/// Turns documents round in memory and hands them to the tables' writers.
class DirectWriting {
 public:
  DirectWriting(const std::string& folder, const PlainDatabase& plain) : plain_(plain), database_(folder) {}

  void write() {
    write_documents();
    write_postlist();
    for (const auto& [term, documents] : inverted_) {
      for (const auto& [docid, occurrences] : documents) write_positions(term, docid, occurrences->positions);
    }
    database_.finish(kSomeUuid);
  }

 private:
  using Documents = std::map<std::uint32_t, const PlainTerm*>;

  /// Packs as the bulk builder does: deflated where that is smaller.
  template <typename Add>
  void add_packed(const std::string& tag, Add add) {
    std::string deflated;
    const bool smaller = deflater_.compress(glass::TagKind::data, tag, deflated);
    add(smaller ? deflated : tag, smaller ? glass::Packing::deflated : glass::Packing::plain);
  }

  void write_documents() {
    for (const auto& [number, document] : plain_.documents) {
      const std::uint32_t docid = number;
      std::string tag;
      glass::TermlistEncoder encoder(tag);
      encoder.begin(length_of(document), static_cast<std::uint32_t>(document.terms.size()));
      for (const auto& [term, occurrences] : document.terms) {
        encoder.add(term, occurrences.wdf);
        inverted_[term][docid] = &occurrences;
      }
      encoder.end();
      std::string slots;
      glass::append_slots(slots, slots_of(document));
      add_packed(tag, [&](const std::string& packed, glass::Packing packing) {
        database_.termlist().add(docid, packed, packing, slots);
      });
      add_packed(document.data, [&](const std::string& packed, glass::Packing packing) {
        database_.docdata().add(docid, packed, packing);
      });
    }
  }

  static std::uint32_t length_of(const PlainDocument& document) {
    std::uint32_t length = 0;
    for (const auto& [term, occurrences] : document.terms) length += occurrences.wdf;
    return length;
  }
  static std::vector<std::uint32_t> slots_of(const PlainDocument& document) {
    std::vector<std::uint32_t> slots;
    for (const auto& [slot, value] : document.values) {
      if (!value.empty()) slots.push_back(slot);
    }
    return slots;
  }

  void write_postlist() {
    glass::PostlistWriter& postlist = database_.postlist();
    for (const auto& [key, value] : plain_.metadata) postlist.metadata(key, value);
    write_values(postlist);
    for (const auto& [docid, document] : plain_.documents) postlist.add_length(docid, length_of(document));
    for (const auto& [term, documents] : inverted_) {
      postlist.begin_term(term);
      for (const auto& [docid, occurrences] : documents) postlist.add_posting(docid, occurrences->wdf);
      postlist.end_term();
    }
  }

  void write_values(glass::PostlistWriter& postlist) {
    glass::ValueStatistics statistics;
    std::map<std::uint32_t, std::map<std::uint32_t, std::string>, bool (*)(std::uint32_t, std::uint32_t)> slots(
        &glass::comes_before);
    for (const auto& [docid, document] : plain_.documents) {
      for (const auto& [slot, value] : document.values) {
        statistics.add(slot, value);
        slots[slot][docid] = value;
      }
    }
    postlist.value_statistics(statistics);
    for (const auto& [slot, values] : slots) {
      for (const auto& [docid, value] : values) postlist.add_value(slot, docid, value);
    }
  }

  void write_positions(const std::string& term, std::uint32_t docid, const std::vector<std::uint32_t>& positions) {
    if (positions.empty()) return;
    std::string tag;
    glass::append_positions(tag, positions);
    database_.positions().begin_term(term);
    database_.positions().add(docid, tag);
  }

  const PlainDatabase& plain_;
  glass::DatabaseWriter database_;
  glass::Deflater deflater_;
  std::map<std::string, Documents> inverted_;
};

inline void write_directly(const std::string& folder, const PlainDatabase& plain) {
  DirectWriting(folder, plain).write();
}

}  // namespace news::testing
