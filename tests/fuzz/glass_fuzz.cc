// Glass databases: any documents, written directly and through Xapian, are the same to every reader, before and after
// compaction and later changes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <string_view>

#include "indexer/build/database_comparison.h"
#include "tests/unit/plain_documents.h"
#include "tests/unit/temporary_folder.h"

namespace {

using news::testing::PlainDatabase;
using news::testing::PlainDocument;
using news::testing::PlainTerm;

/// Makes a database of a fuzzer's bytes: small numbers of a byte, large ones of several, strings of a pattern repeated.
/// Where the bytes end, others follow that depend on them: a run takes milliseconds, so a fuzzer that has to find long
/// inputs byte by byte would never come to databases of more than a few documents.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes)
      : rest_(bytes),
        more_(static_cast<std::uint32_t>(std::hash<std::string_view>()(bytes))),
        left_(bytes.size() + more_() % 600) {}

  [[nodiscard]] bool empty() const { return left_ == 0; }
  std::uint32_t byte() {
    left_ -= std::min<std::size_t>(left_, 1);
    if (rest_.empty()) return static_cast<std::uint32_t>(more_() % 256);
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  /// Any number of 32 bits, small ones in a byte.
  std::uint32_t number() {
    const std::uint32_t first = byte();
    if (first < 200) return first;
    std::uint32_t value = 0;
    for (std::uint32_t i = 0; i <= first % 4; ++i) value = value << 8U | byte();
    return value;
  }
  std::string text(std::size_t most) {
    const std::size_t size = byte() % 16;
    std::string pattern;
    while (pattern.size() < size) pattern += static_cast<char>(byte() % 4 == 0 ? 0 : byte());
    const std::uint32_t times = byte();
    std::string text = pattern;
    // Repeated exactly, deflate makes streams of it that Xapian itself can't read (deflate.cc): hence the numbers.
    for (std::uint32_t i = 0; times > 192 && i < 16 * (times - 192) && !pattern.empty(); ++i) {
      text += pattern + std::to_string(i * 7919);
    }
    text.resize(std::min(text.size(), most));
    return text;
  }

 private:
  std::string_view rest_;
  std::minstd_rand more_;
  std::size_t left_;
};

std::string term_of(Bytes& bytes) {
  const std::string term = bytes.text(245);
  return news::glass::is_storable_term(term) ? term : "t";
}

PlainTerm occurrences_of(Bytes& bytes) {
  PlainTerm made;
  // So that sums stay below 2^32.
  made.wdf = bytes.number() >> 8U;
  const std::uint32_t count = bytes.byte() % 64 == 0 ? bytes.number() % 1000 : bytes.byte() % 8;
  const std::uint32_t step = bytes.number();
  std::uint64_t position = bytes.number();
  while (made.positions.size() < count && position < 1ULL << 32U) {
    made.positions.push_back(static_cast<std::uint32_t>(position));
    position += 1 + (step == 0 ? 0 : bytes.byte() * std::uint64_t{step} / 16);
  }
  return made;
}

PlainDatabase database_of(Bytes bytes) {
  PlainDatabase made;
  std::uint32_t docid = 0;
  while (!bytes.empty() && made.documents.size() < 300) {
    docid += 1 + bytes.number() % 100'000;
    PlainDocument& document = made.documents[docid];
    const std::uint32_t shape = bytes.byte();
    for (std::uint32_t n = shape % 8; n > 0; --n) {
      const std::string term = term_of(bytes);
      document.terms[term] = occurrences_of(bytes);
    }
    for (std::uint32_t n = shape / 8 % 4; n > 0; --n) {
      const std::uint32_t slot = bytes.number();
      if (slot != Xapian::BAD_VALUENO) document.values[slot] = bytes.text(5'000);
    }
    if (shape / 32 % 2 != 0) document.data = bytes.text(40'000);
    if (shape / 64 % 4 == 3) {
      const std::string key = bytes.text(253);
      if (!key.empty()) made.metadata[key] = bytes.text(10'000);
    }
    // Long lists of the same document.
    for (std::uint32_t n = shape == 255 ? 60 : 0; n > 0; --n) {
      const PlainDocument& copied = made.documents.rbegin()->second;
      made.documents.emplace(docid += 1, copied);
    }
  }
  return made;
}

void require_same(const std::string& direct, const std::string& twin) {
  const Xapian::Database left(direct);
  const Xapian::Database right(twin);
  std::vector<Xapian::Query> queries = {Xapian::Query::MatchAll};
  for (auto it = right.allterms_begin(); it != right.allterms_end() && queries.size() < 20; ++it) {
    queries.emplace_back(Xapian::Query::OP_OR, queries.back(), Xapian::Query(*it));
  }
  const std::string found =
      news::build::differences_between(left, right) + news::build::differences_between_answers(left, right, queries);
  if (found.empty()) return;
  std::fputs(found.c_str(), stderr);
  std::abort();
}

void change(const std::string& folder, const PlainDatabase& plain) {
  Xapian::WritableDatabase database(folder, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  std::size_t number = 0;
  for (const auto& [docid, document] : plain.documents) {
    if (++number % 3 == 0) database.delete_document(docid);
    if (number % 3 == 1) database.replace_document(docid, news::testing::to_xapian(plain.documents.begin()->second));
    if (number % 5 == 0) database.add_document(news::testing::to_xapian(document));
  }
  database.commit();
}

}  // namespace

/// Databases in memory, where that can be had: every one is flushed, and the disk would take nine tenths of the time.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 0);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const PlainDatabase plain = database_of(Bytes({reinterpret_cast<const char*>(data), size}));
  const news::testing::TemporaryFolder folder;
  const std::string direct = folder / "direct";
  const std::string twin = folder / "twin";
  news::testing::write_directly(direct, plain);
  news::testing::write_through_xapian(twin, plain);
  require_same(direct, twin);
  if (size % 4 == 0) {
    Xapian::Database(direct).compact(folder / "direct.compact");
    Xapian::Database(twin).compact(folder / "twin.compact");
    require_same(folder / "direct.compact", folder / "twin.compact");
  }
  if (size % 4 == 1) {
    change(direct, plain);
    change(twin, plain);
    require_same(direct, twin);
  }
  return 0;
}
