#include "common/json_line.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace news {
namespace {

TEST(JsonLine, is_one_line_with_its_line_feed) {
  EXPECT_EQ(json_line(nlohmann::json{{"b", 1}, {"a", "two\nlines"}}), "{\"a\":\"two\\nlines\",\"b\":1}\n");
}

TEST(JsonLine, keeps_an_order_that_was_given) {
  EXPECT_EQ(json_line(nlohmann::ordered_json{{"b", 1}, {"a", nullptr}}), "{\"b\":1,\"a\":null}\n");
}

TEST(JsonLine, leaves_text_as_it_is) { EXPECT_EQ(json_line(nlohmann::json("Zürich – “港”")), "\"Zürich – “港”\"\n"); }

TEST(JsonLine, writes_what_would_control_a_terminal_as_escapes) {
  const std::string right_to_left = std::string("\xE2\x80") + '\xAE';  // apart, or clang-tidy is misled by it
  const nlohmann::json hostile = "a\x1B[2J\x7F\xC2\x9B" + right_to_left;
  const std::string line = json_line(hostile);
  EXPECT_EQ(line, "\"a\\u001b[2J\\u007f\\u009b\\u202e\"\n");
  EXPECT_EQ(parse_json_line(line), hostile);
}

TEST(JsonLine, replaces_what_is_no_utf8) { EXPECT_EQ(json_line(nlohmann::json("a\xFFz")), "\"a\xEF\xBF\xBDz\"\n"); }

TEST(JsonText, is_the_text_of_a_line) {
  for (const std::string_view text : {"", "a/b c.md", "quote\" and \\", "two\nlines", "Zürich", "a\x7F", "a\xFFz"}) {
    EXPECT_EQ(json_text(text) + '\n', json_line(nlohmann::json(text))) << text;
  }
}

TEST(JsonLine, says_where_a_line_is_no_json) {
  try {
    static_cast<void>(parse_json_line("{\"a\":}"));
    FAIL();
  } catch (const nlohmann::json::parse_error& error) {
    EXPECT_EQ(error.byte, 6U);
  }
}

}  // namespace
}  // namespace news
