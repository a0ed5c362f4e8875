// JSON records -> articles: keys, shapes, values of any type, damage.
#include <gtest/gtest.h>

#include "common/error.h"
#include "indexer/formats/json.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::read_text;
using news::testing::ReadResult;
using List = std::vector<std::string>;

Article only_article(std::string_view json, const ReadOptions& options = {}) {
  ReadResult result = read_text(kJsonFormat, json, options);
  EXPECT_EQ(result.articles.size(), 1U) << json;
  for (const std::string& reason : result.reasons("refused")) ADD_FAILURE() << reason;
  return result.articles.empty() ? Article() : result.articles.front();
}

std::string published(const Article& article) { return article.published ? to_iso(*article.published) : "none"; }

TEST(JsonReader, known_keys_fill_all_fields) {
  const Article article = only_article(
      R"({"id":"n-17","title":"Harbour <b>reopens</b>","deck":"After a week","byline":"By Ada Lunt and Bo Reyes",)"
      R"("dateline":"PORT ELLIS","agency":"Coastwire","date":"2024-03-29T13:14:00+01:00","updated":"2024-03-30",)"
      R"("source":"The Ellis Courier","section":"Local","topics":["ports","trade"],"lang":"en",)"
      R"("url":"https://courier.example/17","edition":"late","page":"3","body":"First\nline.\n\nSecond &amp; last."})");
  EXPECT_EQ(article.id, "n-17");
  EXPECT_EQ(article.title, "Harbour reopens");
  EXPECT_EQ(article.deck, "After a week");
  EXPECT_EQ(article.bylines, (List{"Ada Lunt", "Bo Reyes"}));
  EXPECT_EQ(article.dateline, "PORT ELLIS");
  EXPECT_EQ(article.agency, "Coastwire");
  EXPECT_EQ(published(article), "2024-03-29T13:14:00+01:00");
  EXPECT_EQ(to_iso(*article.updated), "2024-03-30");
  EXPECT_EQ(article.source, "The Ellis Courier");
  EXPECT_EQ(article.section, "Local");
  EXPECT_EQ(article.topics, (List{"ports", "trade"}));
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.url, "https://courier.example/17");
  EXPECT_EQ(article.edition, "late");
  EXPECT_EQ(article.page, "3");
  EXPECT_EQ(article.paragraphs, (List{"First\nline.", "Second & last."}));
  EXPECT_EQ(article.format, "json");
}

struct ValueCase {
  const char* name;
  const char* json;
  std::string (*got)(const Article&);
  const char* expected;
};

class Values : public ::testing::TestWithParam<ValueCase> {};

TEST_P(Values, are_coerced) { EXPECT_EQ(GetParam().got(only_article(GetParam().json)), GetParam().expected); }

std::string joined(const List& list) {
  std::string all;
  for (const std::string& each : list) all += (all.empty() ? "" : "|") + each;
  return all;
}
std::string id_of(const Article& article) { return article.id; }
std::string title_of(const Article& article) { return article.title; }
std::string bylines_of(const Article& article) { return joined(article.bylines); }
std::string topics_of(const Article& article) { return joined(article.topics); }
std::string source_of(const Article& article) { return article.source; }
std::string paragraphs_of_article(const Article& article) { return joined(article.paragraphs); }

