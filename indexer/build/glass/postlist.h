// The posting table (postlist.glass), in the order of its keys: metadata, value statistics, values, document lengths,
// posting lists.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indexer/build/glass/btree.h"
#include "indexer/build/glass/posting_list.h"
#include "indexer/build/glass/statistics.h"
#include "indexer/build/glass/values.h"

namespace news::glass {

/// Writes the table front to back. Call in this order (any part may be absent), else std::logic_error:
///
///   PostlistWriter postlist(folder + "/postlist.glass");
///   postlist.metadata("key", "value");          // keys ascending
///   postlist.value_statistics(statistics);      // once
///   postlist.add_value(slot, docid, value);     // by comes_before(slot), then docid
///   postlist.add_length(docid, length);         // every document, with or without terms; docids ascending
///   postlist.begin_term("term");                // terms ascending by bytes
///   postlist.add_posting(docid, wdf);           // docids ascending
///   postlist.end_term();
///   TableRoot root = postlist.finish();
///
/// Keys, from glass_postlist.cc, glass_values.h and glass_database.cc, Xapian 1.4.22: 00 C0 and the metadata's key;
/// 00 D0 and 00 D8 for values (values.h); 00 E0 for the first chunk of lengths, followed by the docid for others; the
/// term for its first chunk, the term, 00 and the docid for others. No term's key begins like the first four, for a NUL
/// in a term becomes 00 FF.
///
/// Memory: the lengths, and then each term's list, are held encoded until they are complete: 2 to 4 bytes a document or
/// posting as a rule (PostingList). Throws Error(Code::io) where writing fails, or for what a database can't hold: keys
/// over 255 bytes, terms over kMaxTermBytes, a term's wdfs that add up to 2^32 or more.
class PostlistWriter {
 public:
  explicit PostlistWriter(std::string path);

  /// An empty value is no entry, as in Xapian. The key is not empty.
  void metadata(std::string_view key, std::string_view value);

  /// The statistics of exactly the values that follow; another count is a std::logic_error in `finish` at the latest.
  void value_statistics(const ValueStatistics& statistics);

  /// An empty value is left out.
  void add_value(std::uint32_t slot, DocId docid, std::string_view value);

  /// A document and its length, the sum of its wdfs.
  void add_length(DocId docid, std::uint32_t length);

  void begin_term(std::string_view term);
  void add_posting(DocId docid, std::uint32_t wdf) { add_postings(std::array{Posting{docid, wdf}}); }
  /// Many at once, which is the fast way.
  void add_postings(std::span<const Posting> postings);
  /// A term without postings leaves no trace.
  void end_term();

  /// See TableWriter::finish. The file is there even if it is empty.
  TableRoot finish();

  /// Of what was added: documents, docids, lengths, wdfs.
  [[nodiscard]] Statistics statistics() const noexcept;

 private:
  enum class Part : std::uint8_t { metadata, statistics, values, lengths, terms, finished };
  void enter(Part part);
  void leave_values();
  void leave_lengths();

  TableWriter table_;
  ValueChunks values_;
  ValueStatistics promised_;
  PostingList lengths_;
  PostingList postings_;  ///< of the term
  Statistics statistics_;
  Part part_ = Part::metadata;
  bool in_term_ = false;
  std::string key_;
};

}  // namespace news::glass
