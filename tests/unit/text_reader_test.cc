// Plain-text dumps: label lines, many articles a file, prose, scanned pages.
#include <gtest/gtest.h>

#include "indexer/formats/text.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::read_with;

constexpr std::string_view kProse =
    "The harbour of Marlowe was closed on Monday after a dredger ran aground in the fairway, the port office said.";
constexpr std::string_view kMoreProse =
    "Ferries were sent to the northern pier, where passengers waited for up to three hours in the rain.";

std::string prose() { return std::string(kProse) + "\n" + std::string(kMoreProse) + "\n"; }

Article only(std::string_view text, const ReadOptions& options = {}) {
  auto result = read_with(kTextFormat, text, options);
  EXPECT_EQ(result.articles.size(), 1U);
  return result.articles.empty() ? Article{} : result.articles.front();
}

std::string date_of(const Article& article) { return article.published ? to_iso(*article.published) : ""; }

TEST(TextReader, reads_a_site_export) {
  const std::string text =
      "ID :\nFri, 03/29/2024 - 13:14\n\nPort ‘Strongly Regrets’ Delay – Office\n\nMARLOWE (Tidewire) – " + prose() +
      "\nA second ship waited.\n\nRead more";
  const Article article = only(text);
  EXPECT_EQ(article.id, "");
  EXPECT_EQ(date_of(article), "2024-03-29T13:14");
  EXPECT_EQ(article.title, "Port ‘Strongly Regrets’ Delay – Office");
  EXPECT_EQ(article.dateline, "MARLOWE");
  EXPECT_EQ(article.agency, "Tidewire");
  EXPECT_EQ(article.source, "");
  const std::vector<std::string> paragraphs = {"MARLOWE (Tidewire) – " + std::string(kProse), std::string(kMoreProse),
                                               "A second ship waited."};
  EXPECT_EQ(article.paragraphs, paragraphs);
  ASSERT_EQ(article.provenances.size(), 1U);
  EXPECT_EQ(article.provenances[0].offset, 0U);
  EXPECT_EQ(article.provenances[0].length, text.size());
  EXPECT_EQ(article.provenances[0].record, digest_of(text));
  EXPECT_EQ(article.format, "text");
}

TEST(TextReader, reads_labels_in_any_order_and_case) {
  const Article article = only(
      "URL: https://tern.example/a\nBYLINE: By Jane Roe and John Poe\ntitle: Harbour closed: ferries wait\nTags: "
      "ports, ferries\n"
      "Published: 29 March 2024\nUPDATED: 2024-03-30\nSource: The Marlowe Tern\nCategory: Local\nLanguage: en\nPlace: "
      "Marlowe\n"
      "Id: 4711\nWord count: 34\nAgency: Tidewire\n\n" +
      prose());
  EXPECT_EQ(article.url, "https://tern.example/a");
  EXPECT_EQ(article.bylines, (std::vector<std::string>{"Jane Roe", "John Poe"}));
  EXPECT_EQ(article.title, "Harbour closed: ferries wait");
  EXPECT_EQ(article.topics, (std::vector<std::string>{"ports", "ferries"}));
  EXPECT_EQ(date_of(article), "2024-03-29");
  EXPECT_EQ(to_iso(article.updated.value()), "2024-03-30");
  EXPECT_EQ(article.source, "The Marlowe Tern");
  EXPECT_EQ(article.section, "Local");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.dateline, "Marlowe");
  EXPECT_EQ(article.id, "4711");
  EXPECT_EQ(article.agency, "Tidewire");
  EXPECT_EQ(article.paragraphs.size(), 2U);
}

TEST(TextReader, takes_byline_and_date_below_the_headline) {
  const Article article =
      only("Harbour of Marlowe Closed\n\nBy Jane Roe\nUpdated March 30, 2024\nMarch 29, 2024\n\n" + prose());
  EXPECT_EQ(article.title, "Harbour of Marlowe Closed");
  EXPECT_EQ(article.bylines, std::vector<std::string>{"Jane Roe"});
  EXPECT_EQ(date_of(article), "2024-03-29");
  ASSERT_TRUE(article.updated);
  EXPECT_EQ(article.paragraphs.size(), 2U);
}

