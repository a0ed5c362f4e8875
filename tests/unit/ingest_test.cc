// From bytes of a file to complete articles: what is filled in, what is reported, what a file's outcome says.
#include "indexer/ingest.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "common/error.h"
#include "indexer/formats/table.h"
#include "indexer/sources/memory_stream.h"

namespace news {
namespace {

using Lines = std::vector<std::string>;

/// Keeps articles and tells events as "refused: reason", with the place behind it.
class Keeping final : public IngestSink {
 public:
  void article(Article article) override { articles.push_back(std::move(article)); }
  void refused(const ReadEvent& where, std::string_view reason, std::string_view) override {
    tell("refused", where, reason);
  }
  void skipped(const ReadEvent& where, std::string_view reason) override { tell("skipped", where, reason); }
  void canceled(const ReadEvent& where, Article item) override { tell("canceled", where, item.source + "/" + item.id); }
  void unknown_kind(const ReadEvent& where) override { tell("unknown", where, ""); }
  void noted(const ReadEvent&, std::string_view, std::string_view) override {}

  std::vector<Article> articles;
  Lines events;
  std::vector<RecordPlace> places;

 private:
  void tell(std::string_view what, const ReadEvent& where, std::string_view reason) {
    events.push_back(std::string(what) + " " + std::string(where.path) + " [" + std::string(where.format) +
                     "]: " + std::string(reason));
    places.push_back(where.place);
  }
};

struct Ingested {
  Keeping sink;
  FileOutcome outcome;
};

Ingested ingested(const std::string& path, std::string_view bytes, const IngestOptions& options = {}) {
  Ingested result;
  sources::MemoryStream stream(bytes);
  result.outcome = ingest(path, stream, options, result.sink);
  return result;
}

const std::string kEnglish =
    "The dockers of the northern harbour went back to work on Monday after the mayor had promised them a contract.";

std::string record(const std::string& fields) { return "{" + fields + "}\n"; }

TEST(Ingest, an_article_is_completed) {
  const std::string text = record(R"("title":" Two \u0007 words ","body":")" + kEnglish + R"(")");
  const Ingested result = ingested("/news/2024/03/29/a.jsonl", text);
  ASSERT_EQ(result.sink.articles.size(), 1U);
  const Article& article = result.sink.articles.front();
  EXPECT_EQ(article.title, "Two words");  // normalised
  EXPECT_EQ(article.format, "json");
  EXPECT_EQ(article.language, "en");  // detected
  ASSERT_TRUE(article.published);     // from the path
  EXPECT_EQ(to_iso(*article.published), "2024-03-29");
  ASSERT_EQ(article.provenances.size(), 1U);
  EXPECT_EQ(article.provenances[0].path, "/news/2024/03/29/a.jsonl");
  EXPECT_EQ(article.provenances[0].member, "");
  EXPECT_EQ(article.provenances[0].offset, 0U);
  EXPECT_EQ(digest_of(text.substr(0, article.provenances[0].length)), article.provenances[0].record);
}

TEST(Ingest, what_the_record_states_is_not_overruled) {
  IngestOptions options;
  options.language = "fr";
  options.source = "Ledger";
  options.section = "World";
  const std::string stated = record(R"("id":"7","title":"t","language":"de","source":"Courier","section":"Home",)"
                                    R"("published":"2020-01-02","body":")" +
                                    kEnglish + R"(")");
  const std::string silent = record(R"("title":"t","body":")" + kEnglish + R"(")");
  const Ingested result = ingested("/news/2024/03/29/a.jsonl", stated + silent, options);
  ASSERT_EQ(result.sink.articles.size(), 2U);
  const Article& first = result.sink.articles[0];
  EXPECT_EQ(first.id, "7");
  EXPECT_EQ(first.language, "de");
  EXPECT_EQ(first.source, "Courier");
  EXPECT_EQ(first.section, "Home");
  EXPECT_EQ(to_iso(*first.published), "2020-01-02");
  const Article& second = result.sink.articles[1];
  EXPECT_EQ(second.language, "fr");
  EXPECT_EQ(second.source, "Ledger");
  EXPECT_EQ(second.section, "World");
}

TEST(Ingest, derived_ids_are_of_the_place_and_differ) {
  const std::string same = record(R"("title":"t","body":"b")");
  const auto ids = [&](const std::string& path, const std::string& text) {
    std::vector<std::string> found;
    for (const Article& article : ingested(path, text).sink.articles) found.push_back(article.id);
    return found;
  };
  const auto here = ids("/a", same + same);
  ASSERT_EQ(here.size(), 2U);
  EXPECT_EQ(here[0].size(), 32U);
  EXPECT_NE(here[0], here[1]);
  EXPECT_EQ(ids("/a", same + same), here);
  EXPECT_NE(ids("/b", same)[0], here[0]);
  // Changed content stays the same article.
  EXPECT_EQ(ids("/a", record(R"("title":"other","body":"b")"))[0], here[0]);
}

TEST(Ingest, derived_ids_of_standard_input_are_of_the_content) {
  const std::string one = record(R"("title":"one","body":"b")");
  const std::string two = record(R"("title":"two","body":"b")");
  const Ingested first = ingested("-", one + two);
  const Ingested second = ingested("-", two + one);
  ASSERT_EQ(first.sink.articles.size(), 2U);
  ASSERT_EQ(second.sink.articles.size(), 2U);
  EXPECT_EQ(first.sink.articles[0].id, second.sink.articles[1].id);
  EXPECT_NE(first.sink.articles[0].id, first.sink.articles[1].id);
}

TEST(Ingest, a_bad_record_is_refused_with_its_place_and_the_rest_is_read) {
  const std::string good = record(R"("id":"1","title":"t","body":"b")");
  const Ingested result =
      ingested("/a.jsonl", good + "{\"title\": oops\n" + record(R"("id":"2","title":"t","body":"b")"));
  EXPECT_EQ(result.sink.articles.size(), 2U);
  ASSERT_EQ(result.sink.events.size(), 1U);
  EXPECT_TRUE(result.sink.events[0].starts_with("refused /a.jsonl [json]: ")) << result.sink.events[0];
  EXPECT_EQ(result.sink.places[0].record, 2U);
  EXPECT_EQ(result.sink.places[0].offset, good.size());
  EXPECT_EQ(result.outcome.articles, 2U);
  EXPECT_EQ(result.outcome.refused, 1U);
  EXPECT_TRUE(result.outcome.whole);  // every byte was read
}

TEST(Ingest, the_outcome_is_of_the_whole_file) {
  const std::string text = record(R"("title":"t","body":"b")");
  const Ingested result = ingested("/a", text);
  EXPECT_EQ(result.outcome.digest, digest_of(text));
  EXPECT_EQ(result.outcome.bytes, text.size());
  EXPECT_EQ(result.outcome.text_bytes, text.size());
  EXPECT_EQ(result.outcome.members, 1U);
  EXPECT_EQ(result.outcome.articles, 1U);
}

TEST(Ingest, empty_files_and_unknown_kinds_are_no_failures) {
  const Ingested empty = ingested("/a", "");
  EXPECT_EQ(empty.sink.events, (Lines{"skipped /a []: empty"}));
  EXPECT_EQ(empty.outcome.refused, 0U);
  EXPECT_TRUE(empty.outcome.whole);
  EXPECT_EQ(empty.outcome.digest, digest_of(""));
  const std::string picture = std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) + std::string(200'000, '\0');
  const Ingested unknown = ingested("/a.png", picture);
  EXPECT_EQ(unknown.sink.events, (Lines{"unknown /a.png []: "}));
  EXPECT_EQ(unknown.outcome.digest, digest_of(picture));
  EXPECT_TRUE(unknown.sink.articles.empty());
}

TEST(Ingest, a_format_that_is_named_is_taken_without_sniffing) {
  IngestOptions options;
  options.format = formats::find_format("text");
  ASSERT_NE(options.format, nullptr);
  const Ingested result = ingested("/a.jsonl", record(R"("title":"t","body":"b")"), options);
  ASSERT_EQ(result.sink.articles.size(), 1U);
  EXPECT_EQ(result.sink.articles[0].format, "text");
}

TEST(Ingest, damage_ends_the_file_and_not_the_run) {
  // A gzip stream of which only the header came.
  const std::string cut("\x1F\x8B\x08\0\0\0\0\0\0\3", 10);
  const Ingested result = ingested("/a.gz", cut);
  EXPECT_TRUE(result.sink.articles.empty());
  ASSERT_FALSE(result.sink.events.empty());
  EXPECT_TRUE(result.sink.events[0].starts_with("refused /a.gz")) << result.sink.events[0];
  EXPECT_FALSE(result.outcome.whole);
  EXPECT_EQ(result.outcome.refused, 1U);
  EXPECT_EQ(result.outcome.digest, digest_of(cut));
}

/// A medium that fails after its first bytes.
class Failing final : public sources::ByteStream {
 public:
  explicit Failing(std::string_view text) : text_(text) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t got = text_.read(buffer);
    if (got == 0) throw Error(Code::source_unreadable, "Input/output error");
    return got;
  }

