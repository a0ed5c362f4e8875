// RSS, Atom and WordPress exports -> articles: where fields stand, dress of texts, broken items, sniffing.
#include <gtest/gtest.h>

#include "common/error.h"
#include "indexer/formats/atom.h"
#include "indexer/formats/rss.h"
#include "indexer/formats/table.h"
#include "indexer/formats/wordpress_text.h"
#include "indexer/formats/wxr.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_text;
using news::testing::ReadResult;
using List = std::vector<std::string>;

std::string joined(const List& list) {
  std::string all;
  for (const std::string& each : list) all += (all.empty() ? "" : "|") + each;
  return all;
}

// Declares what the cases use.
constexpr std::string_view kRssStart =
    "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:t=\"http://purl.org/dc/terms/\" "
    "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
    "xmlns:a=\"http://www.w3.org/2005/Atom\" xmlns:fb=\"http://rssnamespace.org/feedburner/ext/1.0\" "
    "xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:p=\"http://prismstandard.org/namespaces/basic/2.0/\">"
    "<channel><title>Coast Paper</title><link>https://coast.example.org/a/</link><language>en-us</language>";
constexpr std::string_view kRssEnd = "</channel></rss>";

std::string rss(std::string_view items) { return std::string(kRssStart) + std::string(items) + std::string(kRssEnd); }
std::string item(std::string_view inside) { return rss("<item><title>T</title>" + std::string(inside) + "</item>"); }
std::string atom(std::string_view entries, std::string_view feed = "<title>Coast Feed</title>") {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\">" + std::string(feed) + std::string(entries) + "</feed>";
}
std::string entry(std::string_view inside) { return atom("<entry>" + std::string(inside) + "</entry>"); }
std::string entry03(std::string_view inside) {
  return "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Old</title><entry>" + std::string(inside) +
         "</entry></feed>";
}

Article only_article(const Format& format, std::string_view xml) {
  ReadResult result = read_text(format, xml);
  EXPECT_EQ(result.articles.size(), 1U) << xml;
  for (const std::string& reason : result.reasons("refused")) ADD_FAILURE() << reason;
  return result.articles.empty() ? Article() : result.articles.front();
}

// ---- fields ------------------------------------------------------------------------------------------------------

struct FieldCase {
  const char* name;
  const Format* format;
  std::string xml;
  std::string (*got)(const Article&);
  const char* expected;
};

void PrintTo(const FieldCase& c, std::ostream* out) { *out << c.name; }

std::string id(const Article& article) { return article.id; }
std::string title(const Article& article) { return article.title; }
std::string deck(const Article& article) { return article.deck; }
std::string bylines(const Article& article) { return joined(article.bylines); }
std::string source(const Article& article) { return article.source; }
std::string topics(const Article& article) { return joined(article.topics); }
std::string language(const Article& article) { return article.language; }
std::string url(const Article& article) { return article.url; }
std::string paragraphs(const Article& article) { return joined(article.paragraphs); }
std::string published(const Article& article) { return article.published ? to_iso(*article.published) : "none"; }
std::string updated(const Article& article) { return article.updated ? to_iso(*article.updated) : "none"; }

class FeedFields : public ::testing::TestWithParam<FieldCase> {};

TEST_P(FeedFields, are_found) {
  EXPECT_EQ(GetParam().got(only_article(*GetParam().format, GetParam().xml)), GetParam().expected);
}

std::string case_name(const ::testing::TestParamInfo<FieldCase>& test) { return test.param.name; }

const Format* const kRss = &kRssFormat;
const Format* const kAtom = &kAtomFormat;