INSTANTIATE_TEST_SUITE_P(
    Table, Values,
    ::testing::Values(
        ValueCase{"id_number", R"({"id":123456789012,"text":"x"})", id_of, "123456789012"},
        ValueCase{"id_float", R"({"id":17.0,"text":"x"})", id_of, "17"},
        ValueCase{"null_falls_to_the_next_key", R"({"id":null,"guid":"g","text":"x"})", id_of, "g"},
        ValueCase{"keys_in_any_case", R"({"ArticleId":"a","Text":"x"})", id_of, "a"},
        ValueCase{"title_object", R"({"title":{"rendered":"It&#8217;s on"},"content":{"rendered":"<p>x</p>"}})",
                  title_of, "It\xe2\x80\x99s on"},
        ValueCase{"title_before_headline", R"({"headline":"h","title":"t","text":"x"})", title_of, "t"},
        ValueCase{"authors_as_objects", R"({"title":"t","authors":[{"name":"Ada Lunt"},{"name":"Bo Reyes"}]})",
                  bylines_of, "Ada Lunt|Bo Reyes"},
        ValueCase{"authors_as_list", R"({"title":"t","author":["Ada Lunt","Bo Reyes"]})", bylines_of,
                  "Ada Lunt|Bo Reyes"},
        ValueCase{"authors_with_semicolon", R"({"title":"t","author":"Ada Lunt; Bo Reyes"})", bylines_of,
                  "Ada Lunt|Bo Reyes"},
        ValueCase{"german_byline", R"({"title":"t","byline":"Von Ada Lunt"})", bylines_of, "Ada Lunt"},
        ValueCase{"keywords_with_commas", R"({"title":"t","keywords":"ports, trade ,sea"})", topics_of,
                  "ports|trade|sea"},
        ValueCase{"tags_as_objects", R"({"title":"t","tags":[{"name":"ports"},{"label":"trade"}]})", topics_of,
                  "ports|trade"},
        ValueCase{"source_object", R"({"title":"t","source":{"id":null,"name":"Courier"}})", source_of, "Courier"},
        ValueCase{"body_html", R"({"title":"t","body":"<p>One</p><p>Two<br>lines</p>"})", paragraphs_of_article,
                  "One|Two\nlines"},
        ValueCase{"body_list", R"({"title":"t","content":["One","Two"]})", paragraphs_of_article, "One|Two"},
        ValueCase{"body_blocks_with_pictures",
                  R"({"title":"t","content":[{"type":"p","text":"One"},{"type":"image","text":"caption"}]})",
                  paragraphs_of_article, "One"},
        ValueCase{"own_body_keeps_lines", R"({"title":"t","body":"one\ntwo"})", paragraphs_of_article, "one\ntwo"},
        ValueCase{"maintext_has_a_paragraph_a_line", R"({"title":"t","maintext":"one\ntwo"})", paragraphs_of_article,
                  "one|two"},
        ValueCase{"a_search_hit", R"({"_index":"n","_id":"e1","_source":{"title":"t","text":"x"}})", id_of, "e1"}),
    [](const auto& test) { return std::string(test.param.name); });

struct DateCase {
  const char* value;
  const char* expected;
};

class Dates : public ::testing::TestWithParam<DateCase> {};

TEST_P(Dates, are_read_in_all_forms) {
  const Article article = only_article(std::string(R"({"title":"t","published":)") + GetParam().value + "}");
  EXPECT_EQ(published(article), GetParam().expected) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Dates,
    ::testing::Values(DateCase{"\"2024-03-29\"", "2024-03-29"}, DateCase{"1711718045", "2024-03-29T13:14:05Z"},
                      DateCase{"1711718045000", "2024-03-29T13:14:05Z"},
                      DateCase{"1711718045.25", "2024-03-29T13:14:05Z"},
                      DateCase{"\"1711718045\"", "2024-03-29T13:14:05Z"}, DateCase{"20240329", "2024-03-29"},
                      DateCase{"2024", "2024"}, DateCase{"\"Fri, 29 Mar 2024 13:14:05 +0000\"", "2024-03-29T13:14:05Z"},
                      DateCase{"\"March 29, 2024\"", "2024-03-29"}, DateCase{"-1", "1969-12-31T23:59:59Z"},
                      DateCase{"1e300", "none"}, DateCase{"0", "none"}, DateCase{"\"soon\"", "none"},
                      DateCase{"true", "none"}, DateCase{"{}", "none"}));

TEST(JsonReader, what_is_assumed_of_dates_is_noted) {
  const ReadResult odd = read_text(kJsonFormat, R"({"title":"t","date":"the day after"})");
  EXPECT_EQ(odd.reasons("noted"), List{"date not understood"});
  const ReadResult ambiguous = read_text(kJsonFormat, R"({"title":"t","date":"03/04/2024"})");
  EXPECT_EQ(ambiguous.reasons("noted"), List{"day/month order assumed"});
  ReadOptions day_first;
  day_first.date_order = DateOrder::day_first;
  const ReadResult told = read_text(kJsonFormat, R"({"title":"t","date":"03/04/2024"})", day_first);
  EXPECT_EQ(told.reasons("noted"), List{});
  EXPECT_EQ(published(told.articles.at(0)), "2024-04-03");
}

TEST(JsonReader, mapped_keys_win_and_are_the_only_ones) {
  ReadOptions options;
  options.field_keys = {
      {"title", "meta.0.kop"}, {"body", "inhoud.tekst"}, {"date", "when.day"}, {"source", "none.such"}};
  const Article article = only_article(
      R"({"title":"wrong","source":"wrong","body":"wrong","meta":[{"kop":"right"}],"inhoud":{"tekst":"One\n\nTwo"},)"
      R"("when.day":"2024-03-29"})",
      options);
  EXPECT_EQ(article.title, "right");
  EXPECT_EQ(article.paragraphs, (List{"One", "Two"}));
  EXPECT_EQ(published(article), "2024-03-29");
  EXPECT_EQ(article.source, "");
}

