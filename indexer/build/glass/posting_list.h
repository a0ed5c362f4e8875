// A posting list, or the list of document lengths, cut into chunks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/glass/btree.h"
#include "indexer/build/glass/codings.h"

namespace news::glass {

/// A document in which a term occurs, and how often (wdf; what counts for the rank, 0 allowed).
struct Posting {
  DocId docid;
  std::uint32_t wdf;
};

/// Collects one list at a time and writes it (PostlistChunkWriter in glass_postlist.cc, Xapian 1.4.22). A chunk is
///
///   '1' where it is the last, else '0';  varint last docid - first docid;
///   varint wdf of the first;  then for each further posting varint docid - previous docid - 1, varint wdf
///
/// and the first chunk begins with varint termfreq, varint collfreq, varint first docid - 1. Since those are known at
/// the end only, the encoded list is held until then: 2 bytes a posting in dense lists of small wdfs, at most 10.
class PostingList {
 public:
  /// Docids ascend strictly, else std::logic_error.
  void add(DocId docid, std::uint32_t wdf);
  void add(std::span<const Posting> postings);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t wdf_sum() const noexcept { return wdf_sum_; }
  /// The largest of all lists so far; `clear` leaves it.
  [[nodiscard]] std::uint32_t largest_wdf() const noexcept { return largest_wdf_; }

  /// What the first chunk says of the whole list.
  struct Frequencies {
    std::uint32_t documents;
    std::uint32_t wdf_sum;
  };
  /// Writes the list, which is not empty, and clears it. The first chunk's key is `first_key`, that of the others
  /// `further_key` followed by their first docid.
  void write(TableWriter& table, Frequencies frequencies, std::string_view first_key, std::string_view further_key);

  void clear() noexcept;

 private:
  /// A chunk ends with the posting that makes it this long (CHUNKSIZE in glass_postlist.cc).
  static constexpr std::size_t kChunkBytes = 2000;
  static constexpr std::size_t kMostVarintBytes = 5;

  struct Chunk {
    DocId first;
    DocId last;
    std::size_t end;  ///< of its bytes in `bodies_`
  };
  void close_chunk();

  std::array<char, kChunkBytes + 2 * kMostVarintBytes> body_{};
  std::size_t body_size_ = 0;
  DocId first_ = 0;  ///< of the chunk that is being made
  DocId last_ = 0;
  std::uint32_t count_ = 0;
  std::uint64_t wdf_sum_ = 0;
  std::uint32_t largest_wdf_ = 0;
  std::string bodies_;
  std::vector<Chunk> chunks_;
  std::string key_;
  std::string tag_;
};

}  // namespace news::glass