TEST(TextReader, keeps_wrapped_lines_together) {
  const Article article = only(
      "Harbour of Marlowe Closed\n\nThe harbour of Marlowe was closed on\nMonday after a dredger ran aground in\nthe "
      "fairway, the port office said.\n\n"
      "Ferries were sent to the north-\nern pier.\n");
  const std::vector<std::string> paragraphs = {
      "The harbour of Marlowe was closed on\nMonday after a dredger ran aground in\nthe fairway, the port office said.",
      "Ferries were sent to the north-\nern pier."};
  EXPECT_EQ(article.title, "Harbour of Marlowe Closed");
  EXPECT_EQ(article.paragraphs, paragraphs);
}

TEST(TextReader, gives_a_scanned_page_no_headline_and_loses_nothing) {
  const std::string page =
      "THE MARLOWE TERN.\nVOL. VII. NO. 85.\nMONDAY, FEBRUARY 14, 1916 TWELVE PAGES.\nj\n-----\nTEN MEN ARE\nLOST AT "
      "SEA\nThe dredger went down in the\n"
      "fairway, as was learnt by ca\xC2\xAD\nble this morning. i ' 4 .,\nby: the crew of a pilot boat and\n";
  const Article article = only(page);
  EXPECT_EQ(article.title, "");
  EXPECT_EQ(article.paragraphs, std::vector<std::string>{page.substr(0, page.size() - 1)});
  EXPECT_TRUE(article.bylines.empty());
  EXPECT_FALSE(article.published);
}

TEST(TextReader, gives_prose_without_a_headline_none) {
  EXPECT_EQ(only("It rained all night in Marlowe.\n\n" + prose()).title, "");
  EXPECT_EQ(only("t; 'j 4 ..\n\n" + prose()).title, "");
  EXPECT_EQ(only(prose()).title, "");
  EXPECT_EQ(only("THE TERN\n\nTWO CENTS\n\nWEATHER: RAIN\n").title, "");
  EXPECT_EQ(only("Harbour of Marlowe Closed\n" + prose()).title, "Harbour of Marlowe Closed");
}

struct Separation {
  std::string name;
  std::string text;
  std::size_t articles;
};

void PrintTo(const Separation& s, std::ostream* out) { *out << s.name; }

class Separators : public ::testing::TestWithParam<Separation> {};

TEST_P(Separators, part_articles_and_nothing_else) {
  const auto result = read_with(kTextFormat, GetParam().text);
  EXPECT_EQ(result.articles.size(), GetParam().articles);
  std::uint64_t end = 0;
  for (const Article& article : result.articles) {
    EXPECT_FALSE(article.title.empty());
    EXPECT_FALSE(article.paragraphs.empty());
    const Provenance& place = article.provenances.at(0);
    EXPECT_EQ(place.offset, end);
    EXPECT_EQ(place.record, digest_of(std::string_view(GetParam().text).substr(place.offset, place.length)));
    end += place.length;
  }
  EXPECT_EQ(end, GetParam().text.size());
}

std::string labelled(const std::string& title) { return "Title: " + title + "\nDate: 2024-03-29\n\n" + prose(); }
std::string plain(const std::string& title) { return title + "\n\n" + prose(); }
std::string exported(const std::string& title) {
  return "ID :\nFri, 03/29/2024 - 13:14\n\n" + title + "\n\n" + prose() + "\nRead more";
}

