// The bytes inside keys and tags of a glass database: docids, terms, positions, term lists, value slots. Numbers of
// variable length and counted strings are those of common/codec.h (pack.h, Xapian 1.4.22, calls them pack_uint and
// pack_string).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/appender.h"

namespace news::glass {

/// A document's number, [1, 2^32 - 1].
using DocId = std::uint32_t;

/// No term may be longer (MAX_SAFE_TERM_LENGTH in glass_database.cc).
inline constexpr std::size_t kMaxTermBytes = 245;

/// Whether each table can hold this term for each docid: [1, kMaxTermBytes] bytes, and a key of at most 255, in which
/// every NUL of the term takes two (form_key in glass_table.h). Without NULs the first decides.
[[nodiscard]] bool is_storable_term(std::string_view term) noexcept;

/// A docid in a key, so that the order of bytes is the order of numbers: 2 to 5 bytes (pack_uint_preserving_sort in
/// pack.h).
void append_docid(std::string& key, DocId docid);

/// A term in a key, so that the order of keys is the order of terms: a NUL becomes 00 FF. Where a docid follows, the
/// caller puts a closing 00 between (pack_string_preserving_sort in pack.h).
void append_term(std::string& key, std::string_view term);

/// The tag of a position list (GlassPositionListTable::pack in glass_positionlist.cc, BitWriter in bitstream.cc).
/// `positions` are strictly ascending and not empty, else std::logic_error; each may be any number of 32 bits.
void append_positions(std::string& out, std::span<const std::uint32_t> positions);

/// Writes the tag of one document's term list (GlassTermListTable::set_termlist in glass_termlisttable.cc):
///
///   TermlistEncoder encoder(tag);
///   encoder.begin(length, count);
///   for (const auto& [term, wdf] : terms) encoder.add(term, wdf);
///   encoder.end();
///
/// A document without terms has an empty tag: begin(0, 0) writes nothing. One encoder serves many documents.
class TermlistEncoder {
 public:
  /// Appends to `out`, which must outlive the encoder.
  explicit TermlistEncoder(std::string& out) : out_(out) {}

  /// Begins a document of `length` (the sum of its wdfs) and `count` different terms; that many calls of `add` follow.
  void begin(std::uint32_t length, std::uint32_t count);

  /// Terms come in strictly ascending order of their bytes and are storable. `term` must stay until the next call.
  void add(std::string_view term, std::uint32_t wdf);

  /// Behind the last term: until then some of it is not in the tag.
  void end() { out_.flush(); }

 private:
  Appender out_;
  std::string_view previous_;
};

/// The tag that lists the value slots which a document uses (GlassValueManager::add_document in glass_values.cc).
/// `slots` are strictly ascending. No slots, no bytes, and then the table has no entry either.
void append_slots(std::string& out, std::span<const std::uint32_t> slots);

}  // namespace news::glass
