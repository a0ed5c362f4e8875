// Tags, references and text of SGML whose document type nobody has.
#include "indexer/formats/sgml_text.h"

#include <gtest/gtest.h>

namespace news::formats {
namespace {

struct Case {
  const char* name;
  const char* content;
  const char* text;
  std::size_t unknown = 0;
};

class SgmlTexts : public ::testing::TestWithParam<Case> {};

TEST_P(SgmlTexts, become_plain) {
  const SgmlText got = sgml_text(GetParam().content);
  EXPECT_EQ(got.text, GetParam().text);
  EXPECT_EQ(got.unknown_references, GetParam().unknown);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SgmlTexts,
    ::testing::Values(Case{"tags_go", "a <F P=105>b</F> c<x.y>d", "a b cd"},
                      Case{"paragraphs", "<p>a</P><P>b", "\n\na\n\n\n\nb"}, Case{"comment", "a<!-- <p> x -->b", "ab"},
                      Case{"open_comment", "a<!-- b", "a b"},
                      Case{"comment_behind_an_open_one", "<!-- a<!-- <p> -->b<!-- c", "b c"},
                      Case{"no_tag", "a < b <3 c<", "a < b <3 c<"}, Case{"declaration", "<!DOCTYPE x>a", "a"},
                      Case{"html_references", "AT&amp;T &lt; &eacute; R&D &", "AT&T < \xc3\xa9 R&D &"},
                      Case{"trec_references", "x&hyph;y&blank;z &Hyph;", "x-y z -"},
                      Case{"control_references_are_blanks", "Reuter&#3; &#22;&#127;", "Reuter    "},
                      Case{"unknown_references_are_counted", "a&racute;b &x y;", "a b &x y;", 1}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SgmlTag, attributes_are_read_with_quotes_and_without) {
  const auto tag = first_tag("<DOC id=\"AFP_1\" TYPE=story odd='a b'>");
  ASSERT_TRUE(tag);
  EXPECT_EQ(attribute_of(*tag, "ID"), "AFP_1");
  EXPECT_EQ(attribute_of(*tag, "type"), "story");
  EXPECT_EQ(attribute_of(*tag, "odd"), "a b");
  EXPECT_EQ(attribute_of(*tag, "none"), "");
}

TEST(SgmlTag, an_end_tag_is_found_in_any_case_and_by_its_whole_name) {
  SgmlTags tags("a</heads></HEAD>b</head></TEXT>");
  EXPECT_EQ(tags.find_end(0, "head"), 9U);
  EXPECT_EQ(tags.find_end(5, "head"), 9U);
  EXPECT_EQ(tags.find_end(10, "head"), 17U);
  EXPECT_EQ(tags.find_end(0, "text"), 24U);
  EXPECT_EQ(tags.find_end(2, "head"), 9U) << "asked again from further in front";
  EXPECT_EQ(tags.find_end(18, "head"), std::string_view::npos);
  EXPECT_EQ(SgmlTags("a</heads>").find_end(0, "head"), std::string_view::npos);
}

}  // namespace
}  // namespace news::formats