INSTANTIATE_TEST_SUITE_P(
    Files, Separators,
    ::testing::Values(
        Separation{"equals signs", labelled("One") + "\n==========\n" + labelled("Two") + "==========\n", 2},
        Separation{"stars with blanks", labelled("One") + "\n* * * * *\n\n" + labelled("Two"), 2},
        Separation{"a rule first", "=====\n" + labelled("One") + "=====\n" + labelled("Two"), 2},
        Separation{"a rule below the labels", "Title: One\nDate: 2024-03-29\n-----\n" + prose(), 1},
        Separation{"rules around every label", "Title: One\n-----\nDate: 2024-03-29\n-----\n" + prose(), 1},
        Separation{"an underlined headline", "Harbour of Marlowe Closed\n=========================\n\n" + prose(), 1},
        Separation{"an underlined headline with a subheading",
                   "Harbour of Marlowe Closed\n=====\n\nFerries Wait For Hours\n\n" + prose(), 1},
        Separation{"headlines and rules",
                   plain("Harbour of Marlowe Closed") + "\n-----\n\n" + plain("Ferries Wait For Hours"), 2},
        Separation{"a scene break before a subheading",
                   plain("Harbour of Marlowe Closed") + "\n* * * * *\n\n" + plain("Ferries Wait For Hours"), 1},
        Separation{"a rule before more prose", plain("Harbour of Marlowe Closed") + "\n-----\n" + prose(), 1},
        Separation{"form feeds", labelled("One") + "\f" + labelled("Two") + "\n\f\n" + labelled("Three"), 3},
        Separation{"a form feed between pages", plain("Harbour of Marlowe Closed") + "\f" + prose(), 1},
        Separation{"end marks",
                   plain("Harbour of Marlowe Closed") + "\n-30-\n\n" + plain("Ferries Wait For Hours") + "\n###\n", 2},
        Separation{"a press release's end",
                   plain("Harbour of Marlowe Closed") + "\n###\n\nAbout the Port Office\n\n" + prose(), 1},
        Separation{"new label blocks", labelled("One") + "\n" + labelled("Two") + "\n" + labelled("Three"), 3},
        Separation{"a label in the text", labelled("One") + "\nSource: the port office\n\n" + prose(), 1},
        Separation{"exports", exported("Harbour Closed") + "\n\n" + exported("Ferries Wait"), 2},
        Separation{"exports without a blank line", exported("Harbour Closed") + "\n" + exported("Ferries Wait"), 2},
        Separation{"exports run together", exported("Harbour Closed") + exported("Ferries Wait"), 2},
        Separation{"carriage returns",
                   "ID :\r\n29 March 2024\r\n\r\nHarbour\r\n\r\nRain fell.\r\n=====\r\nID :\r\n30 March "
                   "2024\r\n\r\nFerries\r\n\r\nMore rain.\r\n",
                   2}));

struct OrderCase {
  std::string text;
  DateOrder asked;
  std::vector<std::string> dates;
  std::size_t assumptions;
};

class DayMonthOrder : public ::testing::TestWithParam<OrderCase> {};

TEST_P(DayMonthOrder, is_asked_shown_or_said_to_be_assumed) {
  ReadOptions options;
  options.date_order = GetParam().asked;
  const auto result = read_with(kTextFormat, GetParam().text, options);
  std::vector<std::string> dates;
  for (const Article& article : result.articles) dates.push_back(date_of(article));
  EXPECT_EQ(dates, GetParam().dates);
  EXPECT_EQ(result.reports.size(), GetParam().assumptions);
}

std::string dated(const std::string& date) { return "Date: " + date + "\nTitle: Harbour\n\n" + prose() + "\n"; }

INSTANTIATE_TEST_SUITE_P(
    Files, DayMonthOrder,
    ::testing::Values(
        OrderCase{dated("03/04/2024"), DateOrder::automatic, {"2024-03-04"}, 1},
        OrderCase{dated("03/04/2024"), DateOrder::day_first, {"2024-04-03"}, 0},
        OrderCase{dated("Wed, 03/04/2024"), DateOrder::automatic, {"2024-04-03"}, 0},
        OrderCase{dated("03/04/2024") + dated("25/04/2024"), DateOrder::automatic, {"2024-04-03", "2024-04-25"}, 0},
        OrderCase{dated("03/04/2024") + "It opens on 25/04/2024 again.\n", DateOrder::automatic, {"2024-04-03"}, 0},
        OrderCase{dated("03/04/2024") + dated("25/04/2024") + dated("04/25/2024"),
                  DateOrder::automatic,
                  {"2024-03-04", "2024-04-25", "2024-04-25"},
                  1}));

TEST(TextReader, says_what_it_assumed) {
  const auto result = read_with(kTextFormat, dated("03/04/2024"));
  EXPECT_EQ(result.reports,
            std::vector<std::string>{"noted: day/month order assumed: '03/04/2024' read as 2024-03-04"});
}

TEST(TextReader, notes_a_date_that_is_none) {
  const auto result = read_with(kTextFormat, dated("31/31/2020"));
  EXPECT_EQ(result.reports, std::vector<std::string>{"noted: date not understood: '31/31/2020'"});
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_FALSE(result.articles[0].published);
}

TEST(TextReader, skips_what_is_empty) {
  for (const char* text : {"", "\n \n\t\n", "=====\n\n-----\n"}) {
    const auto result = read_with(kTextFormat, text);
    EXPECT_TRUE(result.articles.empty());
    EXPECT_EQ(result.reports, std::vector<std::string>{"skipped: empty"});
  }
}