TEST(JsonReader, provenance_is_the_records_own_bytes) {
  const std::string text = "[\n  {\"title\":\"one\"},\n  {\"title\":\"two\"}\n]";
  const ReadResult result = read_text(kJsonFormat, text);
  ASSERT_EQ(result.articles.size(), 2U);
  const Provenance& second = result.articles[1].provenances.at(0);
  EXPECT_EQ(text.substr(second.offset, second.length), "{\"title\":\"two\"}");
  EXPECT_EQ(second.record, digest_of("{\"title\":\"two\"}"));
}

TEST(JsonReader, utf16_is_read_with_provenance_in_its_own_bytes) {
  const std::u16string text = u"\uFEFF{\"title\":\"\u00e9t\u00e9 \U0001F600\"}\n{\"title\":\"two\"}";
  std::string bytes;
  for (const char16_t unit : text) {
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  }
  const ReadResult result = read_text(kJsonFormat, bytes);
  ASSERT_EQ(result.articles.size(), 2U);
  EXPECT_EQ(result.articles[0].title, "\xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80");
  const Provenance& second = result.articles[1].provenances.at(0);
  const std::string raw("{\0\"\0t\0i\0t\0l\0e\0\"\0:\0\"\0t\0w\0o\0\"\0}\0", 30);
  EXPECT_EQ(bytes.substr(second.offset, second.length), raw);
  EXPECT_EQ(second.record, digest_of(raw));
}

struct FaultCase {
  const char* name;
  std::string json;
  std::size_t articles;
  List refused;
  List noted;
};

