// Stored records: what is encoded comes back, what is damaged is an error, and values sort as what they stand for.
#include "common/record.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "common/codec.h"
#include "common/error.h"

namespace news {
namespace {

Article sample() {
  Article article;
  article.id = "urn:courier:17";
  article.title = "Hafenstreik in Zürich endet";
  article.deck = "Both sides sign";
  article.bylines = {"Ada Quill", "Ben Marsh"};
  article.dateline = "VARNHOLT";
  article.agency = "Northern Wire";
  article.source = "Daily Courier";
  article.section = "Business";
  article.topics = {"strikes", "harbours"};
  article.language = "de";
  article.url = "https://courier.example/17";
  article.published = parse_iso("2024-03-29T13:14+01:00");
  article.updated = parse_iso("2024-04");
  article.version = 300;
  article.edition = "late";
  article.page = "3";
  article.paragraphs = {"The strike is over.", std::string(300, 'x'), "Ships leave\nagain."};
  article.format = "json";
  article.provenances = {{"/news/a.tar", "b/c.json", 3, std::uint64_t{1} << 40, digest_of("x")},
                         {"/news/\xFF.json", "", 0, 0, Digest{~0ULL, 1}}};
  return article;
}

template <typename Action>
Code code_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_NE(error.hint(), "");
    return error.code();
  }
  ADD_FAILURE() << "no error";
  return Code::usage;
}

TEST(Record, an_article_comes_back_whole) {
  EXPECT_EQ(decode_article(encode_article(sample())), sample());
  EXPECT_EQ(decode_article(encode_article({})), Article{});
}

TEST(Record, facts_are_the_article_without_its_text_and_places) {
  Article facts = sample();
  facts.paragraphs.clear();
  facts.provenances.clear();
  EXPECT_EQ(decode_facts(encode_article(sample())), facts);
  EXPECT_EQ(code_of([&] { static_cast<void>(decode_facts("\x01\xFF\xFF\xFF\xFF\x0F")); }), Code::archive_damaged);
}

TEST(Record, a_day_comes_back_as_precise_as_it_was) {
  for (const char* iso : {"2024", "2024-03", "2024-03-29", "0001", "9999-12-31"}) {
    EXPECT_EQ(decode_day(day_value(parse_iso(iso).value())), parse_iso(iso)) << iso;
  }
  EXPECT_EQ(decode_day(day_value(parse_iso("2024-03-29T13:14Z").value())), parse_iso("2024-03-29"));
  for (const char* damaged : {"", "2024", "20241301", "2024030", "20240329x", "20240029"}) {
    EXPECT_EQ(code_of([&] { static_cast<void>(decode_day(damaged)); }), Code::archive_damaged) << damaged;
  }
}

TEST(Record, fields_of_a_later_version_are_passed_over) {
  for (const std::uint64_t tag : {60U, 127U, 200U, 255U, 256U + 1, 65536U + 2}) {
    std::string bytes = encode_article(sample());
    put_varint(bytes, tag);
    put_string(bytes, "what is this?");
    EXPECT_EQ(decode_article(bytes), sample()) << tag;
  }
}

TEST(Record, cut_bytes_are_an_error_or_an_article_of_the_fields_before) {
  const std::string whole = encode_article(sample());
  std::size_t errors = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    try {
      EXPECT_NE(decode_article(std::string_view(whole).substr(0, size)), sample());
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::archive_damaged);
      ++errors;
    }
  }
  // Only where a field begins can a cut go unseen; the sample has 24.
  EXPECT_EQ(errors, whole.size() - 24);
}

TEST(Record, nonsense_is_an_error) {
  const auto field = [](std::uint64_t tag, std::string_view value) {
    std::string bytes;
    put_varint(bytes, tag);
    put_string(bytes, value);
    return bytes;
  };
  EXPECT_EQ(code_of([&] { static_cast<void>(decode_article(field(12, "2024-13"))); }), Code::archive_damaged);
  EXPECT_EQ(code_of([&] { static_cast<void>(decode_article(field(18, "short"))); }), Code::archive_damaged);
  EXPECT_EQ(code_of([&] { static_cast<void>(decode_article("\x01\xFF\xFF\xFF\xFF\x0F")); }), Code::archive_damaged);
  EXPECT_EQ(code_of([] { static_cast<void>(decode_hit("")); }), Code::archive_damaged);
  EXPECT_EQ(code_of([] {
              static_cast<void>(
                  decode_hit(std::string_view("\0\x05"
                                              "ab",
                                              4)));
            }),
            Code::archive_damaged);
}

