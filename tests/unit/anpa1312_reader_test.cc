// ANPA 1312 messages -> articles: framing, header, the lines before the text, times.
#include <gtest/gtest.h>

#include <bit>

#include "indexer/formats/anpa1312.h"
#include "indexer/formats/table.h"
#include "indexer/formats/wire_facts.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_text;
using news::testing::ReadResult;
using List = std::vector<std::string>;

const std::string kHeader =
    "\x16\x16\x01V4644\x1f-----\r\nr f\x13\x11 BC-Wheat-Harvest 1stLd-Writethru   08-09 0121\r\n";
const std::string kTrailer = "\x03\r\nAP-WF-08-09-16 0423GMT<\r\n\x04";
const std::string kOpening =
    "^BC-Wheat Harvest, 1st Ld-Writethru,121<\r\n^Wheat harvest the best in years<\r\n"
    "^AP Photo SK101<\r\n^Eds: Updates.<\r\n^Farmers around Thornmere have brought in more than ever.<\r\n"
    "^By MAUD ELLERY=\r\n^AP Business Writer=\r\n";
const std::string kBody =
    "\t   THORNMERE (AP) _ Farmers brought in the wheat. \r\n\t   ``It is good,'' said one. \r\n\t   ___ \r\n"
    "\t   The mills grind.\r\n";

std::string message(const std::string& text) { return kHeader + "\x02" + text + kTrailer + "\r\n\r\n"; }

Article only(const std::string& bytes) {
  ReadResult result = read_text(kAnpa1312Format, bytes);
  EXPECT_EQ(result.articles.size(), 1U);
  for (const std::string& reason : result.reasons("refused")) ADD_FAILURE() << reason;
  return result.articles.empty() ? Article() : result.articles.front();
}

TEST(AnpaReader, reads_a_message) {
  const std::string bytes = message(kOpening + kBody);
  const Article article = only(bytes);
  EXPECT_EQ(article.id, "V4644-2016-08-09");
  EXPECT_EQ(article.title, "Wheat harvest the best in years");
  EXPECT_EQ(article.deck, "Farmers around Thornmere have brought in more than ever.");
  EXPECT_EQ(article.bylines, List{"MAUD ELLERY"});
  EXPECT_EQ(article.dateline, "THORNMERE");
  EXPECT_EQ(article.agency, "AP");
  EXPECT_EQ(article.section, "financial");
  EXPECT_EQ(article.topics, List{"Wheat Harvest"});
  EXPECT_EQ(to_iso(article.published.value()), "2016-08-09T04:23Z");
  EXPECT_EQ(article.paragraphs, (List{"THORNMERE (AP) \u2014 Farmers brought in the wheat.",
                                      "\u201cIt is good,\u201d said one.", "The mills grind."}));
  EXPECT_EQ(article.provenances.front().offset, 0U);
  EXPECT_EQ(article.provenances.front().record, digest_of(std::string_view(bytes).substr(0, bytes.size() - 4)));
}

TEST(AnpaReader, reads_bulletins_of_nothing_but_marked_lines) {
  const Article article =
      only(message("^*9006< ^Top Stories,0176<\r\n^Top stories at noon<\r\n^Comet returns\r\n^Mine floods\r\n"));
  EXPECT_EQ(article.title, "Top stories at noon");
  EXPECT_EQ(article.paragraphs, (List{"Comet returns", "Mine floods"}));
}

TEST(AnpaReader, reads_text_without_marks) {
  const Article article = only(
      message("Wheat harvest is in\r\nWheat-Harvest take 2\r\nBy Maud Ellery\r\nTHORNMERE, Aug 9 - It is in.\r\n"));
  EXPECT_EQ(article.title, "Wheat harvest is in");
  EXPECT_EQ(article.bylines, List{"Maud Ellery"});
  EXPECT_EQ(article.paragraphs, List{"THORNMERE, Aug 9 - It is in."});
}

std::string with_parity(std::string text, bool even) {
  for (char& c : text) {
    const bool is_even = std::popcount(static_cast<unsigned char>(c)) % 2 == 0;
    if (is_even != even) c = static_cast<char>(static_cast<unsigned char>(c) | 0x80U);
  }
  return text;
}

std::string without(std::string text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what)) text.erase(at, what.size());
  return text;
}

TEST(AnpaReader, accepts_how_lines_damage_a_message) {
  const std::string whole = message(kOpening + kBody);
  const Article truth = only(whole);
  std::string filled;
  for (const char c : whole) filled.append(1, c).append(1, '\0');
  for (const std::string& bytes :
       {with_parity(whole, true), with_parity(whole, false), without(whole, "\x16"), without(whole, "\r"), filled,
        without(whole, "\x04"), without(whole, "\x1f"), "\x05selector\r\n\r\n" + whole}) {
    Article article = only(bytes);
    article.provenances = truth.provenances;
    EXPECT_EQ(article, truth) << bytes.substr(0, 60);
  }
}

