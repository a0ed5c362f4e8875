// Databases written directly are those that Xapian writes itself: to every reader, to xapian-check, to its compactor
// and to whoever changes them later.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include "common/error.h"
#include "indexer/build/database_comparison.h"
#include "tests/unit/plain_documents.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

using testing::PlainDatabase;
using testing::PlainDocument;
using testing::PlainTerm;
using testing::TemporaryFolder;

/// Makes documents; the same ones for the same seed.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint32_t below(std::uint64_t n) { return static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

  /// Small numbers much more often than great ones, as words are distributed.
  std::uint32_t skewed(std::uint32_t n) { return below(1 + below(1 + below(n))); }

  std::string bytes(std::size_t size) {
    std::string made;
    while (made.size() < size) made += static_cast<char>(below(256));
    return made;
  }
  /// Bytes with many NULs and FFs, the two that keys treat apart.
  std::string odd_bytes(std::size_t size) {
    static constexpr std::string_view kOdd(
        "\0\0\0\xFF\xFF\x01"
        "ab",
        8);
    std::string made;
    while (made.size() < size) made += kOdd[below(kOdd.size())];
    return made;
  }
  std::vector<std::uint32_t> positions(std::size_t count, std::uint64_t from, std::uint64_t step) {
    std::vector<std::uint32_t> made;
    for (std::uint64_t position = from + below(step); made.size() < count && position < 1ULL << 32U;
         position += 1 + below(step)) {
      made.push_back(static_cast<std::uint32_t>(position));
    }
    return made;
  }

 private:
  std::mt19937_64 random_;
};

/// Like news: words with positions, stems without, a few values, text.
PlainDatabase prose(std::uint64_t seed) {
  Chance chance(seed);
  PlainDatabase made;
  made.metadata = {{"schema", "7"}, {"forms/en/die", "dying"}, {std::string("nul\0key", 7), std::string(3000, 'm')}};
  for (std::uint32_t docid = 1; docid <= 2000; ++docid) {
    PlainDocument& document = made.documents[docid];
    const std::uint32_t words = 5 + chance.below(60);
    for (std::uint32_t position = 1; position <= words; ++position) {
      const std::string word = "w" + std::to_string(chance.skewed(1500));
      PlainTerm& term = document.terms[word];
      ++term.wdf;
      term.positions.push_back(position);
      ++document.terms["Z" + word.substr(0, 3)].wdf;
      document.data += word + ' ';
    }
    document.terms["Len"].wdf = 0;
    document.values[0] = document.data.substr(0, 40);
    document.values[1] = std::to_string(100000 + chance.below(50000));
    if (chance.one_in(3)) document.values[2] = "rare";
  }
  return made;
}

/// What no sane caller does and the format allows.
PlainDatabase oddities(std::uint64_t seed) {
  Chance chance(seed);
  PlainDatabase made;
  const std::vector<std::uint32_t> slots = {0, 1, 127, 128, 200, 255, 256, 300, 65535, 65536, 16777216, 4294967294U};
  std::uint32_t docid = 1;
  for (int i = 0; i < 1200; ++i) {
    PlainDocument& document = made.documents[docid];
    docid += chance.one_in(3) ? 1 + chance.below(20) : 1;
    if (chance.one_in(8)) continue;  // no terms, no values, no data
    for (std::uint32_t terms = chance.below(12); terms > 0; --terms) {
      std::string name = chance.odd_bytes(1 + chance.below(chance.one_in(4) ? 120 : 6));
      if (chance.one_in(20)) name = std::string(245, 'x') + name;
      if (!glass::is_storable_term(name)) name = std::string(245 - chance.below(3), 'y');
      document.terms[name].wdf = chance.one_in(4) ? chance.below(1U << 20U) : chance.below(200);
      if (chance.one_in(2)) document.terms[name].positions = chance.positions(1 + chance.below(9), 0, 100);
    }
    for (const std::uint32_t slot : slots) {
      if (chance.one_in(3)) document.values[slot] = chance.odd_bytes(chance.below(chance.one_in(50) ? 9000 : 5));
    }
    if (chance.one_in(2)) document.data = chance.bytes(chance.below(40));
    // Neither position lists without a length: xapian-check takes those for damage, whoever wrote them.
    document.terms["all"].wdf = 1;
  }
  return made;
}