class Faults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(Faults, are_told_and_passed) {
  const ReadResult result = read_text(kJsonFormat, GetParam().json);
  EXPECT_EQ(result.articles.size(), GetParam().articles);
  const List refused = result.reasons("refused");
  ASSERT_EQ(refused.size(), GetParam().refused.size());
  for (std::size_t i = 0; i < refused.size(); ++i)
    EXPECT_TRUE(refused[i].starts_with(GetParam().refused[i])) << refused[i];
  EXPECT_EQ(result.reasons("noted"), GetParam().noted);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Faults,
    ::testing::Values(
        FaultCase{"a_bad_line",
                  "{\"title\":\"a\"}\n{\"title\":}\n{\"title\":\"c\"}\n",
                  2,
                  {"line 2: JSON, byte 10 of the record"},
                  {}},
        FaultCase{"nothing_to_read",
                  "{\"id\":1}\n{\"title\":\" \",\"body\":\"\"}",
                  0,
                  {"no title and no text", "no title and no text"},
                  {}},
        FaultCase{"nan", R"({"title":"a NaN","x":NaN,"y":-Infinity})", 1, {}, {"JSON mended"}},
        FaultCase{"half_a_surrogate_pair", R"({"title":"a \ud83d b"})", 1, {}, {"JSON mended"}},
        FaultCase{"whole_surrogate_pair", R"({"title":"a \ud83d\ude00 b"})", 1, {}, {}},
        FaultCase{"tab_in_a_string", "{\"title\":\"a\tb\"}", 1, {}, {"JSON mended"}},
        FaultCase{"duplicate_keys", R"({"title":"a","title":"b"})", 1, {}, {}},
        FaultCase{"huge_number", R"({"title":"a","n":1e999999})", 0, {"line 1: JSON: a number is out of range"}, {}},
        FaultCase{"latin1",
                  "{\"title\":\"a\",\"body\":\"Le pr\xe9sident a d\xe9"
                  "clar\xe9 que la soci\xe9t\xe9 \xe9tait ferm\xe9"
                  "e\"}",
                  1,
                  {},
                  {"charset guessed"}},
        FaultCase{"trailing_comma", R"({"title":"a",})", 0, {"line 1: JSON"}, {}},
        FaultCase{"nested_too_deeply",
                  "{\"title\":\"a\",\"x\":" + std::string(600, '[') + std::string(600, ']') + "}",
                  0,
                  {"line 1: nested too deeply"},
                  {}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(JsonReader, half_a_pair_becomes_a_replacement_character) {
  EXPECT_EQ(only_article(R"({"title":"a \ud83d b"})").title, "a \xef\xbf\xbd b");
  EXPECT_EQ(only_article(R"({"title":"a","title":"b"})").title, "b");
}

TEST(JsonReader, what_was_dumped_reads_back_the_same) {
  const Article article = only_article(
      R"({"id":"x","title":"Tags <b> &amp; more","deck":"d","byline":"Lunt, Ada; Bo & Co","dateline":"P","agency":"A",)"
      R"("source":"S","section":"C","topics":["a, b","c"],"language":"en","url":"u","published":"2024-03",)"
      R"("updated":"2024-03-29T13:14Z","body":"ignored","paragraphs":["One <i>\ntwo","AT&amp;T"],"format":"text",)"
      R"("provenance":{"path":"p","member":"","offset":0,"length":1,"record":""}})");
  EXPECT_EQ(article.title, "Tags <b> &amp; more");
  EXPECT_EQ(article.bylines, (List{"Lunt, Ada", "Bo & Co"}));
  EXPECT_EQ(article.topics, (List{"a, b", "c"}));
  EXPECT_EQ(published(article), "2024-03");
  EXPECT_EQ(to_iso(*article.updated), "2024-03-29T13:14Z");
  EXPECT_EQ(article.paragraphs, (List{"One <i>\ntwo", "AT&amp;T"}));
}

TEST(JsonReader, ninjs_1) {
  const Article article = only_article(
      R"({"uri":"urn:x:1","type":"text","versioncreated":"2024-03-29T15:00:00Z","firstcreated":"2024-03-29T13:14:00Z",)"
      R"("headline":"Ferry sinks","byline":"Ada Lunt","located":"Port Ellis","language":"en-GB","provider":"Coastwire",)"
      R"("subject":[{"name":"shipping","code":"1"},{"name":"accident"}],"description_text":"Nobody hurt",)"
      R"("body_text":"One. Two.","body_xhtml":"<p>One.</p><p>Two.</p>"})");
  EXPECT_EQ(article.id, "urn:x:1");
  EXPECT_EQ(article.title, "Ferry sinks");
  EXPECT_EQ(article.deck, "Nobody hurt");
  EXPECT_EQ(article.bylines, List{"Ada Lunt"});
  EXPECT_EQ(article.dateline, "Port Ellis");
  EXPECT_EQ(article.source, "Coastwire");
  EXPECT_EQ(article.topics, (List{"shipping", "accident"}));
  EXPECT_EQ(article.language, "en-GB");
  EXPECT_EQ(published(article), "2024-03-29T13:14:00Z");
  EXPECT_EQ(to_iso(*article.updated), "2024-03-29T15:00:00Z");
  EXPECT_EQ(article.paragraphs, (List{"One.", "Two."}));
}

TEST(JsonReader, ninjs_3) {
  const Article article = only_article(
      R"({"uri":"urn:x:3","type":"text","versionCreated":"2024-03-29T15:00:00Z","by":"Ada Lunt",)"
      R"("headlines":[{"role":"short","value":"Short"},{"role":"main","value":"Main"},{"role":"sub","value":"Sub"}],)"
      R"("people":[{"rel":"about","name":"Someone"}],"subjects":[{"name":"shipping"}],)"
      R"("bodies":[{"role":"text","contentType":"text/plain","value":"Plain."},)"
      R"({"role":"html","contentType":"text/html","value":"<h1>Main</h1><p>One.</p><p>Two.</p>"}]})");
  EXPECT_EQ(article.title, "Main");
  EXPECT_EQ(article.deck, "Sub");
  EXPECT_EQ(article.bylines, List{"Ada Lunt"});
  EXPECT_EQ(article.paragraphs, (List{"One.", "Two."}));
  EXPECT_FALSE(article.updated);
}

TEST(JsonReader, ninjs_with_nitf_inside) {
  const Article article = only_article(
      R"({"uri":"urn:x:4","type":"text","versioncreated":"2024-03-29T15:00:00Z","headline":"H","bodies":[{"role":"nitf",)"
      R"("value":"<nitf><head><title>H</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head>)"
      R"(<body.content><p>One.</p></body.content></body></nitf>"}]})");
  EXPECT_EQ(article.paragraphs, List{"One."});
}