TEST(AnpaReader, reads_messages_on_end_and_passes_over_noise) {
  const std::string one = message(kOpening + kBody);
  const ReadResult result = read_text(kAnpa1312Format, one + "noise on the line" + one);
  ASSERT_EQ(result.articles.size(), 2U);
  EXPECT_EQ(result.articles[1].provenances.front().offset, one.size() + 17);
  EXPECT_TRUE(result.said.empty());
}

TEST(AnpaReader, gives_the_same_from_crumbs) {
  const std::string bytes = message(kOpening + kBody) + message("^Short<\r\n\tText.\r\n");
  CrumbStream crumbs(bytes, 1);
  EXPECT_EQ(read_stream(kAnpa1312Format, crumbs).articles, read_text(kAnpa1312Format, bytes).articles);
}

TEST(AnpaReader, refuses_broken_messages_and_reads_on) {
  ReadOptions options;
  options.max_record_bytes = 1000;
  const std::string good = message("^Good<\r\n\tText.\r\n");
  const std::string bytes = "\x01nothing\x02text\x03\x04" + message(std::string(5000, 'x')) + "\x01V4644 r f\x04" +
                            good + message("") + kHeader + "\x02^Torn<\r\n\tTe";
  const ReadResult result = read_text(kAnpa1312Format, bytes, options);
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles.front().title, "Good");
  EXPECT_EQ(result.reasons("refused"),
            (List{"header without number, priority and category", "record is larger than 1000 bytes",
                  "message without a start of text (STX)", "no headline and no text",
                  "the file ends before the end of text (ETX)"}));
  EXPECT_EQ(result.said.back().place.offset, bytes.size() - kHeader.size() - 12);
}

TEST(AnpaReader, ends_a_message_without_its_end_where_the_next_begins) {
  const ReadResult result =
      read_text(kAnpa1312Format, kHeader + "\x02^One<\r\n\tText.\r\n" + message("^Two<\r\n\tText.\r\n"));
  ASSERT_EQ(result.articles.size(), 2U);
  EXPECT_EQ(result.articles[0].paragraphs, List{"Text."});
  EXPECT_FALSE(result.articles[0].published);
  EXPECT_EQ(result.articles[0].id, "");
}

struct TimeCase {
  const char* text;
  const char* iso;
};
class WireTimes : public ::testing::TestWithParam<TimeCase> {};
TEST_P(WireTimes, are_read) {
  const auto time = wire_time(GetParam().text);
  EXPECT_EQ(time ? to_iso(*time) : "", GetParam().iso);
}

INSTANTIATE_TEST_SUITE_P(Times, WireTimes,
                         ::testing::Values(TimeCase{"AP-WF-02-20-16 0337GMT<", "2016-02-20T03:37Z"},
                                           TimeCase{"AP-NY-03-29-94 1314EST", "1994-03-29T13:14-05:00"},
                                           TimeCase{"03-29-1994 1314", "1994-03-29T13:14"},
                                           TimeCase{"29-03-16 13-14-05", "2016-03-29T13:14:05"},
                                           TimeCase{"212322 GMT Nov 18", "2018-11-21T23:22Z"},
                                           TimeCase{"211259 Nov 18", "2018-11-21T12:59"},
                                           TimeCase{"310001 JUL 97", "1997-07-31T00:01"},
                                           TimeCase{"AP-WF-13-32-16 0337GMT", ""}, TimeCase{"02-20 0500", ""},
                                           TimeCase{"322322 GMT Nov 18", ""}, TimeCase{"nothing", ""}));

TEST(WireCategories, have_their_names) {
  EXPECT_EQ(wire_category("S"), "sports");
  EXPECT_EQ(wire_category("pol"), "politics");
  EXPECT_EQ(wire_category("x"), "x");
}

TEST(AnpaSniffing, needs_a_header_behind_soh) {
  EXPECT_EQ(sniff_format({message(kBody), "a.txt"})->name, "anpa1312");
  EXPECT_EQ(sniff_format({with_parity(message(kBody), true), "a"})->name, "anpa1312");
  EXPECT_EQ(kAnpa1312Format.sniff({"V4644 r f BC-Wheat 08-09 0121\n", "a"}), Confidence::no);
  EXPECT_EQ(kAnpa1312Format.sniff({std::string("\x01\x02\x03\x04\0\0\0\x7f", 8), "a"}), Confidence::no);
  EXPECT_EQ(kAnpa1312Format.sniff({"", "a.anpa"}), Confidence::no);
}

}  // namespace
}  // namespace news::formats
