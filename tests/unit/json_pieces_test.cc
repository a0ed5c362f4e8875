// Cutting JSON into records: offsets, layouts, and how it goes on behind broken records.
#include "indexer/formats/json_pieces.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

bool has_title(std::string_view object) { return object.find("\"title\"") != std::string_view::npos; }

/// Pieces as "offset+length line raw" or "offset+length line ! fault".
std::vector<std::string> pieces(sources::ByteStream& bytes, std::uint64_t max_record = 1000) {
  JsonPieces cutter(bytes, max_record, has_title);
  std::vector<std::string> list;
  while (const auto piece = cutter.next()) {
    list.push_back(fmt::format("{}+{} {} {}", piece->offset, piece->length, piece->line,
                               piece->fault != nullptr ? "! " + std::string(piece->fault) : std::string(piece->raw)));
  }
  return list;
}

using List = std::vector<std::string>;

struct Case {
  const char* name;
  std::string text;
  List expected;
};

class Pieces : public ::testing::TestWithParam<Case> {};

TEST_P(Pieces, are_cut_exactly) {
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    news::testing::CrumbStream bytes(GetParam().text, crumb);
    EXPECT_EQ(pieces(bytes), GetParam().expected) << "read in pieces of " << crumb;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Pieces,
    ::testing::Values(
        Case{"nothing", " \n", {}},
        Case{"one_a_line",
             "{\"a\":1}\n\n{\"b\":2}\r\n{\"c\":3}",
             {"0+7 1 {\"a\":1}", "9+7 3 {\"b\":2}", "18+7 4 {\"c\":3}"}},
        Case{"a_mark_is_skipped", "\xef\xbb\xbf{\"a\":1}", {"3+7 1 {\"a\":1}"}},
        Case{"on_end", "{\"a\":1}{\"b\":2} {\"c\":3}", {"0+7 1 {\"a\":1}", "7+7 1 {\"b\":2}", "15+7 1 {\"c\":3}"}},
        Case{"over_several_lines",
             "{\n \"a\": {\"}\": []}\n}\n{\n \"b\": 2\n}\n",
             {"0+19 1 {\n \"a\": {\"}\": []}\n}", "20+11 4 {\n \"b\": 2\n}"}},
        Case{"record_separators", "\x1e{\"a\":1}\n\x1e{\"b\":2}\n", {"1+7 1 {\"a\":1}", "10+7 2 {\"b\":2}"}},
        Case{"brackets_and_quotes_in_strings", R"({"a":"}{\"]"})", {R"(0+13 1 {"a":"}{\"]"})"}},
        Case{"a_list", "[{\"a\":1},\n {\"b\":2}]\n", {"1+7 1 {\"a\":1}", "11+7 2 {\"b\":2}"}},
        Case{"an_empty_list", "[]", {}},
        Case{"a_broken_line",
             "{\"a\":1}\n{\"b\":\n{\"c\":3}\n{\"d\":\"x\n{\"e\":5}\n",
             {"0+7 1 {\"a\":1}", "8+5 2 ! the object is not closed", "14+7 3 {\"c\":3}",
              "22+7 4 ! a string is not closed", "30+7 5 {\"e\":5}"}},
        Case{"garbage_lines",
             "{\"a\":1}\nxyz\n{\"b\":2}\n42\n",
             {"0+7 1 {\"a\":1}", "8+4 2 ! not a JSON object", "12+7 3 {\"b\":2}", "20+3 4 ! not a JSON object"}},
        Case{"a_broken_element_of_lines",
             "[\n  {\n    \"a\": \"x\n  },\n  {\n    \"b\": 2\n  }\n]",
             {"4+21 2 ! a string is not closed", "25+16 5 {\n    \"b\": 2\n  }"}},
        Case{"no_objects_in_a_list",
             "[1, \"{\", [2], {\"a\":1}, null]",
             {"1+13 1 ! not a JSON object", "14+7 1 {\"a\":1}", "23+4 1 ! not a JSON object"}},
        Case{"a_list_that_is_cut_off",
             "[{\"a\":1},{\"b\":",
             {"1+7 1 {\"a\":1}", "9+5 1 ! the file ends inside the record",
              "14+0 1 ! the file ends inside a list that is not closed"}},
        Case{"a_wrapper",
             "{\"status\":\"ok\",\n\"articles\":[ {\"title\":1},{\"title\":2} ],\"n\":[{}]}\n{\"z\":1}",
             {"29+11 2 {\"title\":1}", "41+11 2 {\"title\":2}", "65+7 3 {\"z\":1}"}},
        Case{"a_wrapper_inside_others",
             R"({"response":{"meta":{"x":[1]},"docs":[{"title":1}]},"y":2})",
             {R"(38+11 1 {"title":1})"}},
        Case{"two_lists_in_a_wrapper",
             R"({"news":[{"title":1}],"more":{"a":"]"},"stories":[{"x":2}]})",
             {R"(9+11 1 {"title":1})", R"(50+7 1 {"x":2})"}},
        Case{"a_list_inside_an_article_is_no_wrapper",
             R"({"body":"b","items":[{"title":1}]})",
             {R"(0+34 1 {"body":"b","items":[{"title":1}]})"}},
        Case{"a_list_of_something_else_is_no_wrapper",
             R"({"items":[{"x":1}],"title":"t"})",
             {R"(0+31 1 {"items":[{"x":1}],"title":"t"})"}},
        Case{"a_string_of_a_wrappers_name_is_no_wrapper",
             R"({"a":"items","b":[{"title":1}]})",
             {R"(0+31 1 {"a":"items","b":[{"title":1}]})"}},
        Case{"the_file_ends_in_a_record", "{\"a\": {\"b\"", {"0+10 1 ! the file ends inside the record"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(JsonPieces, a_record_over_the_limit_is_passed_over_in_bounded_memory) {
  const std::string text = "{\"a\":\"" + std::string(5'000'000, 'x') + "\"}\n{\"b\":2}\n";
  sources::MemoryStream bytes(text);
  EXPECT_EQ(pieces(bytes), (List{"0+5000008 1 ! the record is larger than the limit", "5000009+7 2 {\"b\":2}"}));
}

TEST(JsonPieces, a_million_brackets_are_no_danger) {
  const std::string text = "{\"a\":" + std::string(1'000'000, '[') + "\n{\"b\":2}\n";
  sources::MemoryStream bytes(text);
  EXPECT_FALSE(pieces(bytes, 1 << 30).empty());
  const std::string closed = "{\"a\":" + std::string(1'000, '[') + std::string(1'000, ']') + "}";
  sources::MemoryStream closed_bytes(closed);
  EXPECT_EQ(pieces(closed_bytes, 1 << 30), (List{"0+2006 1 ! nested too deeply"}));
}

}  // namespace
}  // namespace news::formats
