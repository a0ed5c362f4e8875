// The words that one thread has met, with what each became in the index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace news::build {

/// A word in one kind of text of one language (a context): the terms that it gives, and where it is in the article at
/// hand.
struct Word {
  std::uint32_t exact = 0;       ///< number of the term with positions
  std::uint32_t stem = 0;        ///< of running text: number of the stem's term
  std::uint32_t plain = 0;       ///< of a text with a prefix: number of the term without
  std::uint32_t plain_stem = 0;  ///< likewise
  std::uint32_t article = 0;     ///< the last article that holds it
  std::uint32_t met = 0;         ///< its place among that article's words
  std::uint16_t context = 0;
  std::uint8_t size = 0;  ///< of its text
  bool odd = false;       ///< see OddForm
};

/// A hash table whose entries stand beside their texts: a word that is known costs two places of memory, whatever it
/// has become. Not shared between threads.
class WordTable {
 public:
  WordTable();

  struct Found {
    std::uint32_t place;
    bool fresh;  ///< met for the first time; its terms are all 0
  };
  /// REQUIRES: fewer than 256 bytes, and some 16 GB in all; `hash` from hash_of(); bytes behind the text that may be
  /// read, and are NUL, up to a multiple of kUnit: texts are compared by units.
  Found intern(std::uint64_t hash, std::uint16_t context, std::string_view text);

  [[nodiscard]] static std::uint64_t hash_of(std::uint16_t context, std::string_view text);

  static constexpr std::size_t kUnit = sizeof(std::uint64_t);
  /// The size with what is behind the text.
  [[nodiscard]] static constexpr std::size_t padded(std::size_t size) { return (size + kUnit - 1) / kUnit * kUnit; }

  /// Asks the memory for what intern() of this hash looks at first; prefetch_word(), once that came, for the word.
  void prefetch_bucket(std::uint64_t hash) const { __builtin_prefetch(&bucket_of(hash)); }
  void prefetch_word(std::uint64_t hash) const {
    const Bucket& bucket = bucket_of(hash);
    if (bucket.place_plus != 0) __builtin_prefetch(arena_.data() + kUnit * (bucket.place_plus - 1), 1);
  }

  /// Valid until the next intern() or clear().
  [[nodiscard]] Word& at(std::uint32_t place) { return *reinterpret_cast<Word*>(arena_.data() + kUnit * place); }

  /// What the table holds in memory.
  [[nodiscard]] std::uint64_t bytes() const noexcept { return arena_.size() + buckets_.size() * sizeof(Bucket); }
  /// Forgets all words and keeps the memory.
  void clear();

 private:
  /// Of a hash table with linear probing.
  struct Bucket {
    std::uint32_t tag;         // half of the hash, by which buckets are chosen, too: growing needs no text
    std::uint32_t place_plus;  // place + 1; 0: empty
  };
  [[nodiscard]] static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
  [[nodiscard]] const Bucket& bucket_of(std::uint64_t hash) const {
    return buckets_[tag_of(hash) & (buckets_.size() - 1)];
  }

  [[nodiscard]] bool is(std::uint32_t place, std::uint16_t context, std::string_view text);
  void grow();

  std::vector<std::byte> arena_;  // a Word, its text, NULs up to a multiple of kUnit
  std::vector<Bucket> buckets_;
  std::size_t count_ = 0;
};

}  // namespace news::build