TEST(TextReader, refuses_a_record_beyond_the_limit_and_goes_on) {
  ReadOptions options;
  options.max_record_bytes = 600;
  std::string large = labelled("Two");
  for (int i = 0; i < 20; ++i) large += prose();
  const std::string first = labelled("One") + "=====\n";
  const auto result = read_with(kTextFormat,
                                first + large + "=====\n" + labelled("Three") + "=====\nTitle: Four\n\n" +
                                    std::string(5000, 'x') + "\n=====\n" + labelled("Five"),
                                options);
  ASSERT_EQ(result.articles.size(), 3U);
  EXPECT_EQ(result.articles[1].title, "Three");
  EXPECT_EQ(result.articles[2].title, "Five");
  ASSERT_EQ(result.reports, (std::vector<std::string>{"refused: record is larger than 600 bytes",
                                                      "refused: record is larger than 600 bytes"}));
  EXPECT_EQ(result.places[0].offset, first.size());
  EXPECT_EQ(result.places[0].length, large.size() + 6);
}

TEST(TextReader, reports_bytes_that_are_no_text) {
  std::string text = "Harbour of Marlowe Closed\n\n" + prose();
  for (int i = 0; i < 100; ++i) text += "Un café naïf.\n";
  const std::size_t bad = text.size();
  text += "\xFF one byte that is none.\n";
  const auto result = read_with(kTextFormat, text);
  ASSERT_EQ(result.articles.size(), 1U);
  ASSERT_EQ(result.reports.size(), 1U);
  EXPECT_EQ(result.reports[0], "noted: invalid bytes replaced: 1 in UTF-8, the first at byte " + std::to_string(bad));
}

TEST(TextReader, reads_utf16) {
  std::string wide = "\xFF\xFE";
  for (const char c : "Title: Harbour\n\nRain fell.\n") {
    if (c != '\0') wide += {c, '\0'};
  }
  const Article article = only(wide);
  EXPECT_EQ(article.title, "Harbour");
  EXPECT_EQ(article.paragraphs, std::vector<std::string>{"Rain fell."});
  EXPECT_EQ(article.provenances[0].length, wide.size());
}

struct Sniffed {
  std::string head;
  std::string name;
  Confidence confidence;
};

void PrintTo(const Sniffed& s, std::ostream* out) { *out << s.name << ": " << s.head.substr(0, 40); }

class SniffText : public ::testing::TestWithParam<Sniffed> {};

TEST_P(SniffText, tells_text_from_other_kinds) {
  EXPECT_EQ(kTextFormat.sniff({GetParam().head, GetParam().name}), GetParam().confidence);
}

INSTANTIATE_TEST_SUITE_P(
    Heads, SniffText,
    ::testing::Values(Sniffed{"ID :\nFri, 03/29/2024 - 13:14\n", "a", Confidence::likely},
                      Sniffed{"Harbour closed\n", "a.txt", Confidence::possible},
                      Sniffed{"From the beginning it rained.\n", "a", Confidence::possible},
                      Sniffed{"[Photo] The harbour\n", "a", Confidence::possible},
                      Sniffed{"<<<\nTitle: One\n", "a", Confidence::likely}, Sniffed{"", "a.txt", Confidence::possible},
                      Sniffed{"<?xml version='1.0'?>", "a.txt", Confidence::no},
                      Sniffed{"<?Ut%i ^Newspaper\nEDGEFIELD", "a.txt", Confidence::possible},
                      Sniffed{"<a great many\nships came", "a.txt", Confidence::possible},
                      Sniffed{"\xEF\xBB\xBF <html>", "a", Confidence::no},
                      Sniffed{"<DOC>\n<DOCNO>1", "a", Confidence::no}, Sniffed{"{\"a\": 1}", "a", Confidence::no},
                      Sniffed{"[1, 2]", "a", Confidence::no}, Sniffed{"[1] See the note.", "a", Confidence::possible},
                      Sniffed{"WARC/1.0\r\n", "a", Confidence::no},
                      Sniffed{"From jane@tern.example Fri Mar 29 13:14:05 2024\n", "a", Confidence::no},
                      Sniffed{std::string("a\0b", 3), "a.txt", Confidence::no},
                      Sniffed{"\x01\x02\x03\x04\x05 PK", "a", Confidence::no},
                      Sniffed{"title,date\n", "a.CSV", Confidence::no}));

}  // namespace
}  // namespace news::formats