 private:
  sources::MemoryStream text_;
};

TEST(Ingest, what_came_before_a_failing_medium_stands) {
  const std::string text = record(R"("id":"1","title":"t","body":"b")") + "{\"id\":";
  Failing stream(text);
  Keeping sink;
  const FileOutcome outcome = ingest("/a.jsonl", stream, {}, sink);
  EXPECT_EQ(sink.articles.size(), 1U);
  EXPECT_FALSE(outcome.whole);
  EXPECT_GE(outcome.refused, 1U);
  ASSERT_FALSE(sink.events.empty());
  EXPECT_NE(sink.events.back().find("Input/output error"), std::string::npos) << sink.events.back();
}

TEST(Ingest, what_the_sink_throws_passes_through) {
  class Full final : public IngestSink {
   public:
    void article(Article) override { throw Error(Code::io, "no space left"); }
    void refused(const ReadEvent&, std::string_view, std::string_view) override {}
    void skipped(const ReadEvent&, std::string_view) override {}
    void canceled(const ReadEvent&, Article) override {}
    void unknown_kind(const ReadEvent&) override {}
    void noted(const ReadEvent&, std::string_view, std::string_view) override {}
  };
  Full sink;
  const std::string text = record(R"("title":"t","body":"b")");
  sources::MemoryStream stream(text);
  EXPECT_THROW(ingest("/a", stream, {}, sink), Error);
}

}  // namespace
}  // namespace news
