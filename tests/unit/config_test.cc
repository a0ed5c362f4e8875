// The configuration of both programs, and what --print-config says of it.
#include "common/config.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "common/error.h"
#include "tests/unit/temporary_folder.h"

namespace news::cli {
namespace {

constexpr std::array<Option, 7> kOptions = {{
    {"", "archive,a", "DIR", "", true},
    {"", "limit,n", "N", "", false, Scope::search, "", "10"},
    {"", "all", nullptr, "", false, Scope::search, "limit"},
    {"", "color", "WHEN", "", false, Scope::program, "", "auto"},
    {"", "quiet", nullptr, "", false, Scope::program},
    {"", "count", nullptr, "", false, Scope::query},
    {"", "help", nullptr, "", false, Scope::task},
}};

std::string printed(const Arguments& values) {
  std::ostringstream out;
  print_config(values, kOptions, {{"archive", "/computed"}}, out);
  return out.str();
}

std::string refused(std::string_view text) {
  try {
    static_cast<void>(parse_config(text, "c", "search", kOptions));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::usage);
    return error.what();
  }
  return "not refused";
}

TEST(Config, holds_what_is_for_both_programs_and_a_section_for_each) {
  const Arguments values = parse_config(
      "# mine\n"
      "archive = /both\n"
      "quiet\n"
      "[search]\n"
      "limit = 5\n"
      "quiet = false\n"
      " [ index ] \r\n"
      "timezone = Europe/Paris\n"
      "limit = 7\n",
      "c", "search", kOptions);
  EXPECT_EQ(printed(values),
            "archive\t/both\tc:2\n"
            "limit\t5\tc:5\n"
            "all\tfalse\tdefault\n"
            "color\tauto\tdefault\n"
            "quiet\tfalse\tc:6\n");
}

TEST(Config, an_option_of_a_section_replaces_the_shared_one) {
  const Arguments values =
      parse_config("archive = /a\narchive = /b\n[search]\narchive = /c\n", "c", "search", kOptions);
  EXPECT_EQ(values.list("archive"), std::vector<std::string>{"/c"});
}

TEST(Config, says_which_line_is_wrong) {
  EXPECT_EQ(refused("archive = a\nlimit = 5"), "c:2: limit is not for both programs");
  EXPECT_EQ(refused("[serach]"), "c:1: there is no section [serach]");
  EXPECT_EQ(refused("[search"), "c:1: there is no section [search");
  EXPECT_EQ(refused("[search]\nhelp"), "c:2: help is for the command line only");
  EXPECT_EQ(refused("[search]\ncount"), "c:2: count is about a single query");
  EXPECT_EQ(refused("[search]\nlimt = 3"), "c:2: there is no option 'limt'");
  EXPECT_EQ(refused("[search]\nall\nlimit = 3"), "c:3: limit and all contradict each other");
  EXPECT_EQ(refused("[index]\n= 3"), "c:2: there is no name before the =");
}

class Configured : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"NEWS_ARCHIVE", "NO_COLOR"}) ::unsetenv(name);
    ::setenv("XDG_CONFIG_HOME", folder_.path().c_str(), 1);
    std::filesystem::create_directory(folder_ / "news-archive");
  }
  testing::TemporaryFolder folder_;
  std::string path_ = folder_ / "news-archive/config";
};

TEST_F(Configured, a_flag_comes_before_the_environment_that_before_the_file_that_before_the_default) {
  EXPECT_EQ(config_path(), path_);
  const auto values = [](const std::vector<std::string>& arguments) {
    return printed(parse(arguments, kOptions, "").over(configured("search", kOptions), kOptions));
  };
  EXPECT_EQ(values({}),
            "archive\t/computed\tdefault\nlimit\t10\tdefault\nall\tfalse\tdefault\ncolor\tauto\tdefault\n"
            "quiet\tfalse\tdefault\n");
  testing::write_text(path_, "archive = /file\n[search]\ncolor = always\nlimit = 3");
  EXPECT_EQ(values({}), "archive\t/file\t" + path_ + ":1\nlimit\t3\t" + path_ +
                            ":4\nall\tfalse\tdefault\ncolor\talways\t" + path_ + ":3\nquiet\tfalse\tdefault\n");
  ::setenv("NEWS_ARCHIVE", "/environment", 1);
  ::setenv("NO_COLOR", "1", 1);
  EXPECT_EQ(values({}), "archive\t/environment\tenvironment NEWS_ARCHIVE\nlimit\t3\t" + path_ +
                            ":4\nall\tfalse\tdefault\ncolor\tnever\tenvironment NO_COLOR\nquiet\tfalse\tdefault\n");
  EXPECT_EQ(values({"-a", "/x", "-a", "/y", "--all", "--color", "auto", "--quiet"}),
            "archive\t/x\tcommand line\narchive\t/y\tcommand line\nlimit\t10\tdefault\nall\ttrue\tcommand line\n"
            "color\tauto\tcommand line\nquiet\ttrue\tcommand line\n");
}

TEST_F(Configured, an_empty_variable_is_none_and_a_file_that_can_t_be_read_is_an_error) {
  ::setenv("NEWS_ARCHIVE", "", 1);
  ::setenv("NO_COLOR", "", 1);
  EXPECT_FALSE(configured("search", kOptions).has("archive"));
  EXPECT_FALSE(configured("search", kOptions).has("color"));
  std::filesystem::create_directory(path_);
  EXPECT_THROW(static_cast<void>(configured("search", kOptions)), Error);
}

}  // namespace
}  // namespace news::cli
