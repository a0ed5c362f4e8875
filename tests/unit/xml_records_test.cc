// XML records: what the elements around them declare, what stands beside them, and how far ill-formed ones are read.
#include "indexer/formats/xml_records.h"

#include <gtest/gtest.h>

#include "indexer/sources/memory_stream.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::KeepingReporter;
using news::testing::Said;

constexpr std::uint64_t kMost = 4096;

/// Everything that reading a text gives, as lines.
struct Reading {
  std::vector<std::string> records;  ///< `name[depth] prefix|namespace text`
  std::vector<std::string> raws;
  std::vector<std::string> outsides;
  std::vector<Said> said;
};

std::string described(const XmlRecord& record) {
  std::size_t depth = 0;
  for (const xmlNode* up = record.element->parent; up != nullptr && up->type == XML_ELEMENT_NODE; up = up->parent) {
    ++depth;
  }
  return record.name + "[" + std::to_string(depth) + "] " + text_of(record.element);
}

Reading read(std::string_view xml, std::vector<std::string> names, Recovery recovery = Recovery::none,
             std::size_t crumb = 1 << 20) {
  Reading reading;
  KeepingReporter reporter(reading.said);
  CrumbStream bytes(xml, crumb);
  ReadOptions options;
  options.max_record_bytes = kMost;
  XmlRecords records({bytes, "test", options, reporter}, std::move(names), recovery);
  while (const auto record = records.next()) {
    reading.records.push_back(described(*record));
    reading.raws.emplace_back(record->raw);
    EXPECT_EQ(xml.substr(record->place.offset, record->place.length), record->raw);
    const XmlDocument outside = records.outside();
    reading.outsides.push_back(outside ? text_of(xmlDocGetRootElement(outside.get())) : "");
  }
  return reading;
}

using List = std::vector<std::string>;

constexpr std::string_view kFeed = R"(<?xml version="1.0"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" note="a > b">
<channel><title><![CDATA[The Courier]]></title>
<item><dc:creator>Ada</dc:creator></item>
<link>x</link><item>two</item>
</channel></rss>
)";

TEST(XmlRecords, a_record_stands_inside_the_elements_that_are_open_around_it) {
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
    const Reading reading = read(kFeed, {"item"}, Recovery::none, crumb);
    EXPECT_EQ(reading.records, (List{"item[2] Ada", "item[2] two"}));
    EXPECT_EQ(reading.raws, (List{"<item><dc:creator>Ada</dc:creator></item>", "<item>two</item>"}));
    EXPECT_TRUE(reading.said.empty());
    EXPECT_EQ(reading.outsides, (List{"\nThe Courier\n", "\nThe Courier\n\nx"}));
  }
}

TEST(XmlRecords, a_start_tag_that_reading_on_interrupts_is_passed_over_whole) {
  const std::string large = "<f>" + std::string(300'000, ' ') + "<item a='" + std::string(300, 'x') + "'>a</item></f>";
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20}) {
    EXPECT_EQ(read(large, {"item"}, Recovery::none, crumb).records, List{"item[1] a"});
  }
}

TEST(XmlRecords, namespaces_declared_around_a_record_hold_in_it) {
  sources::MemoryStream bytes(kFeed);
  std::vector<Said> said;
  KeepingReporter reporter(said);
  const ReadOptions options;
  XmlRecords records({bytes, "test", options, reporter}, {"item"});
  const auto record = records.next();
  ASSERT_TRUE(record);
  const xmlNode* creator = child(record->element, "creator");
  EXPECT_EQ(namespace_of(creator), "http://purl.org/dc/elements/1.1/");
  EXPECT_EQ(prefix_of(creator), "dc");
}

struct Case {
  const char* name;
  std::string xml;
  List records;
  List said;
};

class Cutting : public ::testing::TestWithParam<Case> {};

