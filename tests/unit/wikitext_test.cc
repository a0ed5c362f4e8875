// Wikitext -> paragraphs.
#include "indexer/formats/wikitext.h"

#include <gtest/gtest.h>

namespace news::formats {
namespace {

using List = std::vector<std::string>;

struct Case {
  const char* name;
  std::string wikitext;
  List paragraphs;
};

class Wikitexts : public ::testing::TestWithParam<Case> {};

TEST_P(Wikitexts, become_paragraphs) {
  EXPECT_EQ(read_wikitext(GetParam().wikitext, {{"datei"}, {"kategorie"}}).paragraphs, GetParam().paragraphs);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Wikitexts,
    ::testing::Values(
        Case{"plain", "One\ntwo.\n\nThree.", {"One\ntwo.", "Three."}},
        Case{"quotes", "'''Mill''' and ''oven'' and '''''both''''' and it's", {"Mill and oven and both and it's"}},
        Case{"links",
             "[[Mill]]s, [[Oven|an oven]], [[Town (river)|]], [[:Category:X]], [[w:Rye]]",
             {"Mills, an oven, Town, X, Rye"}},
        Case{"external",
             "[http://example.org the mill], [https://example.org], http://example.org/a",
             {"the mill, , http://example.org/a"}},
        Case{"files", "a[[File:x.jpg|thumb|A [[mill]] [http://x y]]]b[[Datei:y.png]]c", {"abc"}},
        Case{"categories_and_languages",
             "a [[Category:Mills|x]] [[Kategorie:Y]] [[de:M\xc3\xbchle]] [[zh-yue:X]] b",
             {"a     b"}},
        Case{"templates",
             "a{{cite|x={{y|[[z]]}}|q}}b {{w|Rye (grain)|rye}} {{w|Oat}} {{lang|de|Roggen}} {{nowrap|1=x y}}",
             {"ab rye Oat Roggen x y"}},
        Case{"units", "It is {{convert|5|km|mi}} away{{spaces}}now{{!}}", {"It is 5 km away now|"}},
        Case{"open_marks", "a {{ b [[c ''' d", {"a  b c  d"}},
        Case{"closed_without_opening", "a }} b ]] c } d ]", {"a  b  c } d ]"}},
        Case{"crossed", "a {{b [[c}} d]] e", {"a  d e"}},
        Case{"references", "a<ref>x [[y]]</ref>b<ref name=z />c<ref name=\"q\">u</ref>", {"abc"}},
        Case{"comments", "a<!-- x -->b<!-- open", {"ab<!-- open"}},
        Case{"nowiki", "<nowiki>[[x]] ''y''</nowiki> z", {"[[x]] ''y'' z"}},
        Case{"tags", "a<br />b <span style=\"x\">c</span> 1 < 2 <small>d</small>", {"a\nb c 1 < 2 d"}},
        Case{"entities",
             "a&nbsp;b &ndash; &amp;amp;",
             {"a\xc2\xa0"
              "b \xe2\x80\x93 &amp;"}},
        Case{"headings", "== One ==\nText.\n=== Two ===\nMore.\n== Empty ==\n", {"One", "Text.", "Two", "More."}},
        Case{"other_sections",
             "Text.\n== Sources ==\n* [http://x y]\n=== Inside ===\nz\n== After ==\nend",
             {"Text.", "After", "end"}},
        Case{"lists",
             "Before:\n* one\n** [[two]]\n# three\n: four\nAfter",
             {"Before:", "one\ntwo\nthree\nfour", "After"}},
        Case{"table",
             "{| class=\"x\"\n|+ caption\n|-\n! scope=\"row\" | A !! B\n|-\n| a || align=\"left\" | [[b|bee]]\n|}\nend",
             {"A B\na bee", "end"}},
        Case{"magic", "__NOTOC__\nText __x y__\n----\nmore", {"Text __x y__", "more"}},
        Case{"variants", "a -{zh-hans:\xe7\x94\xb2;zh-hant:\xe4\xb9\x99}- b", {"a \xe7\x94\xb2 b"}},
        Case{"emptied_brackets", "Rye ({{lang-xx}}) is", {"Rye is"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Wikitext, keeps_what_templates_and_categories_state) {
  const WikiText text =
      read_wikitext("{{byline|date=March 29, 2024|location=[[Skarvoy]]}}{{Date|May 1, 2024}}[[Category:Mills|x]]", {});
  ASSERT_EQ(text.templates.size(), 2U);
  EXPECT_EQ(text.templates[0].named.at("location"), "Skarvoy");
  EXPECT_EQ(text.templates[1].named.at("1"), "May 1, 2024");
  EXPECT_EQ(text.categories, List{"Mills"});
}

TEST(Wikitext, hostile_nesting_is_linear_and_ends) {
  for (const std::string mark : {"{{", "[[", "{|\n", "<ref>", "<!--", "{{w|", "[[File:x|", "'''", "-{", "__"}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += mark;
    EXPECT_LT(read_wikitext(text + "end", {}).paragraphs.size(), 3U) << mark;
  }
}

}  // namespace
}  // namespace news::formats
