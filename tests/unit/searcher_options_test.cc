// The searcher's table of options: what it says must be what the program does.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "searcher/options.h"
#include "searcher/render/columns.h"
#include "tests/unit/options_table.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

class SearcherTable : public ::testing::Test {
 protected:
  void SetUp() override {
    ::setenv("XDG_CONFIG_HOME", folder_.path().c_str(), 1);
    ::setenv("HOME", folder_.path().c_str(), 1);
    ::unsetenv("NEWS_ARCHIVE");
    ::unsetenv("NO_COLOR");
  }
  testing::TemporaryFolder folder_;
};

TEST_F(SearcherTable, its_defaults_are_those_of_a_question) {
  std::stringstream printed;
  print_searcher_config(parse_searcher_options({"--print-config"}), printed);
  std::vector<std::string> arguments = {"strike"};
  for (std::string line; std::getline(printed, line);) {
    std::istringstream cells(line);
    std::string name;
    std::string value;
    std::string origin;
    std::getline(cells, name, '\t');
    std::getline(cells, value, '\t');
    std::getline(cells, origin);
    EXPECT_EQ(origin, "default") << line;
    if (name == "new-from") {  // goes with --new only
      EXPECT_EQ(value, "start");
    }
    if (name == "columns") {  // goes with CSV only
      EXPECT_EQ(render::read_columns(value), render::default_columns(render::Hits::articles));
    }
    if (value == "false" || value.empty() || name == "new-from" || name == "columns") continue;
    arguments.push_back("--" + name);
    arguments.push_back(value);
  }
  EXPECT_GT(arguments.size(), 10U);
  const SearcherOptions said = parse_searcher_options(arguments);
  const SearcherOptions unsaid = parse_searcher_options({"strike"});
  EXPECT_EQ(said.question.archives, unsaid.question.archives);
  EXPECT_EQ(said.question.limit, unsaid.question.limit);
  EXPECT_EQ(said.question.offset, unsaid.question.offset);
  EXPECT_EQ(said.question.sort, unsaid.question.sort);
  EXPECT_EQ(said.question.format, unsaid.question.format);
  EXPECT_EQ(said.question.snippets.count, unsaid.question.snippets.count);
  EXPECT_EQ(said.question.snippets.width, unsaid.question.snippets.width);
  EXPECT_EQ(said.color, unsaid.color);
  EXPECT_EQ(said.saved_file, unsaid.saved_file);
  EXPECT_FALSE(unsaid.first_from_now);
}

TEST(SearcherOptions, the_table_is_sound) { check_table(searcher_options()); }

TEST(SearcherOptions, every_value_that_the_table_lists_is_known) {
  check_choices(searcher_options(), "strike", [](const std::vector<std::string>& arguments) {
    static_cast<void>(parse_searcher_options(arguments));
  });
}

}  // namespace
}  // namespace news
