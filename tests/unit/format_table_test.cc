// The table of formats.
#include <gtest/gtest.h>

#include <set>

#include "common/text.h"
#include "indexer/formats/table.h"

namespace news::formats {
namespace {

TEST(FormatTable, rows_are_complete_and_named_once) {
  std::set<std::string_view> names;
  for (const Format& format : all_formats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_EQ(format.name, ascii_lower(format.name));
    EXPECT_FALSE(format.standard.empty());
    EXPECT_FALSE(format.sniffed_by.empty());
    EXPECT_NE(format.sniff, nullptr);
    EXPECT_NE(format.open, nullptr);
    EXPECT_EQ(find_format(format.name)->name, format.name);
  }
  EXPECT_EQ(find_format("none"), nullptr);
  EXPECT_EQ(find_format(""), nullptr);
}

struct Case {
  const char* name;
  std::string head;
  const char* file;
  const char* format;  // "" for none
};

class Sniffing : public ::testing::TestWithParam<Case> {};

TEST_P(Sniffing, finds_the_surest_format) {
  const Format* format = sniff_format({GetParam().head, GetParam().file});
  EXPECT_EQ(format != nullptr ? format->name : "", GetParam().format);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Sniffing,
    ::testing::Values(
        Case{"json", R"({"title":"a","body":"b"})", "a.txt", "json"},
        Case{"nitf", "<?xml version=\"1.0\"?><nitf><body/></nitf>", "a", "nitf"},
        Case{"markdown", "# Harbour reopens\n\nPORT ELLIS -- Ships came back.\n", "a.md", "markdown"},
        Case{"text", "ID :\nFri, 03/29/2024 - 13:14\n\nHarbour reopens\n\nPORT ELLIS (Coastwire) – Ships.\n", "a",
             "text"},
        Case{"mbox", "From: a@example.org\nSubject: B\nMessage-ID: <c@example.org>\n\nD\n", "a", "mbox"},
        Case{"anpa1312", "\x16\x16\x01n0412\x1f-----\r\nr f BC-Wheat 08-09 0121\r\n\x02Wheat\x03", "a", "anpa1312"},
        Case{"iptc7901", "\x01nld0003 3 i 380\r\n\x02Skarvoy\x03", "a", "iptc7901"},
        Case{"other_json", R"({"name":"x","version":"1"})", "a.json", ""},
        Case{"other_xml", "<?xml version=\"1.0\"?><inventory/>", "a.xml", ""},
        Case{"picture", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), "a.png", ""}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace news::formats