TEST(JsonReader, ninjs_that_is_no_article_is_skipped) {
  const ReadResult result =
      read_text(kJsonFormat,
                "{\"uri\":\"1\",\"type\":\"picture\",\"headline\":\"h\",\"versioncreated\":\"2024-03-29T15:00:00Z\"}\n"
                "{\"uri\":\"2\",\"type\":\"text\",\"headline\":\"h\",\"pubstatus\":\"canceled\"}\n");
  EXPECT_EQ(result.articles.size(), 0U);
  EXPECT_EQ(result.reasons("skipped"), List{"not an article"});
  EXPECT_EQ(result.reasons("canceled").size(), 1U);
}

TEST(JsonReader, content_blocks) {
  const Article article = only_article(
      R"({"id":"b","article_url":"https://p.example/b","title":"T","author":"Lunt","published_date":1711718045000,)"
      R"("contents":[{"type":"kicker","content":"Local"},{"type":"title","content":"T"},)"
      R"({"type":"byline","content":"By Ada Lunt and Bo Reyes"},{"type":"date","content":1711718045000},)"
      R"({"type":"image","fullcaption":"c","content":"c"},{"type":"sanitized_html","subtype":"paragraph",)"
      R"("content":"One <a href=\"x\">link</a>."},null,{"type":"sanitized_html","content":"Two."}],"source":"P"})");
  EXPECT_EQ(article.section, "Local");
  EXPECT_EQ(article.bylines, (List{"Ada Lunt", "Bo Reyes"}));
  EXPECT_EQ(published(article), "2024-03-29T13:14:05Z");
  EXPECT_EQ(article.url, "https://p.example/b");
  EXPECT_EQ(article.paragraphs, (List{"One link.", "Two."}));
}

TEST(JsonReader, a_damaged_stream_gives_the_records_before_the_damage) {
  class Damaged : public sources::ByteStream {
   public:
    std::size_t read(std::span<char> buffer) override {
      if (done_) throw Error(Code::source_unreadable, "bad disk");
      done_ = true;
      constexpr std::string_view kText = "{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"tit";
      std::copy(kText.begin(), kText.end(), buffer.begin());
      return kText.size();
    }

   private:
    bool done_ = false;
  } bytes;
  std::vector<news::testing::Said> said;
  news::testing::KeepingReporter reporter(said);
  const ReadOptions options;
  const auto reader = kJsonFormat.open({bytes, "x", options, reporter});
  EXPECT_EQ(reader->next()->title, "a");
  EXPECT_EQ(reader->next()->title, "b");
  EXPECT_THROW((void)reader->next(), Error);
}

struct SniffCase {
  const char* name;
  std::string head;
  Confidence expected;
};

class Sniff : public ::testing::TestWithParam<SniffCase> {};

TEST_P(Sniff, tells_articles_from_other_json) {
  EXPECT_EQ(kJsonFormat.sniff({GetParam().head, "x.json"}), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Sniff,
    ::testing::Values(
        SniffCase{"article", R"({"title":"a","body":"b"})", Confidence::certain},
        SniffCase{"text_only", R"({"docid":1,"contents":"b"})", Confidence::likely},
        SniffCase{"headline_and_date", R"( {"headline":"a","date":"2024-03-29"})", Confidence::possible},
        SniffCase{"list", "\xef\xbb\xbf[ {\"title\":\"a\",\"text\":\"b\"}", Confidence::certain},
        SniffCase{"wrapper", R"({"status":"ok","articles":[{"title":"a","content":"b"}]})", Confidence::certain},
        SniffCase{"cut_off", R"({"id":1,"title":"a","body":"and so on)", Confidence::certain},
        SniffCase{"cut_off_wrapper", R"({"status":"ok","articles":[{"title":"a","content":"and so)",
                  Confidence::certain},
        SniffCase{"a_later_line", "{\"delete\":1}\n{\"text\":\"b\",\"created_at\":\"x\"}\n", Confidence::certain},
        SniffCase{"package", R"({"name":"x","version":"1","description":"d","scripts":{}})", Confidence::no},
        SniffCase{"truth_file", R"({"file":"a.txt","article":{"title":"a","body":"b"}})", Confidence::no},
        SniffCase{"schema", R"({"$schema":"s","title":"a","description":"d","properties":{"body":{}}})",
                  Confidence::no},
        SniffCase{"geo", R"({"type":"FeatureCollection","features":[]})", Confidence::no},
        SniffCase{"text", "Title: {a}", Confidence::no}, SniffCase{"nothing", "", Confidence::no},
        SniffCase{"brackets", std::string(70'000, '['), Confidence::no}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace news::formats
