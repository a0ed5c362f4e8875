// Keys and tags, byte by byte, as worked out by hand from Xapian's sources.
#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <stdexcept>
#include <vector>

#include "common/codec.h"
#include "common/error.h"
#include "indexer/build/glass/codings.h"
#include "indexer/build/glass/deflate.h"
#include "tests/unit/glass_items.h"
#include "tests/unit/temporary_folder.h"

namespace news::glass {
namespace {

using testing::hex;
using ::testing::Values;

TEST(GlassDocid, keeps_the_order_of_numbers_in_few_bytes) {
  const std::vector<std::pair<DocId, const char*>> truth = {{1, "00 01"},
                                                            {0x7FFF, "7F FF"},
                                                            {0x8000, "80 80 00"},
                                                            {0x3F'FFFF, "BF FF FF"},
                                                            {0x40'0000, "C0 40 00 00"},
                                                            {0x1FFF'FFFF, "DF FF FF FF"},
                                                            {0x2000'0000, "E0 20 00 00 00"},
                                                            {0xFFFF'FFFF, "E0 FF FF FF FF"}};
  for (const auto& [docid, bytes] : truth) {
    std::string key = "k";
    append_docid(key, docid);
    EXPECT_EQ(key, "k" + hex(bytes)) << docid;
  }
}

TEST(GlassTerm, doubles_its_nuls) {
  const std::vector<std::pair<const char*, const char*>> truth = {{"'oil'", "'oil'"},
                                                                  {"00", "00 FF"},
                                                                  {"'a' 00 00 'b'", "'a' 00 FF 00 FF 'b'"},
                                                                  {"FF 00 FF", "FF 00 FF FF"},
                                                                  {"'a' 00", "'a' 00 FF"}};
  for (const auto& [term, bytes] : truth) {
    std::string key;
    append_term(key, hex(term));
    EXPECT_EQ(key, hex(bytes)) << term;
  }
}

TEST(GlassTerm, is_storable_where_every_key_of_it_fits) {
  EXPECT_TRUE(is_storable_term("a"));
  EXPECT_TRUE(is_storable_term(std::string(245, 'a')));
  EXPECT_FALSE(is_storable_term(std::string(246, 'a')));
  EXPECT_FALSE(is_storable_term(""));
  // 249 bytes of key, then 00 and five of docid.
  EXPECT_TRUE(is_storable_term(std::string(124, '\0') + "a"));
  EXPECT_FALSE(is_storable_term(std::string(124, '\0') + "aa"));
}

struct PositionCase {
  std::vector<std::uint32_t> positions;
  const char* bytes;
};

class GlassPositions : public ::testing::TestWithParam<PositionCase> {};

TEST_P(GlassPositions, are_these_bytes) {
  std::string tag = "before";
  append_positions(tag, GetParam().positions);
  EXPECT_EQ(tag, "before" + hex(GetParam().bytes));
}

INSTANTIATE_TEST_SUITE_P(Single, GlassPositions,
                         Values(PositionCase{{0}, "00"}, PositionCase{{5}, "05"}, PositionCase{{300}, "AC 02"},
                                PositionCase{{0xFFFF'FFFF}, "FF FF FF FF 0F"}));

// The first of 11 possible values, which needs 4 bits or, in the middle, 3; then that no position lies between. The
// codes are those in the comment of BitWriter::encode (bitstream.cc).
INSTANTIATE_TEST_SUITE_P(Codes, GlassPositions,
                         Values(PositionCase{{0, 11}, "0B 00"}, PositionCase{{1, 11}, "0B 01"},
                                PositionCase{{2, 11}, "0B 02"},
                                // 011, then 0 out of 8: 000
                                PositionCase{{3, 11}, "0B 03"}, PositionCase{{4, 11}, "0B 04"},
                                PositionCase{{7, 11}, "0B 07"}, PositionCase{{8, 11}, "0B 08"},
                                PositionCase{{9, 11}, "0B 09"}, PositionCase{{10, 11}, "0B 0A"}));

INSTANTIATE_TEST_SUITE_P(
    Several, GlassPositions,
    Values(PositionCase{{1, 2}, "02 01"},
           // 3 out of 8: 011; 0 out of 5: 000
           PositionCase{{3, 8}, "08 03"},
           // 1 out of 11: 0001; 1 out of 10: 0001; 5, as 3 of the 9 places from 2 to 10: 011
           PositionCase{{1, 5, 11}, "0B 11 03"},
           // 1 out of 5: 01 (the middle is 1 to 3); 3 out of 4: 11; all places taken: no bits
           PositionCase{{1, 2, 3, 4, 5}, "05 0D"},
           // 2^32 - 2 out of 2^32 - 1: all 32 bits
           PositionCase{{0xFFFF'FFFE, 0xFFFF'FFFF}, "FF FF FF FF 0F FE FF FF FF"},
           // 0 out of 2^32 - 1: 32 bits; 1 out of 2^32 - 1: 32 bits; 2^31, as 2^31 - 1 of 2^32 - 2 places: in the
           // middle (from 2^31 - 2 to 2^31 - 1), so 31 bits
           PositionCase{{0, 0x8000'0000, 0xFFFF'FFFF}, "FF FF FF FF 0F 00 00 00 00 01 00 00 00 FF FF FF 7F"},
           // As Xapian writes it, and reads it back as {1}: not a bit is left to tell the first position.
           PositionCase{{0, 1}, "01"}));

/// Bit by bit, and recursion instead of loops.
class SlowDecoder {
 public:
  explicit SlowDecoder(std::string_view tag) : last_(static_cast<std::uint32_t>(*take_varint(tag))), bytes_(tag) {}

  std::vector<std::uint32_t> decode() {
    if (bytes_.empty()) return {last_};
    const std::uint64_t first = value(last_);
    const std::uint64_t count = value(last_ - first) + 2;
    std::vector<std::uint32_t> positions(count);
    positions.front() = static_cast<std::uint32_t>(first);
    positions.back() = last_;
    between(positions, 0, count - 1);
    EXPECT_EQ((next_ + 7) / 8, bytes_.size());
    return positions;
  }

 private:
  void between(std::vector<std::uint32_t>& positions, std::size_t low, std::size_t high) {
    if (low + 1 >= high) return;
    const std::size_t middle = (low + high) / 2;
    const std::uint64_t places = positions[high] - positions[low] - (high - low) + 1;
    positions[middle] = static_cast<std::uint32_t>(positions[low] + (middle - low) + value(places));
    between(positions, low, middle);
    between(positions, middle, high);
  }
  std::uint64_t value(std::uint64_t outof) {
    const auto width = static_cast<unsigned>(std::bit_width(outof - 1));
    const std::uint64_t spare = (1ULL << width) - outof;
    if (spare == 0) return bits(width);
    const std::uint64_t middle = (outof - spare) / 2;
    const std::uint64_t read = bits(width - 1);
    return read < middle && bits(1) != 0 ? read + middle + spare : read;
  }
  std::uint64_t bits(unsigned count) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i, ++next_) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes_.at(next_ / 8)) >> next_ % 8 & 1U} << i;
    }
    return value;
  }

  std::uint32_t last_;
  std::string_view bytes_;
  std::size_t next_ = 0;
};

TEST(GlassPositionLists, come_back) {
  std::mt19937_64 random(1);
  for (const std::uint64_t step : {1ULL, 2ULL, 3ULL, 10ULL, 1'000ULL, 3'000'000ULL, 1ULL << 31U}) {
    for (int i = 0; i < 300; ++i) {
      std::vector<std::uint32_t> positions;
      const std::size_t count = 1 + random() % (i % 30 == 0 ? 3000 : 12);
      for (std::uint64_t at = 1 + random() % step; positions.size() < count && at < 1ULL << 32U;
           at += 1 + random() % step) {
        positions.push_back(static_cast<std::uint32_t>(at));
      }
      std::string tag;
      append_positions(tag, positions);
      EXPECT_EQ(SlowDecoder(tag).decode(), positions);
    }
  }
}

TEST(GlassPositionLists, must_ascend) {
  std::string tag;
  for (const std::vector<std::uint32_t>& wrong :
       {std::vector<std::uint32_t>{}, {2, 1}, {1, 1}, {1, 5, 5}, {1, 9, 3, 12}}) {
    EXPECT_THROW(append_positions(tag, wrong), std::logic_error);
  }
  EXPECT_EQ(tag, "");
}

TEST(GlassTermlist, shares_beginnings_and_bytes) {
  std::string tag;
  TermlistEncoder encoder(tag);
  encoder.begin(206, 5);
  encoder.add("a", 2);
  encoder.add("ab", 1);
  encoder.add("ac", 3);
  encoder.add("b", 200);
  encoder.add("c", 0);
  encoder.end();
  EXPECT_EQ(tag, hex("CE 01 05"
                     "01 'a' 02"
                     "05 01 'b'"        // (1 + 1) * (1 + 1) + 1
                     "0D 01 'c'"        // (3 + 1) * (2 + 1) + 1
                     "00 01 'b' C8 01"  // too large to share
                     "02 01 'c'"));     // (0 + 1) * (1 + 1) + 0
}

TEST(GlassTermlist, shares_a_byte_up_to_255) {
  std::string tag;
  TermlistEncoder encoder(tag);
  encoder.begin(506, 5);
  encoder.add("a", 127);
  encoder.add("ab", 126);  // 127 * 2 + 1 = 255; the term before has now two letters
  encoder.add("ac", 84);   // 85 * 3 + 1 = 256
  encoder.add("ad", 83);   // 84 * 3 + 1 = 253
  const std::string longest = "b" + std::string(244, 'x');
  encoder.add(longest, 0);
  encoder.end();
  EXPECT_EQ(tag, hex("FA 03 05"
                     "01 'a' 7F"
                     "FF 01 'b'"
                     "01 01 'c' 54"
                     "FD 01 'd'"
                     "03 F5 'b'") +
                     std::string(244, 'x'));
}

TEST(GlassTermlist, of_a_document_without_terms_is_empty) {
  std::string tag;
  TermlistEncoder encoder(tag);
  encoder.begin(3, 1);
  encoder.add("abc", 3);
  encoder.end();
  tag.clear();
  encoder.begin(0, 0);
  encoder.end();
  EXPECT_EQ(tag, "");
  // Nothing is shared with the document before.
  encoder.begin(3, 1);
  encoder.add("abd", 3);
  encoder.end();
  EXPECT_EQ(tag, hex("03 01 03 'abd' 03"));
}

TEST(GlassSlots, are_gaps) {
  const std::vector<std::pair<std::vector<std::uint32_t>, const char*>> truth = {
      {{}, ""}, {{0}, "00"}, {{0, 1}, "00 00"}, {{1, 5, 300}, "01 03 A6 02"}, {{0xFFFF'FFFF}, "FF FF FF FF 0F"}};
  for (const auto& [slots, bytes] : truth) {
    std::string tag;
    append_slots(tag, slots);
    EXPECT_EQ(tag, hex(bytes));
  }
  std::string tag;
  EXPECT_THROW(append_slots(tag, std::vector<std::uint32_t>{3, 3}), std::logic_error);
}

TEST(GlassDeflate, comes_back) {
  Deflater deflater;
  for (const TagKind kind : {TagKind::data, TagKind::terms}) {
    for (const std::string_view word : {"word ", "слово "}) {
      for (const std::size_t size : {19U, 100U, 8'000U, 300'000U}) {
        std::string tag;
        while (tag.size() < size) tag.append(word).append(std::to_string(tag.size() % 977));
        tag.resize(size, 'x');
        std::string out = "before";
        if (!deflater.compress(kind, tag, out)) {
          EXPECT_EQ(size, 19U);
          continue;
        }
        EXPECT_LT(out.size(), 6 + size);
        ASSERT_TRUE(out.starts_with("before"));
        EXPECT_EQ(inflate(std::string_view(out).substr(6), size), tag);
        EXPECT_THROW(static_cast<void>(inflate(std::string_view(out).substr(6), size - 1)), Error);
      }
    }
  }
}

// Term lists have codes for each byte, and no more.
TEST(GlassDeflate, takes_any_bytes_for_a_term_list) {
  Deflater deflater;
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  const std::string words(6000, 'e');
  for (std::size_t size = 500; size < 540; ++size) {
    const std::string tag =
        words.substr(0, size) + (size % 2 == 0 ? every.substr(size % 250, 5) : every.substr(0, 128));
    std::string out;
    ASSERT_TRUE(deflater.compress(TagKind::terms, tag, out));
    ASSERT_EQ(inflate(out, tag.size()), tag) << size;
  }
  std::string out;
  ASSERT_TRUE(deflater.compress(TagKind::terms, words + every, out));
  EXPECT_EQ(inflate(out, words.size() + every.size()), words + every);
}

// Archives are compared byte by byte; igzip's level 1 would fail here.
TEST(GlassDeflate, gives_the_same_bytes_wherever_it_works) {
  std::vector<std::string> tags;
  std::mt19937 random(3);
  for (std::size_t size = 30; size < 3000; size += 29) {
    std::string tag;
    while (tag.size() < size) tag += "the word " + std::to_string(random() % 300) + (size % 2 == 0 ? " слово" : " ");
    tags.push_back(tag);
  }
  std::vector<std::string> expected;
  std::vector<Deflater> deflaters;  // each at another place
  for (int i = 0; i < 60; ++i) {
    Deflater& deflater = deflaters.emplace_back();
    for (std::size_t tag = 0; tag < tags.size(); ++tag) {
      std::string out;
      ASSERT_TRUE(deflater.compress(TagKind::data, tags[tag], out) || tags[tag].size() < 100);
      if (i == 0) expected.push_back(out);
      ASSERT_EQ(out, expected[tag]) << tags[tag].size();
    }
  }
}

TEST(GlassDeflate, has_short_codes_for_news) {
  const std::string text = testing::text_of(std::string(NEWS_SOURCE_DIR) + "/sample_corpus/json/wire.jsonl");
  ASSERT_GT(text.size(), 2000U);
  std::string out;
  ASSERT_TRUE(Deflater().compress(TagKind::data, text, out));
  EXPECT_LT(out.size() * 100, text.size() * 52);
}

TEST(GlassDeflate, leaves_alone_what_is_short_or_gets_no_smaller) {
  Deflater deflater;
  std::mt19937_64 random(3);
  std::string noise(5000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  std::string out = "before";
  EXPECT_FALSE(deflater.compress(TagKind::data, std::string(18, 'a'), out));
  EXPECT_FALSE(deflater.compress(TagKind::data, noise, out));
  EXPECT_FALSE(deflater.compress(TagKind::data, "", out));
  EXPECT_EQ(out, "before");
  EXPECT_TRUE(deflater.compress(TagKind::data, std::string(100, 'a'), out));
}

// Xapian says "Too few chunks of compressed data" of these, written by itself or by others.
TEST(GlassDeflate, leaves_alone_what_xapian_would_not_inflate) {
  Deflater deflater;
  std::string out;
  EXPECT_FALSE(deflater.compress(TagKind::data, std::string(8192 + 1, '\xe6'), out));
  EXPECT_EQ(out, "");
  EXPECT_TRUE(deflater.compress(TagKind::data, std::string(3 * 8192 + 2000, '\xe6'), out));
}

TEST(GlassDeflate, damage_is_an_error) {
  Deflater deflater;
  std::string out;
  ASSERT_TRUE(deflater.compress(TagKind::data, std::string(500, 'a') + std::string(500, 'b'), out));
  EXPECT_THROW(static_cast<void>(inflate(out.substr(0, out.size() / 2), 10'000)), Error);
  EXPECT_THROW(static_cast<void>(inflate(hex("FF FF FF FF"), 10'000)), Error);
  EXPECT_THROW(static_cast<void>(inflate("", 10'000)), Error);
}

}  // namespace
}  // namespace news::glass
