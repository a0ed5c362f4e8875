// WARC and ARC records -> articles, and what is in a crawl besides.
#include <gtest/gtest.h>

#include "indexer/formats/arc.h"
#include "indexer/formats/table.h"
#include "indexer/formats/warc.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_with;
using List = std::vector<std::string>;

const std::string kPage =
    "<html><head><title>Mill reopens</title></head><body><p>The mill of Skarvoy has reopened, after a year, and the "
    "bakers are glad of it, they said.</p></body></html>";

std::string http(const std::string& body, const std::string& type = "text/html", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n\r\n" + body;
}

std::string record(const std::string& type, const std::string& block, const std::string& fields = {},
                   const std::string& version = "WARC/1.0") {
  return version + "\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: https://www.example.org/a\r\n" +
         "WARC-Date: 2024-03-29T13:14:05Z\r\nContent-Type: application/http; msgtype=response\r\n" + fields +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

List reports_of(const news::testing::ReadReport& got) {
  List reports;
  for (const std::string& report : got.reports) {
    if (!report.starts_with("noted: published")) reports.push_back(report);
  }
  return reports;
}

TEST(Warc, a_response_becomes_an_article) {
  const std::string text = record("warcinfo", "x") + record("response", http(kPage)) + record("request", "GET");
  for (const std::size_t crumb : {std::size_t{1}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kWarcFormat, bytes);
    ASSERT_EQ(got.articles.size(), 1U);
    const Article& article = got.articles[0];
    EXPECT_EQ(article.id, "https://www.example.org/a");
    EXPECT_EQ(article.url, "https://www.example.org/a");
    EXPECT_EQ(article.title, "Mill reopens");
    EXPECT_EQ(article.source, "example.org");
    EXPECT_EQ(to_iso(*article.published), "2024-03-29");
    EXPECT_EQ(article.paragraphs.size(), 1U);
    const Provenance& place = article.provenances.at(0);
    EXPECT_EQ(place.record, digest_of(std::string_view(text).substr(place.offset, place.length)));
    EXPECT_TRUE(std::string_view(text).substr(place.offset).starts_with("WARC/1.0\r\nWARC-Type: response"));
    EXPECT_EQ(got.reasons("skipped"), (List{"no response record", "no response record"}));
    EXPECT_EQ(got.reasons("noted"), List{"published: day of capture assumed"});
  }
}

struct Case {
  const char* name;
  std::string text;
  std::size_t articles;
  List reports;
};

class WarcRecords : public ::testing::TestWithParam<Case> {};

TEST_P(WarcRecords, are_read_skipped_or_refused) {
  const auto got = read_with(kWarcFormat, GetParam().text);
  EXPECT_EQ(got.articles.size(), GetParam().articles);
  EXPECT_EQ(reports_of(got), GetParam().reports);
}

const std::string kGood = record("response", http(kPage));

INSTANTIATE_TEST_SUITE_P(
    Table, WarcRecords,
    ::testing::Values(
        Case{"drafts",
             record("response", http(kPage), {}, "WARC/0.17") + record("response", http(kPage), {}, "WARC/1.1"),
             2,
             {}},
        Case{"wget_brackets", record("resource", kPage, "Content-Type: x\r\n"), 1, {}},
        Case{"statuses",
             record("response", http(kPage, "text/html", "404 Not Found")) +
                 record("response", http(kPage, "text/html", "301 Moved")) +
                 record("response", http(kPage, "text/html", "503 No")),
             0,
             {"skipped: page not found or not allowed", "skipped: redirect", "skipped: server error"}},
        Case{"not_text",
             record("response", http("x", "image/png")) + record("response", http("\x89PNG", "")),
             0,
             {"skipped: not text", "skipped: not text"}},
        Case{"page_without_text",
             record("response", http("<html><frameset></frameset></html>")),
             0,
             {"skipped: page without text"}},
        Case{"plain_text", record("response", http("One.\n\nTwo.", "text/plain")), 1, {}},
        Case{"a_file_of_another_format",
             record("response", http("<nitf><body><body.content><p>One.</p></body.content></body></nitf>", "text/xml")),
             1,
             {}},
        Case{"revisits",
             record("response", http(kPage), "WARC-Payload-Digest: sha1:A\r\n") +
                 record("revisit", "", "WARC-Payload-Digest: sha1:A\r\n") +
                 record("revisit", "", "WARC-Payload-Digest: sha1:B\r\n"),
             1,
             {"skipped: revisit", "skipped: revisit of a record not met"}},
        Case{"no_http", record("response", "nothing") + kGood, 1, {"refused: no HTTP response in a response record"}},
        Case{"strays",
             "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: no\r\n\r\nblock\r\n" + kGood,
             1,
             {"refused: WARC record without a valid Content-Length", "refused: no WARC record where one should begin"}},
        Case{"truncated",
             kGood + kGood.substr(0, kGood.size() - 30),
             1,
             {"refused: record ends after 180 of 206 bytes"}},
        Case{"marked_truncated",
             record("response", http(kPage), "WARC-Truncated: length\r\n"),
             1,
             {"noted: truncated by the crawler: length"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Arc, captures_are_read_whatever_the_version_and_the_address) {
  const std::string description = "1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n";
  const std::string v1 =
      "filedesc://x.arc 0.0.0.0 20080430204825 text/plain " + std::to_string(description.size()) + "\n" + description;
  const std::string block = http(kPage);
  const std::string text = v1 + "http://www.example.org/a b c 127.0.0.1 20080430204826 text/html " +
                           std::to_string(block.size()) + "\n" + block + "\nnot a record\n" +
                           "dns:example.org 1.2.3.4 20080430204826 text/dns 3\nabc\n" +
                           "http://example.org/b 127.0.0.1 20080430204826 text/html 9999\nHTTP/1.1 200 OK\r\n";
  for (const std::size_t crumb : {std::size_t{1}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kArcFormat, bytes);
    ASSERT_EQ(got.articles.size(), 1U);
    EXPECT_EQ(got.articles[0].id, "http://www.example.org/a b c");
    EXPECT_EQ(to_iso(*got.articles[0].published), "2008-04-30");
    const Provenance& place = got.articles[0].provenances.at(0);
    EXPECT_EQ(place.record, digest_of(std::string_view(text).substr(place.offset, place.length)));
    EXPECT_EQ(got.reasons("refused"),
              (List{"no ARC record where one should begin", "record ends after 17 of 9999 bytes"}));
    EXPECT_EQ(got.reasons("skipped"), (List{"no response record", "no response record"}));
  }
}

TEST(Warc, a_record_that_is_too_large_is_refused) {
  ReadOptions options;
  options.max_record_bytes = 2000;
  const auto got = read_with(kWarcFormat, record("response", http(std::string(5000, 'x'))) + kGood, options);
  EXPECT_EQ(got.articles.size(), 1U);
  ASSERT_FALSE(got.reports.empty());
  EXPECT_TRUE(got.reports[0].starts_with("refused: record is larger than the limit"));
}

TEST(Warc, is_sniffed) {
  EXPECT_EQ(sniff_format({"WARC/1.1\r\n", "x"})->name, "warc");
  EXPECT_EQ(sniff_format({"filedesc://x.arc 0.0.0.0 2008 text/plain 7\n", "x"})->name, "arc");
}

}  // namespace
}  // namespace news::formats
