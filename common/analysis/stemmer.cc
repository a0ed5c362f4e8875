#include "common/analysis/stemmer.h"

#define XXH_INLINE_ALL  // words are short: a call would cost as much as their hash
#include <xapian.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace news::analysis {
namespace {

struct Algorithm {
  std::string_view language;
  const char* snowball;
};
constexpr std::array<Algorithm, 25> kAlgorithms = {{
    {"ar", "arabic"},     {"ca", "catalan"},  {"da", "danish"},     {"de", "german"},    {"en", "english"},
    {"es", "spanish"},    {"eu", "basque"},   {"fi", "finnish"},    {"fr", "french"},    {"ga", "irish"},
    {"hu", "hungarian"},  {"hy", "armenian"}, {"id", "indonesian"}, {"it", "italian"},   {"lt", "lithuanian"},
    {"nb", "norwegian"},  {"ne", "nepali"},   {"nl", "dutch"},      {"nn", "norwegian"}, {"no", "norwegian"},
    {"pt", "portuguese"}, {"ro", "romanian"}, {"ru", "russian"},    {"sv", "swedish"},   {"tr", "turkish"},
}};

const Algorithm* algorithm_for(std::string_view language) {
  const auto* found = std::find_if(kAlgorithms.begin(), kAlgorithms.end(),
                                   [&](const Algorithm& row) { return row.language == language; });
  return found == kAlgorithms.end() ? nullptr : found;
}

/// Where folding took an accent that the algorithm needs, the ending is respelled before stemming.
struct RespelledEnding {
  std::string_view language;
  std::string_view folded;
  std::string_view respelled;
};
constexpr std::array<RespelledEnding, 2> kRespelledEndings = {{
    {"fr", "ees", "e"},  // arrivées: without its accent the feminine participle would not meet "arrivé"
    {"fr", "ee", "e"},
}};

/// Words whose stem would lead astray.
struct Exception {
  std::string_view language;
  std::string_view word;
  std::string_view stem;
};
constexpr std::array<Exception, 2> kExceptions = {{
    {"en", "universe", "universe"},  // Snowball: univers, as "university"
    {"en", "universes", "universe"},
}};

/// Other scripts' letters count as letters here: only ASCII says for sure that something is no word.
bool is_stemmable(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

/// The cache is emptied when it has grown to this; ten million OCR words must not fill the memory.
constexpr std::size_t kMaxCacheBytes = std::size_t{32} << 20;

/// Word -> stem. Most stems begin their word: then only their length is kept, else the stem stands behind its word in
/// the arena. Open addressing with linear probing.
class Cache {
 public:
  Cache() : slots_(kFirstSlots) {}

  /// The stem, in the given word or in the arena; nullptr data where the word is not known.
  [[nodiscard]] std::string_view find(std::string_view word, std::uint64_t hash) const {
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[i];
      if (slot.tag == 0) return {};
      if (slot.tag == tag_of(hash) && slot.word_size == word.size() &&
          std::memcmp(arena_.data() + slot.begin, word.data(), word.size()) == 0) {
        return stem_of(slot, word);
      }
    }
  }

  std::string_view insert(std::string_view word, std::string_view stem, std::uint64_t hash) {
    if (arena_.size() + slots_.size() * sizeof(Slot) > kMaxCacheBytes) {
      arena_.clear();
      slots_.assign(kFirstSlots, Slot{});
      count_ = 0;
    }
    if (count_ * 2 >= slots_.size()) grow();
    const bool prefix = word.starts_with(stem);
    const Slot slot{tag_of(hash), static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint16_t>(word.size()),
                    static_cast<std::uint16_t>(stem.size() * 2 + (prefix ? 0U : 1U))};
    arena_.append(word);
    if (!prefix) arena_.append(stem);
    place(slot, hash);
    ++count_;
    return stem_of(slot, word);
  }

 private:
  static constexpr std::size_t kFirstSlots = 1U << 8U;

  struct Slot {
    std::uint32_t tag = 0;  // 0: empty
    std::uint32_t begin = 0;
    std::uint16_t word_size = 0;
    std::uint16_t stem = 0;  // twice its size, plus one where it is in the arena
  };

  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U) | 1U; }
  [[nodiscard]] std::string_view stem_of(const Slot& slot, std::string_view word) const {
    const std::size_t size = slot.stem / 2U;
    return slot.stem % 2 == 0 ? word.substr(0, size)
                              : std::string_view(arena_).substr(slot.begin + slot.word_size, size);
  }
  void place(const Slot& slot, std::uint64_t hash) {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i].tag != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.tag != 0) place(slot, XXH3_64bits(arena_.data() + slot.begin, slot.word_size));
    }
  }

  std::vector<Slot> slots_;
  std::string arena_;
  std::size_t count_ = 0;
};

}  // namespace

bool keeps_first_byte(std::string_view language) {
  // Snowball's algorithms for these take prefixes off, or that is not known.
  constexpr std::array<std::string_view, 5> kOthers = {"ar", "ga", "hy", "id", "ne"};
  return std::find(kOthers.begin(), kOthers.end(), language) == kOthers.end();
}

bool has_stemmer(std::string_view language) { return algorithm_for(language) != nullptr; }

std::string stem_prefix(std::string_view language) {
  if (language == "en") return "Z";
  return "XZ" + std::string(language.empty() ? kUndetermined : language) + ":";
}

struct Stemmer::State {
  std::string language;
  Xapian::Stem snowball;
  bool stems = false;
  Cache cache;

  [[nodiscard]] std::string work_out(std::string_view word) const {
    for (const Exception& row : kExceptions) {
      if (row.language == language && row.word == word) return std::string(row.stem);
    }
    for (const RespelledEnding& row : kRespelledEndings) {
      if (row.language == language && word.size() > row.folded.size() + 2 && word.ends_with(row.folded)) {
        return snowball(std::string(word.substr(0, word.size() - row.folded.size())).append(row.respelled));
      }
    }
    std::string stem = snowball(std::string(word));
    return stem.empty() ? std::string(word) : stem;
  }
};

Stemmer::Stemmer(std::string_view language) : state_(std::make_unique<State>()) {
  state_->language = language;
  if (const Algorithm* algorithm = algorithm_for(language)) {
    state_->snowball = Xapian::Stem(algorithm->snowball);
    state_->stems = true;
  }
}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string_view Stemmer::stem(std::string_view word) {
  if (!state_->stems) return word;
  const std::uint64_t hash = XXH3_64bits(word.data(), word.size());
  const std::string_view known = state_->cache.find(word, hash);
  if (known.data() != nullptr) return known;
  const std::string stem = is_stemmable(word) ? state_->work_out(word) : std::string(word);
  return state_->cache.insert(word, stem, hash);
}

}  // namespace news::analysis
