// HTML in fields -> paragraphs.
#include "indexer/formats/html_text.h"

#include <gtest/gtest.h>

namespace news::formats {
namespace {

using List = std::vector<std::string>;

struct Case {
  const char* name;
  std::string html;
  List paragraphs;
};

class HtmlParagraphs : public ::testing::TestWithParam<Case> {};

TEST_P(HtmlParagraphs, are_read) { EXPECT_EQ(html_paragraphs(GetParam().html), GetParam().paragraphs); }

INSTANTIATE_TEST_SUITE_P(
    Table, HtmlParagraphs,
    ::testing::Values(
        Case{"nothing", "", {}}, Case{"plain", "a &lt; b", {"a < b"}},
        Case{"paragraphs", "<p>One\n  line.</p>\n<p>Two <b>bold</b> words.</p>", {"One line.", "Two bold words."}},
        Case{"unclosed", "<p>One<p>Two", {"One", "Two"}},
        Case{"text_beside_blocks", "lead<div>block</div>tail", {"lead", "block", "tail"}},
        Case{"line_breaks", "a<br>b<br/><br/>c", {"a\nb", "c"}},
        Case{"lists", "<ul><li>one</li><li>two</li></ul>", {"one", "two"}},
        Case{"tables", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", {"a b", "c"}},
        Case{"preformatted", "<pre>a\n  b</pre>", {"a\n  b"}},
        Case{"scripts_and_styles", "<p>a<script>x('<p>')</script>b</p><style>p{}</style>", {"ab"}},
        Case{"figures", "<p>a</p><figure><img alt=\"x\"><figcaption>caption</figcaption></figure><p>b</p>", {"a", "b"}},
        Case{"a_page", "<html><head><title>t</title></head><body><h1>h</h1><p>a</p></body></html>", {"h", "a"}},
        Case{"letters_and_references",
             "<p>caf\xc3\xa9 &eacute;&#8212;&#x2019;</p>",
             {"caf\xc3\xa9 \xc3\xa9\xe2\x80\x94\xe2\x80\x99"}},
        Case{"a_charset_that_lies", "<meta charset=\"latin1\"><p>caf\xc3\xa9</p>", {"caf\xc3\xa9"}},
        Case{"comments", "<p>a<!-- <p>b -->c</p>", {"ac"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(HtmlParagraphs, deep_nesting_is_no_danger) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  EXPECT_EQ(html_paragraphs(html + "deep").size() <= 1, true);
}

TEST(HasHtmlTags, tells_markup_from_signs) {
  for (const char* html : {"<p>a", "a<br/>b", "x</div>", "<A HREF='x'>y</A>"}) EXPECT_TRUE(has_html_tags(html)) << html;
  for (const char* text : {"a < b", "<3 you", "1<p", "<jane@example.org>", "if a<b and c>d", "<", "<unknowntag>"}) {
    EXPECT_FALSE(has_html_tags(text)) << text;
  }
}

TEST(DecodeEntities, leaves_tags_and_stray_signs) {
  EXPECT_EQ(decode_entities("AT&amp;T &#8217;n&#x27; <b>R&D</b> &unknown; &"),
            "AT&T \xe2\x80\x99n' <b>R&D</b> &unknown; &");
}

TEST(HtmlLine, is_one_line) { EXPECT_EQ(html_line("<p>A <i>big</i></p><p>day</p>"), "A big day"); }

}  // namespace
}  // namespace news::formats