INSTANTIATE_TEST_SUITE_P(
    Titles, FeedFields,
    ::testing::Values(
        FieldCase{"plain", kRss, rss("<item><title> A &amp; B </title></item>"), title, "A & B"},
        FieldCase{"escaped_twice", kRss, rss("<item><title>A &amp;amp; B</title></item>"), title, "A & B"},
        FieldCase{"html", kRss, rss("<item><title><![CDATA[A <b>bold</b> one]]></title></item>"), title, "A bold one"},
        FieldCase{"less_than", kRss, rss("<item><title>1 &lt; 2</title></item>"), title, "1 < 2"},
        FieldCase{"dublin_core", kRss, rss("<item><dc:title>D</dc:title></item>"), title, "D"},
        FieldCase{"of_the_item_before_media", kRss, rss("<item><media:title>M</media:title><title>T</title></item>"),
                  title, "T"},
        FieldCase{"atom_text", kAtom, entry("<title>a &lt;b&gt; tag</title>"), title, "a <b> tag"},
        FieldCase{"atom_html", kAtom, entry("<title type='html'>a &lt;b&gt;bold&lt;/b&gt; &amp;amp; one</title>"),
                  title, "a bold & one"},
        FieldCase{
            "atom_xhtml", kAtom,
            entry("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>bold</b> one</div></title>"),
            title, "a bold one"},
        FieldCase{"atom_media_type", kAtom, entry("<title type='text/html'>&lt;i&gt;x&lt;/i&gt;</title>"), title, "x"},
        FieldCase{"entity_of_a_dtd", kRss,
                  "<!DOCTYPE rss SYSTEM 'rss-0.91.dtd'>" + rss("<item><title>Caf&eacute;</title></item>"), title,
                  "Caf\xc3\xa9"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Texts, FeedFields,
    ::testing::Values(
        FieldCase{"description", kRss, item("<description>One.\n\nTwo\nlines.</description>"), paragraphs,
                  "One.|Two lines."},
        FieldCase{"html", kRss, item("<description>&lt;p&gt;One.&lt;/p&gt;Two.</description>"), paragraphs,
                  "One.|Two."},
        FieldCase{"escaped_twice", kRss, item("<description>&amp;lt;p&amp;gt;One.&amp;lt;/p&amp;gt;</description>"),
                  paragraphs, "One."},
        FieldCase{"about_tags", kRss, item("<description>The &amp;lt;b&amp;gt; tag is bold.</description>"), paragraphs,
                  "The <b> tag is bold."},
        FieldCase{"the_longest", kRss,
                  item("<content:encoded>Short.</content:encoded><description>The longer one.</description>"),
                  paragraphs, "The longer one."},
        FieldCase{"markup_not_escaped", kRss, item("<description><p>One.</p><p>Two &amp; three.</p></description>"),
                  paragraphs, "One.|Two & three."},
        FieldCase{"xhtml_body", kRss, item("<h:body><h:p>One.</h:p><h:p>Two.</h:p></h:body>"), paragraphs, "One.|Two."},
        FieldCase{"media_last", kRss, item("<media:description>Seen.</media:description>"), paragraphs, "Seen."},
        FieldCase{"media_group", kRss, item("<media:group><media:description>Seen.</media:description></media:group>"),
                  paragraphs, "Seen."},
        FieldCase{"not_media", kRss,
                  item("<description>Said.</description><media:description>A picture is seen.</media:description>"),
                  paragraphs, "Said."},
        FieldCase{"undeclared_prefix", kRss,
                  "<rss><channel><item><content:encoded>One.</content:encoded></item></channel></rss>", paragraphs,
                  "One."},
        FieldCase{
            "misspelt_namespace", kRss,
            "<rss xmlns:content='http://example.org/c'><item><content:encoded>One.</content:encoded></item></rss>",
            paragraphs, "One."},
        FieldCase{"windows_control", kRss, item("<description>don&#146;t</description>"), paragraphs,
                  "don\xe2\x80\x99t"},
        FieldCase{
            "blog_line", kRss,
            item(
                "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;The post T appeared first on X.&lt;/p&gt;</description>"),
            paragraphs, "One."},
        FieldCase{"atom_xhtml", kAtom,
                  entry("<content type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p>1 &lt; "
                        "2</x:p><x:script>s</x:script>"
                        "<x:p>b<x:br/>c</x:p></x:div></content>"),
                  paragraphs, "1 < 2|b\nc"},
        FieldCase{"atom_out_of_line", kAtom, entry("<title>t</title><content src='x.html' type='html'>no</content>"),
                  paragraphs, ""},
        FieldCase{"atom_no_text", kAtom, entry("<title>t</title><content type='image/png'>aGVsbG8=</content>"),
                  paragraphs, ""},
        FieldCase{"atom_text_is_literal", kAtom, entry("<content>&lt;p&gt;x&lt;/p&gt;</content>"), paragraphs,
                  "<p>x</p>"},
        FieldCase{"atom_03_escaped", kAtom,
                  entry03("<content type='text/html' mode='escaped'>&lt;p&gt;x&lt;/p&gt;</content>"), paragraphs, "x"},
        FieldCase{"atom_03_base64", kAtom, entry03("<content type='text/html' mode='base64'>PHA+\nw6k8L3A+</content>"),
                  paragraphs, "\xc3\xa9"},
        FieldCase{
            "atom_03_xml", kAtom,
            entry03("<content type='application/xhtml+xml'><p xmlns='http://www.w3.org/1999/xhtml'>x</p></content>"),
            paragraphs, "x"},
        FieldCase{"atom_in_rss", kRss, item("<a:content type='html'>&lt;p&gt;x&lt;/p&gt;</a:content>"), paragraphs,
                  "x"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Decks, FeedFields,
    ::testing::Values(
        FieldCase{"another_text", kRss,
                  item("<description>In short.</description><content:encoded>The whole story.</content:encoded>"), deck,
                  "In short."},
        FieldCase{"beginning", kRss,
                  item("<description>The whole [&amp;#8230;]</description><content:encoded>The whole "
                       "story.</content:encoded>"),
                  deck, ""},
        FieldCase{"beginning_by_machine", kRss,
                  item("<description>One.Two&amp;nbsp;three</description>"
                       "<content:encoded>&lt;p&gt;One.&lt;/p&gt;Two three four.</content:encoded>"),
                  deck, ""},
        FieldCase{"the_text_itself", kRss, item("<description>The whole story.</description>"), deck, ""},
        FieldCase{"summary", kAtom, entry("<summary>Short.</summary><content>Something longer.</content>"), deck,
                  "Short."}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    People, FeedFields,
    ::testing::Values(
        FieldCase{"mail_and_name", kRss, item("<author>ada@example.org (Ada Lunt)</author>"), bylines, "Ada Lunt"},
        FieldCase{"name_and_mail", kRss, item("<author>Ada Lunt &lt;ada@example.org&gt;</author>"), bylines,
                  "Ada Lunt"},
        FieldCase{"name_and_mail_in_brackets", kRss, item("<author>Ada Lunt (ada@example.org)</author>"), bylines,
                  "Ada Lunt"},
        FieldCase{"mail", kRss, item("<author>ada@example.org</author>"), bylines, "ada@example.org"},
        FieldCase{"unread_mail", kRss, item("<author>noreply@example.org</author>"), bylines, ""},
        FieldCase{"unread_mail_and_name", kRss, item("<author>noreply@example.org (Ada Lunt)</author>"), bylines,
                  "Ada Lunt"},
        FieldCase{"creator", kRss, item("<dc:creator>By Ada Lunt and Bo Reyes</dc:creator>"), bylines,
                  "Ada Lunt|Bo Reyes"},
        FieldCase{"creators", kRss, item("<dc:creator>Ada Lunt</dc:creator><dc:creator>Bo Reyes</dc:creator>"), bylines,
                  "Ada Lunt|Bo Reyes"},
        FieldCase{"itunes_last", kRss, item("<itunes:author>Show</itunes:author><author>Ada Lunt</author>"), bylines,
                  "Ada Lunt"},
        FieldCase{"atom_names", kAtom,
                  entry("<title>t</title><author><name>Lunt, Ada</name></author><author><name>Bo</name></author>"),
                  bylines, "Lunt, Ada|Bo"},
        FieldCase{"atom_of_the_source", kAtom,
                  atom("<entry><title>t</title><source><author><name>Ada</name></author></source></entry>",
                       "<title>f</title><author><name>Bo</name></author>"),
                  bylines, "Ada"},
        FieldCase{"atom_of_the_feed", kAtom,
                  atom("<entry><title>t</title></entry>", "<title>f</title><author><name>Bo</name></author>"), bylines,
                  "Bo"},
        FieldCase{"contributor_is_none", kAtom, entry("<title>t</title><contributor><name>Ada</name></contributor>"),
                  bylines, ""}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Addresses, FeedFields,
    ::testing::Values(
        FieldCase{"guid", kRss, item("<guid isPermaLink='false'>g1</guid><link>https://x.example/1</link>"), id, "g1"},
        FieldCase{"link_for_id", kRss, item("<link>https://x.example/1</link>"), id, "https://x.example/1"},
        FieldCase{"rdf_about", kRss,
                  "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
                  "<item rdf:about='https://x.example/r'><title>t</title></item></rdf:RDF>",
                  id, "https://x.example/r"},
        FieldCase{"link", kRss, item("<link> https://x.example/?a=1&amp;b=2 </link>"), url,
                  "https://x.example/?a=1&b=2"},
        FieldCase{"relative", kRss, item("<link>../b</link>"), url, "https://coast.example.org/b"},
        FieldCase{"permanent_guid", kRss, item("<guid>https://x.example/g</guid>"), url, "https://x.example/g"},
        FieldCase{"guid_not_permanent", kRss, item("<guid isPermaLink='false'>https://x.example/g</guid>"), url, ""},
        FieldCase{"feedburner", kRss,
                  item("<link>https://feeds.example/x</link><fb:origLink>https://x.example/1</fb:origLink>"), url,
                  "https://x.example/1"},
        FieldCase{"atom_alternate", kAtom,
                  entry("<title>t</title><link rel='self' href='https://x.example/s'/>"
                        "<link rel='alternate' type='application/json' href='https://x.example/j'/>"
                        "<link rel='alternate' type='text/html' href='https://x.example/h'/>"),
                  url, "https://x.example/h"},
        FieldCase{"atom_without_rel", kAtom, entry("<title>t</title><link href='https://x.example/h'/>"), url,
                  "https://x.example/h"},
        FieldCase{"xml_base", kAtom,
                  "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://x.example/a/'><title>f</title>"
                  "<entry xml:base='b/'><title>t</title><link href='c?d#e'/></entry></feed>",
                  url, "https://x.example/a/b/c?d#e"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    DatesAndRest, FeedFields,
    ::testing::Values(
        FieldCase{"pub_date", kRss, item("<pubDate>Mon, 5 Jul 2021 09:30:00 +0200</pubDate>"), published,
                  "2021-07-05T09:30:00+02:00"},
        FieldCase{"dc_date", kRss, item("<dc:date>2021-07-05</dc:date>"), published, "2021-07-05"},
        FieldCase{"next_date_where_the_first_is_none", kRss,
                  item("<pubDate>yesterday</pubDate><dc:date>2021-07-05</dc:date>"), published, "2021-07-05"},
        FieldCase{
            "atom_published", kAtom,
            entry("<title>t</title><updated>2021-07-06T00:00:00Z</updated><published>2021-07-05T00:00:00Z</published>"),
            published, "2021-07-05T00:00:00Z"},
        FieldCase{
            "atom_updated", kAtom,
            entry("<title>t</title><updated>2021-07-06T00:00:00Z</updated><published>2021-07-05T00:00:00Z</published>"),
            updated, "2021-07-06T00:00:00Z"},
        FieldCase{"published_from_updated", kAtom, entry("<title>t</title><updated>2021-07-06T00:00:00Z</updated>"),
                  published, "2021-07-06T00:00:00Z"},
        FieldCase{"modified", kRss, item("<t:modified>2021-07-07</t:modified>"), updated, "2021-07-07"},
        FieldCase{"channel", kRss, item(""), source, "Coast Paper"},
        FieldCase{"rss_source", kRss, item("<source url='https://x.example/rss'>Other Paper</source>"), source,
                  "Other Paper"},
        FieldCase{"atom_source", kAtom, entry("<title>t</title><source><title>Other</title></source>"), source,
                  "Other"},
        FieldCase{"publisher_of_a_feed_without_title", kRss,
                  "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><dc:publisher>Printer</dc:publisher>"
                  "<item><title>t</title></item></channel></rss>",
                  source, "Printer"},
        FieldCase{"publication", kRss, item("<p:publicationName>Journal</p:publicationName>"), source, "Journal"},
        FieldCase{"channel_language", kRss, item(""), language, "en-us"},
        FieldCase{"item_language", kRss, item("<dc:language>fr</dc:language>"), language, "fr"},
        FieldCase{
            "xml_lang", kAtom,
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>f</title><entry><title>t</title></entry>"
            "</feed>",
            language, "de"},
        FieldCase{"xml_lang_of_the_text", kAtom, entry("<content xml:lang='it'>Ciao.</content>"), language, "it"},
        FieldCase{"categories", kRss,
                  item("<category>Ports</category><dc:subject>Trade</dc:subject><media:keywords>a, b</media:keywords>"),
                  topics, "Ports|Trade|a|b"},
        FieldCase{"atom_categories", kAtom,
                  entry("<title>t</title><category term='x' label='Ports'/><category term='trade'/>"), topics,
                  "Ports|trade"}),
    case_name);

// ---- records -----------------------------------------------------------------------------------------------------

TEST(FeedReader, each_item_has_its_own_bytes_however_the_stream_comes) {
  const std::string one = "<item><title>One</title><description><![CDATA[</item><item>]]></description></item>";
  const std::string two = "<item><title>Two</title></item>";
  const std::string text = "\xEF\xBB\xBF\n<?xml version=\"1.0\"?>\n<!-- <item> -->" + rss(one + "\n" + two);
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
    CrumbStream bytes(text, crumb);
    const ReadResult result = read_stream(kRssFormat, bytes);
    ASSERT_EQ(result.articles.size(), 2U);
    EXPECT_TRUE(result.said.empty());
    const Provenance& first = result.articles[0].provenances.at(0);
    const Provenance& second = result.articles[1].provenances.at(0);
    EXPECT_EQ(text.substr(first.offset, first.length), one);
    EXPECT_EQ(text.substr(second.offset, second.length), two);
    EXPECT_EQ(second.record, digest_of(two));
    EXPECT_EQ(result.articles[1].source, "Coast Paper");
  }
}

TEST(FeedReader, an_item_behind_a_broken_one_is_read) {
  const ReadResult result =
      read_text(kRssFormat,
                rss("<item><link>https://x.example/</link></item><item><title>A & B</title><link>?a=1&b=2</link></item>"
                    "<item><title>C<b></title></item><item><title>D</title></item>"));
  ASSERT_EQ(result.articles.size(), 3U);
  EXPECT_EQ(result.articles[0].title, "A & B");
  EXPECT_EQ(result.articles[0].url, "https://coast.example.org/a/?a=1&b=2");
  EXPECT_EQ(result.articles[1].title, "C");
  EXPECT_EQ(result.articles[2].title, "D");
  EXPECT_EQ(result.reasons("refused"), List{"no title and no text"});
  EXPECT_EQ(result.reasons("noted"), (List{"ill-formed XML mended", "ill-formed XML mended"}));
}

TEST(FeedReader, a_mended_entry_has_what_its_feed_declares) {
  const ReadResult result =
      read_text(kAtomFormat,
                "<x:feed xmlns:x='http://www.w3.org/2005/Atom' xml:base='https://x.example/a/' xml:lang='fr'>"
                "<x:title>F</x:title><x:entry><x:title>A & B</x:title><x:link href='c'/></x:entry></x:feed>");
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles[0].title, "A & B");
  EXPECT_EQ(result.articles[0].url, "https://x.example/a/c");
  EXPECT_EQ(result.articles[0].language, "fr");
}

TEST(FeedReader, items_before_the_channels_title_have_its_source) {
  const ReadResult result = read_text(kRssFormat,
                                      "<rss><channel><item><title>A</title></item><item><title>B</title></item>"
                                      "<title>Late</title><language>fr</language></channel></rss>");
  ASSERT_EQ(result.articles.size(), 2U);
  EXPECT_EQ(result.articles[0].source, "Late");
  EXPECT_EQ(result.articles[1].language, "fr");
}

TEST(FeedReader, feeds_on_end_have_a_source_each) {
  const std::string other =
      "<?xml version='1.0'?><rss><channel><title>Other</title><item><title>B</title></item></channel></rss>\n";
  for (const std::string& end : {std::string(), std::string("</rss>")}) {
    const ReadResult result = read_text(kRssFormat, rss("<item><title>A</title></item>") + end + "\n" + other + other);
    ASSERT_EQ(result.articles.size(), 3U);
    EXPECT_EQ(result.articles[0].source, "Coast Paper");
    EXPECT_EQ(result.articles[1].source, "Other");
    EXPECT_EQ(result.articles[2].source, "Other");
  }
}

TEST(FeedReader, a_feed_closed_too_early_keeps_its_source) {
  const ReadResult result =
      read_text(kRssFormat, rss("<item><title>A</title></item></channel></rss><item><title>B</title></item>"));
  ASSERT_EQ(result.articles.size(), 2U);
  EXPECT_EQ(result.articles[1].source, "Coast Paper");
}

TEST(FeedReader, only_so_many_items_wait_for_a_title) {
  std::string items;
  for (int i = 0; i < 1000; ++i) items += "<item><title>A</title></item>\n";
  const ReadResult result = read_text(kRssFormat, "<rss><channel>" + items + "<title>Late</title></channel></rss>");
  ASSERT_EQ(result.articles.size(), 1000U);
  EXPECT_EQ(result.articles.back().source, "");
}

TEST(FeedReader, what_was_read_before_damage_is_given_before_the_error) {
  class Damaged : public sources::ByteStream {
   public:
    std::size_t read(std::span<char> buffer) override {
      constexpr std::string_view kText = "<rss><channel><item><title>A</title></item><item><title>B</title></item>";
      if (std::exchange(read_, true)) throw Error(Code::source_unreadable, "damaged");
      return kText.copy(buffer.data(), buffer.size());
    }

   private:
    bool read_ = false;
  };
  Damaged bytes;
  std::vector<news::testing::Said> said;
  news::testing::KeepingReporter reporter(said);
  const ReadOptions options;
  const auto reader = kRssFormat.open({bytes, "test", options, reporter});
  EXPECT_EQ(reader->next()->title, "A");
  EXPECT_EQ(reader->next()->title, "B");
  EXPECT_THROW(static_cast<void>(reader->next()), Error);
}

TEST(FeedReader, too_large_an_item_is_refused_and_the_next_is_read) {
  ReadOptions options;
  options.max_record_bytes = 200;
  const ReadResult result = read_text(
      kRssFormat, rss("<item><title>" + std::string(1000, 'x') + "</title></item><item><title>B</title></item>"),
      options);
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles[0].title, "B");
  EXPECT_EQ(result.reasons("refused"), List{"line 1: the record is larger than the limit"});
}

TEST(FeedReader, a_feed_without_items_says_so) {
  EXPECT_EQ(read_text(kRssFormat, rss("")).reasons("skipped"), List{"feed without items"});
  EXPECT_EQ(read_text(kAtomFormat, atom("")).reasons("skipped"), List{"feed without items"});
}

TEST(FeedReader, items_of_other_vocabularies_are_none) {
  const ReadResult result =
      read_text(kRssFormat,
                rss("<x:item xmlns:x='http://shop.example/'><title>No</title></x:item><item><title>T</title></item>"));
  EXPECT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.reasons("skipped"), List{"not an article"});
}

TEST(FeedReader, drafts_and_comments_of_a_blog_are_no_articles) {
  const std::string kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://x.example/kind#";
  const ReadResult result = read_text(
      kAtomFormat, atom("<entry><title>A</title>" + kind +
                        "post'/><category term='ports'/></entry>"
                        "<entry><title>B</title>" +
                        kind +
                        "comment'/></entry>"
                        "<entry><title>C</title><a:control xmlns:a='http://www.w3.org/2007/app'><a:draft>yes</a:draft>"
                        "</a:control></entry>"));
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles[0].topics, List{"ports"});
  EXPECT_EQ(result.reasons("skipped"), (List{"not an article", "not published"}));
}

TEST(FeedReader, utf_16_is_read) {
  std::string wide = "\xFF\xFE";
  for (const char c : rss("<item><title>T</title></item>")) wide += {c, '\0'};
  EXPECT_EQ(only_article(kRssFormat, wide).source, "Coast Paper");
}

TEST(FeedReader, dates_that_are_none_are_noted) {
  const ReadResult result = read_text(kRssFormat, item("<pubDate>31 Feb 2021</pubDate>"));
  EXPECT_FALSE(result.articles.at(0).published);
  EXPECT_EQ(result.reasons("noted"), List{"date not understood"});
}

// ---- WordPress ---------------------------------------------------------------------------------------------------

std::string wxr(std::string_view items) {
  return "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
         "xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
         "xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>Blog</title>"
         "<wp:author><wp:author_login>ada</wp:author_login>"
         "<wp:author_display_name><![CDATA[Ada Lunt]]></wp:author_display_name></wp:author>" +
         std::string(items) + "</channel></rss>";
}

struct StatusCase {
  const char* type;
  const char* status;
  const char* skipped;  // "" where it is an article
};

class WordpressItems : public ::testing::TestWithParam<StatusCase> {};

TEST_P(WordpressItems, are_articles_where_they_are_published) {
  const auto [type, status, skipped] = GetParam();
  const ReadResult result =
      read_text(kWxrFormat, wxr("<item><title>T</title><wp:status>" + std::string(status) +
                                "</wp:status><wp:post_type>" + std::string(type) + "</wp:post_type></item>"));
  EXPECT_EQ(result.articles.size(), *skipped == '\0' ? 1U : 0U);
  EXPECT_EQ(joined(result.reasons("skipped")), skipped);
}

INSTANTIATE_TEST_SUITE_P(Table, WordpressItems,
                         ::testing::Values(StatusCase{"post", "publish", ""}, StatusCase{"page", "publish", ""},
                                           StatusCase{"", "", ""}, StatusCase{"post", "draft", "not published"},
                                           StatusCase{"post", "private", "not published"},
                                           StatusCase{"page", "trash", "not published"},
                                           StatusCase{"attachment", "inherit", "not an article"},
                                           StatusCase{"nav_menu_item", "publish", "not an article"}));

TEST(Wordpress, fields_of_a_post) {
  const Article article = only_article(
      kWxrFormat,
      wxr("<item><title>T</title><dc:creator>ada</dc:creator><content:encoded><![CDATA[One.\n\nTwo.]]></"
          "content:encoded>"
          "<excerpt:encoded>Short.</excerpt:encoded><wp:post_date>2021-07-05 11:30:00</wp:post_date>"
          "<wp:post_date_gmt>2021-07-05 09:30:00</wp:post_date_gmt><pubDate>Tue, 06 Jul 2021 00:00:00 +0000</pubDate>"
          "<wp:post_modified>2021-07-07 11:30:00</wp:post_modified><category domain='category'>Ports</category>"
          "<category domain='category'>Uncategorized</category><category domain='post_tag'>cranes</category>"
          "<category domain='nav_menu'>Top</category></item>"));
  EXPECT_EQ(article.bylines, List{"Ada Lunt"});
  EXPECT_EQ(article.paragraphs, (List{"One.", "Two."}));
  EXPECT_EQ(article.deck, "Short.");
  EXPECT_EQ(article.section, "Ports");
  EXPECT_EQ(article.topics, (List{"Ports", "cranes"}));
  EXPECT_EQ(published(article), "2021-07-05T09:30:00Z");
  EXPECT_EQ(updated(article), "2021-07-07T11:30:00");
  EXPECT_EQ(article.format, "wxr");
}

TEST(Wordpress, dates_without_a_zone_and_from_the_feed) {
  constexpr std::string_view kNone = "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>";
  const std::string item_start = "<item><title>T</title>" + std::string(kNone);
  EXPECT_EQ(
      published(only_article(kWxrFormat, wxr(item_start + "<wp:post_date>2021-07-05 11:30:00</wp:post_date></item>"))),
      "2021-07-05T11:30:00");
  EXPECT_EQ(published(only_article(kWxrFormat,
                                   wxr(item_start + "<pubDate>Tue, 06 Jul 2021 00:00:00 +0000</pubDate></item>"))),
            "2021-07-06T00:00:00Z");
}

struct TextCase {
  const char* text;
  const char* html;
};

class WordpressText : public ::testing::TestWithParam<TextCase> {};

TEST_P(WordpressText, becomes_html) { EXPECT_EQ(wordpress_html(GetParam().text), GetParam().html); }

INSTANTIATE_TEST_SUITE_P(Table, WordpressText,
                         ::testing::Values(TextCase{"One.\n\nTwo.", "One.<br><br>Two."}, TextCase{"a\nb", "a<br>b"},
                                           TextCase{"<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>"},
                                           TextCase{"<!-- wp:p --><p>a\nb</p><!-- /wp:p -->", "<p>a\nb</p>"},
                                           TextCase{"a<!--more-->b", "ab"},
                                           TextCase{"<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"},
                                           TextCase{"a [caption id=\"x\"]<img/> c[/caption] b", "a  b"},
                                           TextCase{"a [gallery] b [gallery ids='1,2'] c", "a  b  c"},
                                           TextCase{"[vc_row wide=\"1\"]a[/vc_row]", "a"}, TextCase{"[b]a[/b]", "a"},
                                           TextCase{"he said [sic] so [1]", "he said [sic] so [1]"},
                                           TextCase{"use [[gallery]] here", "use [gallery] here"},
                                           TextCase{"[caption]a[caption]b[/caption]c", "ac"},
                                           TextCase{"a [caption", "a [caption"}, TextCase{"[x = 5]", "[x = 5]"}));

// ---- sniffing ----------------------------------------------------------------------------------------------------

struct SniffCase {
  const char* name;
  std::string head;
  const char* format;  // "" for none
};

void PrintTo(const SniffCase& c, std::ostream* out) { *out << c.name; }

class FeedSniffing : public ::testing::TestWithParam<SniffCase> {};

TEST_P(FeedSniffing, finds_the_format) {
  const Format* format = sniff_format({GetParam().head, "file.xml"});
  EXPECT_EQ(format != nullptr ? format->name : "", GetParam().format);
}

constexpr std::string_view kRdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'";

INSTANTIATE_TEST_SUITE_P(
    Table, FeedSniffing,
    ::testing::Values(
        SniffCase{"rss", "<rss version='2.0'>", "rss"},
        SniffCase{
            "behind_a_prolog",
            "\xEF\xBB\xBF \n<?xml version='1.0'?><?x <feed?><!-- <feed> --><!DOCTYPE rss [<!ENTITY a '>'>]>\n<rss>",
            "rss"},
        SniffCase{"rss_1_0", std::string(kRdf) + " xmlns='http://purl.org/rss/1.0/'><channel>", "rss"},
        SniffCase{"rss_0_90", std::string(kRdf) + " xmlns='http://my.netscape.com/rdf/simple/0.9/'>", "rss"},
        SniffCase{"rss_1_1", "<Channel xmlns='http://purl.org/net/rss1.1#'>", "rss"},
        SniffCase{"atom", "<feed xmlns='http://www.w3.org/2005/Atom'>", "atom"},
        SniffCase{"atom_0_3", "<atom:feed version='0.3' xmlns:atom='http://purl.org/atom/ns#'>", "atom"},
        SniffCase{"atom_entry", "<entry xmlns='http://www.w3.org/2005/Atom'>", "atom"},
        SniffCase{"atom_without_namespace", "<feed><title>x</title><entry>", "atom"},
        SniffCase{"bare_channel", "<channel><title>x</title><item>", "rss"}, SniffCase{"wxr", wxr(""), "wxr"},
        SniffCase{"other_rdf", std::string(kRdf) + " xmlns:foaf='http://xmlns.com/foaf/0.1/'><foaf:Person>", ""},
        SniffCase{"other_feed", "<feed xmlns='http://shop.example/'><title>x</title><id>1</id><entry>", ""},
        SniffCase{"opml", "<opml version='1.0'><head><title>rss feed</title></head>", ""},
        SniffCase{"atom_publishing",
                  "<service xmlns='http://www.w3.org/2007/app' xmlns:a='http://www.w3.org/2005/Atom'>", ""},
        SniffCase{"text_about_rss", "The element <rss> is the root.", ""}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace news::formats
