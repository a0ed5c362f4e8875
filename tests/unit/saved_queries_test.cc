// The file of saved queries.
#include "searcher/saved/saved_queries.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "common/error.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

using Names = std::vector<std::string>;

constexpr cli::Option kOptions[] = {
    {"", "archive,a", "DIR", "", true},
    {"", "limit,n", "N", ""},
    {"", "any", nullptr, ""},
    {"", "sort,s", "ORDER", ""},
    {"", "help", nullptr, "", false, cli::Scope::task},
};

class SavedQueriesFile : public ::testing::Test {
 protected:
  SavedQueries of(std::string_view text) {
    testing::write_text(path_, text);
    return {path_, kOptions};
  }
  /// The message, without the file's path, when the query 'a' is asked for.
  std::string refused(std::string_view text) {
    try {
      (void)of(text).query("a");
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::usage);
      const std::string message = error.what();
      return message.starts_with(path_) ? message.substr(path_.size()) : message;
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
         "  query =  harbour OR port = docks # 3 \n"
         "sort = newest\n"
         "[strikes]\nquery=strike");
  EXPECT_EQ(saved.text("ports of call"), "harbour OR port = docks # 3");
  EXPECT_EQ(saved.text("strikes"), "strike");
  EXPECT_EQ(saved.text("Strikes"), std::nullopt);
  EXPECT_EQ(saved.text("sort"), std::nullopt);
  EXPECT_EQ(saved.names(), (Names{"ports of call", "strikes"}));
}

TEST_F(SavedQueriesFile, holds_options_of_the_search) {
  SavedQueries saved = of("[a]\nsort = newest\narchive = /x\nquery = x\nany\narchive = /y\n[b]\nquery = y\n");
  const SavedQuery query = saved.query("a");
  EXPECT_EQ(query.text, "x");
  EXPECT_EQ(query.options.text("sort"), "newest");
  EXPECT_EQ(query.options.list("archive"), (Names{"/x", "/y"}));
  EXPECT_TRUE(query.options.has("any"));
  EXPECT_FALSE(saved.query("b").options.has("any"));
  EXPECT_EQ(query.origin, path_ + ":4");
}

TEST_F(SavedQueriesFile, composes_letters_as_queries_are) {
  EXPECT_EQ(of("[a]\nquery = cafe\u0301\n").text("a"), "caf\u00e9");
  EXPECT_EQ(of("[cafe\u0301]\nquery = x\n").text("caf\u00e9"), "x");
}

TEST_F(SavedQueriesFile, says_which_line_is_wrong) {
  EXPECT_EQ(refused("[a]\nquery\n"), ":2: query has no value");
  EXPECT_EQ(refused("[a]\nquery =\n"), ":2: query has no value");
  EXPECT_EQ(refused("[a]\nlimit = 5\n"), ":1: [a] has no query");
  EXPECT_EQ(refused("[a]\nquery = x\nquery = y\n"), ":3: query is there twice");
  EXPECT_EQ(refused("[a]\nquery = x\nstrike OR port\n"), ":3: there is no option 'strike OR port'");
  EXPECT_EQ(refused("[a]\nquery = x\n\nlimt = 3\n"), ":4: there is no option 'limt'");
  EXPECT_EQ(refused("[a]\nquery = x\nhelp\n"), ":3: help is for the command line only");
  EXPECT_EQ(refused("[a\nquery = x\n"), ":1: this is no [name]");
  EXPECT_EQ(refused("[a]\nquery = \xff\n"), ":2: this line is not UTF-8");
  EXPECT_EQ(refused("[a]\nquery = x\n[a]\nquery = y\n"), ":3: there are two queries named 'a'");
  EXPECT_EQ(refused("[b]\nquery = x\n"), "there is no saved query 'a' in " + path_);
}

TEST_F(SavedQueriesFile, a_broken_query_does_not_hide_the_others) {
  SavedQueries saved =
      of("lost = 1\n[]\nx = 1\n[one]\nquery = 1\n[two]\nlimit = \xff\n[three\n[two]\n[four]\nquery = 4\n[\xff]\nquery "
         "= 5\n");
  EXPECT_EQ(saved.text("one"), "1");
  EXPECT_EQ(saved.text("four"), "4");
  EXPECT_THROW((void)saved.text("two"), Error);
  EXPECT_THROW((void)saved.text("three"), Error);
  EXPECT_THROW((void)saved.text("five"), Error);
  ASSERT_EQ(saved.strays().size(), 1U);
  EXPECT_EQ(saved.strays().front().what(), path_ + ":1: this line belongs to no [name]");
}