TEST_P(Cutting, gives_these_records) {
  const Reading reading = read(GetParam().xml, {"item", "entry"});
  EXPECT_EQ(reading.records, GetParam().records);
  List said;
  for (const Said& each : reading.said) said.push_back(each.what + ": " + each.reason);
  EXPECT_EQ(said, GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Cutting,
    ::testing::Values(
        Case{"of_two_names", "<f><item>a</item><entry>b</entry></f>", {"item[1] a", "entry[1] b"}, {}},
        Case{"one_inside_another_is_part_of_it", "<f><item>a<entry>b</entry></item></f>", {"item[1] ab"}, {}},
        Case{"an_end_tag_that_closes_nothing", "<f></g><item>a</item></f>", {"item[1] a"}, {}},
        Case{"elements_left_open_around", "<f><p><q></f><g><item>a</item></g>", {"item[1] a"}, {}},
        Case{"a_broken_tag_around", "<f a=b><item>a</item></f>", {"item[0] a"}, {}},
        Case{"names_of_html_are_no_fault",
             "<f><item>caf&eacute;&nbsp;&unknown;!</item></f>",
             {"item[1] caf\xc3\xa9\xc2\xa0!"},
             {}},
        Case{"documents_on_end",
             "<f><item>a</item></f><?xml version='1.0'?><g><h><item>b</item></h></g>",
             {"item[1] a", "item[2] b"},
             {}},
        Case{"ill_formed",
             "<f><item>a<b></item><item>c</item></f>",
             {"item[1] c"},
             {"refused: XML, line 1: Opening and ending tag mismatch: b line 1 and item"}},
        Case{"too_large",
             "<f><item>" + std::string(kMost, 'x') + "</item><item>c</item></f>",
             {"item[1] c"},
             {"refused: line 1: the record is larger than the limit"}},
        Case{"quotes_out_of_order", "<f a='><item>a</item></f>", {"item[0] a"}, {}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(XmlRecords, with_recovery_an_ill_formed_record_is_read_as_far_as_possible) {
  const Reading reading = read("<f><item>a<b>c</item><item>d & e</item></f>", {"item"}, Recovery::as_far_as_possible);
  ASSERT_EQ(reading.records.size(), 2U);
  EXPECT_EQ(reading.records[0], "item[1] ac");  // inside its feed, which may declare namespaces
  ASSERT_EQ(reading.said.size(), 2U);
  EXPECT_EQ(reading.said[0].what, "noted");
  EXPECT_EQ(reading.said[0].reason, "ill-formed XML mended");
}

TEST(XmlRecords, the_end_of_the_file_inside_a_start_tag_is_one_like_others) {
  // The tag's end is looked for beyond what is held; that moves all places in it.
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{40}, std::size_t{1} << 20}) {
    const Reading reading = read("<feed><x/><entry a=\"1\"", {"entry"}, Recovery::none, crumb);
    EXPECT_EQ(reading.records, List{});
    ASSERT_EQ(reading.said.size(), 1U);
    EXPECT_EQ(reading.said[0].what, "refused");
  }
}

TEST(XmlRecords, a_record_that_decodes_to_no_element_is_refused) {
  // The detector takes the last bytes for UTF-16, but not the file, which begins with much ASCII.
  using namespace std::string_literals;
  const std::string text =
      "<f>" + std::string(100000, ' ') + "<i>a</i><i>\n\t\t<t>About the Notebook</t>\n\t\t<l>http\0\xC2\n<\x95<"s;
  const Reading reading = read(text, {"i"}, Recovery::as_far_as_possible);
  EXPECT_EQ(reading.records, List{"i[1] a"});
  ASSERT_FALSE(reading.said.empty());
  EXPECT_EQ(reading.said.back().what, "refused");
}

TEST(XmlRecords, recovery_keeps_what_follows_a_stray_ampersand) {
  const Reading reading =
      read("<f><i>AT&T &amp; ?a=1&b=2 <![CDATA[x&y]]> &#X41; &#65;</i></f>", {"i"}, Recovery::as_far_as_possible);
  EXPECT_EQ(reading.records, List{"i[1] AT&T & ?a=1&b=2 x&y &#X41; A"});
}

TEST(XmlRecords, an_entity_bomb_is_refused_or_stays_small) {
  std::string type = "<!DOCTYPE f [<!ENTITY a0 'xxxxxxxxxx'>";
  for (int i = 1; i < 30; ++i) {
    type += "<!ENTITY a" + std::to_string(i) + " '";
    for (int j = 0; j < 10; ++j) type += "&a" + std::to_string(i - 1) + ";";
    type += "'>";
  }
  const Reading reading = read(type + "]><f><item>&a29;</item></f>", {"item"});
  for (const std::string& record : reading.records) EXPECT_LT(record.size(), 100U);
}

TEST(InnerMarkup, gives_what_stands_inside_as_text) {
  const ParsedXml parsed = parse_xml("<a>x &lt; <b c='d'>y</b><br/></a>");
  ASSERT_TRUE(parsed.document);
  EXPECT_EQ(inner_markup(xmlDocGetRootElement(parsed.document.get())), "x &lt; <b c=\"d\">y</b><br/>");
}

}  // namespace
}  // namespace news::formats