TEST(Record, a_hit_has_what_a_list_shows) {
  const HitRecord hit = decode_hit(encode_hit(sample()));
  EXPECT_EQ(hit.title, "Hafenstreik in Zürich endet");
  EXPECT_EQ(hit.source, "Daily Courier");
  EXPECT_EQ(hit.id, "urn:courier:17");
  EXPECT_EQ(hit.published, "2024-03-29T13:14+01:00");
  EXPECT_FALSE(hit.cut);
  EXPECT_EQ(decode_hit(encode_hit({})).published, "");
}

TEST(Record, a_hit_cuts_what_is_too_long_between_characters) {
  Article article;
  article.title = std::string(1000, 'x');
  EXPECT_FALSE(decode_hit(encode_hit(article)).cut);
  article.title = std::string(999, 'x') + "é";
  const HitRecord hit = decode_hit(encode_hit(article));
  EXPECT_TRUE(hit.cut);
  EXPECT_EQ(hit.title, std::string(999, 'x'));
}

TEST(Values, of_instants_sort_by_time_with_the_undated_last) {
  const std::vector<std::optional<std::int64_t>> ascending = {
      std::numeric_limits<std::int64_t>::min(), -1700352000, -1, 0, 1, 1711717200, std::nullopt};
  for (std::size_t i = 1; i < ascending.size(); ++i) {
    EXPECT_LT(instant_value(ascending[i - 1]), instant_value(ascending[i])) << i;
    EXPECT_EQ(instant_value(ascending[i]).size(), 8U);
  }
}

TEST(Values, of_the_sort_key_put_the_newest_first_then_the_id) {
  const std::vector<std::string> ascending = {
      sort_key(1711717200, "b"),  sort_key(1711717200, "c"),   sort_key(0, "a"),
      sort_key(-1700352000, "a"), sort_key(std::nullopt, "a"), sort_key(std::nullopt, "b")};
  for (std::size_t i = 1; i < ascending.size(); ++i) EXPECT_LT(ascending[i - 1], ascending[i]) << i;
}

TEST(Values, of_days_are_as_written_and_say_what_is_not_stated) {
  EXPECT_EQ(day_value(*parse_iso("2024-03-29T23:30-05:00")), "20240329");
  EXPECT_EQ(day_value(*parse_iso("2024-03")), "20240300");
  EXPECT_EQ(day_value(*parse_iso("0916")), "09160000");
}

TEST(Values, of_digests_are_their_hex_digits_as_bytes) {
  EXPECT_EQ(digest_value({0x0102030405060708ULL, 0xF9FAFBFCFDFEFF00ULL}),
            std::string("\x01\x02\x03\x04\x05\x06\x07\x08\xF9\xFA\xFB\xFC\xFD\xFE\xFF\0", 16));
}

TEST(Codec, numbers_come_back) {
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{16384}, ~std::uint64_t{0}}) {
    std::string bytes;
    put_varint(bytes, value);
    bytes += "rest";
    std::string_view rest = bytes;
    EXPECT_EQ(take_varint(rest), value);
    EXPECT_EQ(rest, "rest");
    EXPECT_EQ(from_big_endian(big_endian(value, 8)), value);
  }
  EXPECT_EQ(big_endian(0x010203, 4), std::string("\0\1\2\3", 4));
}

TEST(Codec, numbers_that_end_early_or_do_not_fit_are_none) {
  for (const std::string_view bytes : {std::string_view(""), std::string_view("\x80"), std::string_view("\xFF\xFF"),
                                       std::string_view("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"),
                                       std::string_view("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01")}) {
    std::string_view rest = bytes;
    EXPECT_EQ(take_varint(rest), std::nullopt) << bytes.size();
  }
}

TEST(Codec, texts_that_claim_more_than_there_is_are_none) {
  std::string bytes;
  put_varint(bytes, ~std::uint64_t{0});
  std::string_view rest = bytes;
  EXPECT_EQ(take_string(rest), std::nullopt);
}

}  // namespace
}  // namespace news
