// The file of saved queries.
#include "searcher/saved/saved_queries.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "common/error.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

class SavedQueriesFile : public ::testing::Test {
 protected:
  SavedQueries of(std::string_view text) {
    testing::write_text(path_, text);
    return SavedQueries(path_);
  }
  /// The message for a file that can't be understood, without its path.
  std::string refused(std::string_view text) {
    try {
      (void)of(text).text("any");
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::usage);
      return std::string(error.what()).substr(path_.size());
    }
    return "not refused";
  }

  testing::TemporaryFolder folder_;
  std::string path_ = folder_ / "saved.ini";
};

TEST_F(SavedQueriesFile, names_queries) {
  SavedQueries saved =
      of("# the desks\r\n"
         "; of the paper\n"
         "\n"
         "  [ ports  of call ]\n"
         "  query =  harbour OR port = docks \n"
         "sort = newest\n"
         "[strikes]\nquery=strike");
  EXPECT_EQ(saved.text("ports of call"), "harbour OR port = docks");
  EXPECT_EQ(saved.text("strikes"), "strike");
  EXPECT_EQ(saved.text("Strikes"), std::nullopt);
  EXPECT_EQ(saved.text("sort"), std::nullopt);
}

TEST_F(SavedQueriesFile, composes_letters_as_queries_are) {
  EXPECT_EQ(of("[a]\nquery = cafe\u0301\n").text("a"), "caf\u00e9");
}

TEST_F(SavedQueriesFile, says_which_line_is_wrong) {
  EXPECT_EQ(refused("[a]\nquery\n"), ":2: this line has no =");
  EXPECT_EQ(refused("query = x\n"), ":1: this line belongs to no [name]");
  EXPECT_EQ(refused("[]\n"), ":1: this is no [name]");
  EXPECT_EQ(refused("[a\n"), ":1: this is no [name]");
  EXPECT_EQ(refused("[a]\nquery = \xff\n"), ":2: this line is not UTF-8");
  EXPECT_EQ(refused("[a]\nquery = x\n[a]\nquery = y\n"), ":4: there are two queries named 'a'");
}

TEST_F(SavedQueriesFile, need_not_exist_but_must_be_readable) {
  EXPECT_EQ(SavedQueries(folder_ / "none.ini").text("a"), std::nullopt);
  EXPECT_EQ(SavedQueries("").text("a"), std::nullopt);
  EXPECT_THROW((void)SavedQueries(folder_.path()).text("a"), Error);
}

TEST(SavedFile, is_the_one_named_else_that_of_the_configuration) {
  ::setenv("XDG_CONFIG_HOME", "/configuration", 1);
  EXPECT_EQ(saved_file_or_default("mine.ini"), "mine.ini");
  EXPECT_EQ(saved_file_or_default(""), "/configuration/news-archive/saved.ini");
  ::unsetenv("XDG_CONFIG_HOME");
  ::setenv("HOME", "/home/reader", 1);
  EXPECT_EQ(saved_file_or_default(""), "/home/reader/.config/news-archive/saved.ini");
  ::unsetenv("HOME");
  EXPECT_EQ(saved_file_or_default(""), "");
}

}  // namespace
}  // namespace news