TEST_F(SavedQueriesFile, names_may_be_patterns) {
  SavedQueries saved = of("[arctic-b]\nquery = 1\n[ports]\nquery = 2\n[arctic-a]\nquery = 3\n[arctic]\nquery = 4\n");
  EXPECT_EQ(saved.names({"arctic-*"}), (Names{"arctic-b", "arctic-a"}));
  EXPECT_EQ(saved.names({"ports", "arctic-a", "*"}), (Names{"ports", "arctic-a", "arctic-b", "arctic"}));
  EXPECT_EQ(saved.names({" ports "}), Names{"ports"});
  // One character, however many bytes; nothing but * and ? has a meaning.
  SavedQueries letters = of("[caf\u00e9]\nquery = a\n[caf]\nquery = b\n[c\\a]\nquery = c\n[.a]\nquery = d");
  EXPECT_EQ(letters.names({"caf?"}), Names{"caf\u00e9"});
  EXPECT_EQ(letters.names({"?af?"}), Names{"caf\u00e9"});
  EXPECT_EQ(letters.names({"c\\*"}), Names{"c\\a"});
  EXPECT_EQ(letters.names({"[c]*"}), Names{"[c]*"});
  EXPECT_EQ(letters.names({"?a"}), Names{".a"});
  EXPECT_EQ(saved.names({"none"}), Names{"none"});                          // asked for, it is missing
  EXPECT_EQ(saved.names({"port-*", "ports"}), (Names{"port-*", "ports"}));  // likewise
}

TEST_F(SavedQueriesFile, near_names_are_offered_where_there_is_none) {
  const auto hint = [&](const std::string& name) {
    return of("[ports]\nquery = x\n[ice]\nquery = y\n").missing(name).hint();
  };
  EXPECT_EQ(hint("port"), "did you mean ports?");
  EXPECT_EQ(hint("harbours"), "there are ports, ice");
  EXPECT_NE(of("").missing("ports").hint().find("--save"), std::string::npos);
}

TEST_F(SavedQueriesFile, need_not_exist_but_must_be_readable) {
  EXPECT_EQ(SavedQueries(folder_ / "none.ini", kOptions).text("a"), std::nullopt);
  EXPECT_THROW((void)SavedQueries("", kOptions).text("a"), Error);  // no home folder
  EXPECT_THROW((void)SavedQueries(folder_.path(), kOptions).text("a"), Error);
}

/// The file after a query was saved.
std::string saved_to(const std::string& text, const std::string& name = "b") {
  return with_section(text, "f", name, {{"query", "new"}, {"all", ""}});
}

TEST(SavedText, a_new_query_stands_at_the_end) {
  EXPECT_EQ(saved_to(""), "[b]\nquery = new\nall\n");
  EXPECT_EQ(saved_to("[a]\nquery = x\n"), "[a]\nquery = x\n\n[b]\nquery = new\nall\n");
  EXPECT_EQ(saved_to("[a]\nquery = x\n\n"), "[a]\nquery = x\n\n[b]\nquery = new\nall\n");
  EXPECT_EQ(saved_to("[a]\nquery = x"), "[a]\nquery = x\n\n[b]\nquery = new\nall\n");
  EXPECT_EQ(saved_to("# mine\r\n"), "# mine\r\n\r\n[b]\r\nquery = new\r\nall\r\n");
}

TEST(SavedText, a_changed_one_keeps_its_place_and_what_is_no_line_of_it) {
  const std::string before = "\xEF\xBB\xBF# head\n\n  [a]\nquery=x\n\n# of b\n[ b ]  \n";
  const std::string after = "\n# of c\n[c]\nbroken\n";
  EXPECT_EQ(saved_to(before + "; old\n\nlimit = 5\n# why\nquery = old\n  sort=newest\n" + after),
            before + "; old\n\nquery = new\nall\n# why\n" + after);
  EXPECT_EQ(saved_to(before + after), before + "query = new\nall\n" + after);
  EXPECT_EQ(saved_to("[b]"), "[b]\nquery = new\nall\n");
  EXPECT_EQ(saved_to("[b\nquery = \xff\n"), "[b]\nquery = new\nall\n");
  EXPECT_THROW((void)saved_to("[b]\n[b]\n"), Error);
}

TEST(SavedText, a_deleted_one_takes_nothing_with_it_but_its_lines) {
  const auto without = [](const std::string& text) { return without_section(text, "f", "b"); };
  EXPECT_EQ(without("# head\n[a]\nquery = x\n\n# of b\n[b]\nquery = y\n# in b\nlimit = 3\n\n# of c\n[c]\nquery = z"),
            "# head\n[a]\nquery = x\n\n# of b\n\n# of c\n[c]\nquery = z");
  EXPECT_EQ(without("[b]"), "");
  EXPECT_THROW((void)without("[a]\nquery = x\n"), Error);
  EXPECT_THROW((void)without("[b]\n[b]\n"), Error);
  // Saving and deleting again leaves no traces, however often.
  std::string text = "[a]\nquery = x\n";
  for (int i = 0; i < 3; ++i) text = without(saved_to(text));
  EXPECT_EQ(text, "[a]\nquery = x\n\n");
}

TEST(SavedName, is_refused_where_it_could_not_be_written_or_asked_for) {
  EXPECT_EQ(saved_name(" arctic  ice "), "arctic ice");
  EXPECT_EQ(saved_name("cafe\u0301 #1 = ;"), "caf\u00e9 #1 = ;");
  for (const char* name :
       {"", "  ", "a]", "[a", "a\nb", "a\tb", "a\x1b[31m", "a\u0085", "ports-*", "port?", "say \"x\"", "\xff"}) {
    EXPECT_THROW((void)saved_name(name), Error) << name;
  }
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