/// Tags of many pieces: incompressible and monotonous data, positions by the ten thousand, and near 2^32.
PlainDatabase giants(std::uint64_t seed) {
  Chance chance(seed);
  PlainDatabase made;
  for (std::uint32_t docid = 1; docid <= 20; ++docid) {
    PlainDocument& document = made.documents[docid];
    // Not all sizes of monotonous data: Xapian can't read some that it wrote itself (deflate.cc).
    document.data = chance.one_in(2) ? chance.bytes(chance.below(100'000))
                                     : std::string(8192 * chance.below(30) + 2000 + chance.below(6000), 'm');
    document.terms["dense"] = {1, chance.positions(12'000, 0, 2)};
    document.terms["spread"] = {7, chance.positions(3'000, 5, 1'000'000)};
    document.terms["late"] = {1, chance.positions(40, (1ULL << 32U) - 5'000, 100)};
    document.terms["ends"] = {2, {0, 0xFFFF'FFFFU}};
    document.terms["last"] = {2, {0xFFFF'FFFFU}};
    document.terms["zero"] = {2, {0}};
    document.terms["often"].wdf = 180'000'000 + chance.below(1'000'000);
    for (std::uint32_t i = chance.below(3000); i > 0; --i) ++document.terms[chance.odd_bytes(1 + chance.below(30))].wdf;
    document.values[docid % 3] = chance.bytes(1 + chance.below(6'000));
  }
  // One document of more than 2^31.
  made.documents[21].terms["once"].wdf = 4'000'000'000U;
  return made;
}

/// Docids of every length.
PlainDatabase far_apart(std::uint64_t seed) {
  Chance chance(seed);
  PlainDatabase made;
  for (const std::uint64_t middle : {1ULL << 7U, 1ULL << 15U, 1ULL << 22U, 1ULL << 29U, (1ULL << 32U) - 2'000}) {
    for (std::uint64_t docid = middle - 100; docid < middle + 100; docid += 1 + chance.below(3)) {
      PlainDocument& document = made.documents[static_cast<std::uint32_t>(docid)];
      document.terms["everywhere"] = {1 + chance.below(300), chance.positions(3, 0, 50)};
      document.terms["t" + std::to_string(chance.below(9))].wdf = 1;
      document.values[3] = std::to_string(docid);
      document.data = std::to_string(docid);
    }
  }
  return made;
}

PlainDatabase without_positions(std::uint64_t) {
  PlainDatabase made;
  made.documents[5].terms["a"].wdf = 2;
  made.documents[6].terms["a"].wdf = 0;
  return made;
}
PlainDatabase without_terms(std::uint64_t) {
  PlainDatabase made;
  made.documents[2];
  made.documents[4].values = {{7, "v"}, {8, ""}};
  return made;
}
PlainDatabase without_documents(std::uint64_t) {
  PlainDatabase made;
  made.metadata = {{"k", "v"}};
  return made;
}
PlainDatabase empty(std::uint64_t) { return {}; }

struct Shape {
  const char* name;
  PlainDatabase (*make)(std::uint64_t seed);
  /// xapian-check holds a number for every docid up to the last.
  bool checked = true;
};

void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

/// Queries over the database's own terms, with and without positions.
std::vector<Xapian::Query> queries_for(const Xapian::Database& database, std::uint64_t seed) {
  using Xapian::Query;
  Chance chance(seed);
  std::vector<std::string> terms;
  for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it) {
    if (it.get_termfreq() > 1 || terms.size() < 20) terms.push_back(*it);
  }
  std::vector<Query> queries = {Query::MatchAll, Query(Query::OP_VALUE_RANGE, 1, "110000", "130000"),
                                Query(Query::OP_VALUE_GE, 0, "a"), Query(Query::OP_VALUE_LE, 2, "r")};
  if (terms.empty()) return queries;
  for (int i = 0; i < 60; ++i) {
    std::vector<Query> operands;
    for (std::uint32_t n = 2 + chance.below(3); n > 0; --n) {
      operands.emplace_back(terms[chance.skewed(static_cast<std::uint32_t>(terms.size()))]);
    }
    for (const Query::op op : {Query::OP_AND, Query::OP_OR, Query::OP_AND_NOT, Query::OP_AND_MAYBE}) {
      queries.emplace_back(op, operands.begin(), operands.end());
    }
    for (const Query::op op : {Query::OP_PHRASE, Query::OP_NEAR}) {
      queries.emplace_back(op, operands.begin(), operands.begin() + 2, 2 + chance.below(10));
    }
    queries.emplace_back(Query::OP_FILTER, operands[0], queries[1]);
  }
  return queries;
}

/// Later changes through the API, the same to both.
void change(const std::string& folder, const PlainDatabase& plain, std::uint64_t seed) {
  Chance chance(seed);
  Xapian::WritableDatabase database(folder, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  std::vector<std::uint32_t> docids;
  for (const auto& [docid, document] : plain.documents) docids.push_back(docid);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 60 && !docids.empty(); ++i) {
      const std::uint32_t target = docids[chance.below(docids.size())];
      const PlainDocument& other = plain.documents.at(docids[chance.below(docids.size())]);
      if (chance.one_in(3)) {
        database.replace_document(target, Xapian::Document());
      } else if (chance.one_in(2)) {
        database.replace_document(target, testing::to_xapian(other));
      } else {
        database.add_document(testing::to_xapian(other));
      }
    }
    for (std::size_t i = 3; i < docids.size(); i += 7) {
      database.delete_document(docids[i]);
      docids.erase(docids.begin() + static_cast<std::ptrdiff_t>(i));
    }
    database.set_metadata("round", std::to_string(round));
    database.commit();
  }
}

/// What xapian-check says against the database; empty where it says nothing.
std::string checked(const TemporaryFolder& folder, const std::string& database) {
  const std::string log = folder / "check.log";
  const int status = std::system(("xapian-check " + database + " >" + log + " 2>&1").c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? "" : testing::text_of(log);
}

class GlassDatabase : public ::testing::TestWithParam<Shape> {
 protected:
  static constexpr std::uint64_t kSeed = 20240329;

  GlassDatabase() : plain_(GetParam().make(kSeed)) {
    testing::write_directly(direct_, plain_);
    testing::write_through_xapian(twin_, plain_);
  }

  void expect_same(const std::string& direct, const std::string& twin) {
    const Xapian::Database left(direct);
    const Xapian::Database right(twin);
    EXPECT_EQ(build::differences_between(left, right), "");
    EXPECT_EQ(build::differences_between_answers(left, right, queries_for(right, kSeed)), "");
  }
  void expect_sound(const std::string& database) {
    const bool sound = !GetParam().checked || checked(folder_, database).empty();
    EXPECT_TRUE(sound) << testing::text_of(folder_ / "check.log");
  }

  TemporaryFolder folder_;
  std::string direct_ = folder_ / "direct";
  std::string twin_ = folder_ / "twin";
  PlainDatabase plain_;
};

TEST_P(GlassDatabase, is_the_same_as_one_written_through_xapian) {
  expect_same(direct_, twin_);
  expect_sound(direct_);
}

TEST_P(GlassDatabase, is_compacted_to_the_same) {
  Xapian::Database(direct_).compact(folder_ / "direct.compact");
  Xapian::Database(twin_).compact(folder_ / "twin.compact");
  expect_same(folder_ / "direct.compact", folder_ / "twin.compact");
  expect_sound(folder_ / "direct.compact");
}

TEST_P(GlassDatabase, takes_the_same_changes_later) {
  change(direct_, plain_, kSeed);
  change(twin_, plain_, kSeed);
  expect_same(direct_, twin_);
  expect_sound(direct_);
}

INSTANTIATE_TEST_SUITE_P(Shapes, GlassDatabase,
                         ::testing::Values(Shape{"prose", prose}, Shape{"oddities", oddities}, Shape{"giants", giants},
                                           Shape{"far_apart", far_apart, false},
                                           Shape{"without_positions", without_positions},
                                           Shape{"without_terms", without_terms},
                                           Shape{"without_documents", without_documents}, Shape{"empty", empty}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(GlassDatabaseTree, is_read_at_any_height) {
  const TemporaryFolder folder;
  std::vector<std::string> keys;
  keys.reserve(40'000);
  // So long and alike that a branch block holds 31 of them: 31 * 31 leaves need a third level.
  for (int i = 0; i < 40'000; ++i) keys.push_back(std::string(247, 'k') + std::to_string(100'000 + i));
  glass::DatabaseWriter writer(folder / "db");
  for (const std::string& key : keys) writer.postlist().metadata(key, key.substr(247));
  writer.finish(testing::kSomeUuid);
  const Xapian::Database database(folder / "db");
  EXPECT_TRUE(std::equal(database.metadata_keys_begin(), database.metadata_keys_end(), keys.begin(), keys.end()));
  for (std::size_t i = 0; i < keys.size(); i += 7) EXPECT_EQ(database.get_metadata(keys[i]), keys[i].substr(247));
  EXPECT_EQ(checked(folder, folder / "db"), "");
}

// Here is no twin: Xapian can't read what it writes of these.
TEST(GlassDatabaseData, comes_back_however_monotonous) {
  const TemporaryFolder folder;
  PlainDatabase plain;
  for (std::uint32_t docid = 1; docid < 1500; ++docid) plain.documents[docid].data = std::string(16'000 + docid, 'm');
  testing::write_directly(folder / "db", plain);
  const Xapian::Database database(folder / "db");
  for (const auto& [docid, document] : plain.documents) {
    EXPECT_EQ(database.get_document(docid).get_data(), document.data);
  }
}

}  // namespace
}  // namespace news
