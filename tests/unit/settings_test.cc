// Options in texts of `NAME = VALUE` lines, and layers of options over one another.
#include "common/settings.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

#include "common/error.h"

namespace news::cli {
namespace {

using Texts = std::vector<std::string>;

constexpr std::array<Option, 10> kOptions = {{
    {"", "archive,a", "DIR|HOST:PORT", "", true},
    {"", "limit,n", "N", ""},
    {"", "all", nullptr, "", false, Scope::search, "limit page"},
    {"", "page", "N", ""},
    {"", "any", nullptr, ""},
    {"", "sort,s", "ORDER", ""},
    {"", "count", nullptr, "", false, Scope::query},
    {"", "log", "FILE", "", false, Scope::program},
    {"", "help", nullptr, "", false, Scope::task},
    {"", "map", "KEY", "", true},
}};

Arguments read(std::string_view text, Scope scope = Scope::query) {
  return arguments_of(read_settings(text, "f"), kOptions, scope);
}

/// What stands there, as NAME=VALUES lines; the values of a flag are its name's alone.
std::string shown(const Arguments& arguments) {
  std::string text;
  for (const Option& option : kOptions) {
    const std::string name(long_name(option));
    if (!arguments.has(name.c_str())) continue;
    text += name;
    if (option.repeatable) {
      for (const std::string& value : arguments.list(name.c_str())) text += "=" + value;
    } else if (option.value != nullptr) {
      text += "=" + arguments.text(name.c_str());
    }
    text += " ";
  }
  return text;
}

std::string refused(std::string_view text, Scope scope = Scope::query) {
  try {
    static_cast<void>(read(text, scope));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::usage);
    return std::string(error.what()) + (error.hint().empty() ? "" : " (" + error.hint() + ")");
  }
  return "not refused";
}

TEST(Settings, are_options_by_their_long_names) {
  const Arguments arguments = read(
      "# comment\r\n"
      "  ; another\n"
      "\n"
      "limit=20\r\n"
      "  sort =  newest # first  \n"
      "archive = /a = b\n"
      "archive = server:4711\n"
      "any\n"
      "count = TRUE");
  EXPECT_EQ(shown(arguments), "archive=/a = b=server:4711 limit=20 any sort=newest # first count ");
  EXPECT_EQ(arguments.number("limit", 0), 20U);
  EXPECT_EQ(arguments.origin("limit"), "f:4");
  EXPECT_EQ(arguments.origin("page"), "");
  EXPECT_EQ(shown(read("")), "");
  EXPECT_EQ(shown(read("all = false\nlimit = 5\n")), "limit=5 ");
}

TEST(Settings, know_the_home_folder_in_paths_only) {
  ::setenv("HOME", "/home/jo", 1);
  EXPECT_EQ(shown(read("archive = ~/news\narchive = x~/y\nmap = ~/z\n")), "archive=/home/jo/news=x~/y map=~/z ");
}

TEST(Settings, say_which_line_is_wrong_and_why) {
  EXPECT_EQ(refused("\nlimt = 5"), "f:2: there is no option 'limt' (did you mean limit?)");
  EXPECT_EQ(refused("colour = 5"),
            "f:1: there is no option 'colour' (--help lists the options; here they stand by their long names, without "
            "dashes)");
  EXPECT_EQ(refused("n = 5"),
            "f:1: there is no option 'n' (--help lists the options; here they stand by their long "
            "names, without dashes)");
  EXPECT_EQ(refused("operands = 5"),
            "f:1: there is no option 'operands' (--help lists the options; here they stand by "
            "their long names, without dashes)");
  EXPECT_EQ(refused("limit"), "f:1: limit has no value (write limit = N)");
  EXPECT_EQ(refused("limit ="), "f:1: limit has no value (write limit = N)");
  EXPECT_EQ(refused("= 5"), "f:1: there is no name before the = (such as limit = 20)");
  EXPECT_EQ(refused("any = yes"), "f:1: any is true or false, not 'yes'");
  EXPECT_EQ(refused("limit = 5\nsort = newest\nlimit = 6"), "f:3: limit is there twice (first at f:1)");
  EXPECT_EQ(refused("all = false\nall"), "f:2: all is there twice (first at f:1)");
  EXPECT_EQ(refused("limit = 5\nall"), "f:2: all and limit contradict each other (leave one of them out)");
  EXPECT_EQ(refused("all\nlimit = 5"), "f:2: limit and all contradict each other (leave one of them out)");
  EXPECT_EQ(refused("sort = \xFF"), "f:1: this line is not UTF-8");
  EXPECT_EQ(refused("help"), "f:1: help is for the command line only");
  EXPECT_EQ(refused("log = x"), "f:1: log is not about a query (the configuration can hold it)");
  EXPECT_EQ(refused("log = x", Scope::program), "not refused");
  EXPECT_EQ(refused("count", Scope::program), "f:1: count is about a single query");
  EXPECT_EQ(refused("help", Scope::program), "f:1: help is for the command line only");
}

TEST(Settings, a_wrong_value_is_located_where_it_is_used) {
  const Arguments arguments = read("\nlimit = many\nsort = up");
  const auto message = [](auto action) {
    try {
      action();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("not refused");
  };
  EXPECT_EQ(message([&] { static_cast<void>(arguments.number("limit", 0)); }), "f:2: limit takes a number, not 'many'");
  EXPECT_EQ(message([&] {
              static_cast<void>(arguments.choice<int>("sort", {{"newest", 1}, {"oldest", 2}}));
            }),
            "f:3: sort is one of newest, oldest, not 'up'");
}

TEST(Layers, an_option_replaces_the_one_below_whole) {
  struct Case {
    const char* above;
    const char* below;
    const char* expected;
  };
  for (const Case& c : {
           Case{"limit = 5", "limit = 9\nsort = newest", "limit=5 sort=newest "},
           Case{"archive = c", "archive = a\narchive = b", "archive=c "},
           Case{"", "archive = a\narchive = b\nany", "archive=a=b any "},
           Case{"all", "limit = 9\nsort = newest", "all sort=newest "},
           Case{"limit = 5", "all", "limit=5 "},
           Case{"page = 2", "all\nany", "page=2 any "},
           Case{"all = false", "all", ""},
           Case{"all = false", "limit = 5", "limit=5 "},
           Case{"all = false\nany = true", "any = false\nall", "any "},
           Case{"limit = 5", "all = false", "limit=5 "},
       }) {
    EXPECT_EQ(shown(read(c.above).over(read(c.below), kOptions)), c.expected) << c.above << " over " << c.below;
  }
}

TEST(Layers, keep_where_each_option_was_said) {
  const Arguments command_line = parse({"word", "-n", "5"}, kOptions, "");
  const Arguments saved = arguments_of(read_settings("limit = 9\nsort = newest", "saved", 7), kOptions, Scope::query);
  const Arguments config = arguments_of(read_settings("sort = oldest\nany", "config"), kOptions, Scope::program);
  const Arguments merged = command_line.over(saved, kOptions).over(config, kOptions);
  EXPECT_EQ(shown(merged), "limit=5 any sort=newest ");
  EXPECT_EQ(merged.list(kOperands), (Texts{"word"}));
  EXPECT_EQ(merged.spoken("limit"), "--limit");
  EXPECT_EQ(merged.spoken("sort"), "saved:8: sort");
  EXPECT_EQ(merged.spoken("any"), "config:2: any");
}

TEST(Layers, a_command_line_does_not_contradict_itself) {
  EXPECT_THROW(static_cast<void>(parse({"--all", "-n", "5"}, kOptions, "")), Error);
  EXPECT_EQ(shown(parse({"--all", "--any"}, kOptions, "")), "all any ");
}

}  // namespace
}  // namespace news::cli
