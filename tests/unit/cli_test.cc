// The command line that both programs share: strict options, errors turned into exit statuses, sizes, the archive.
#include "common/cli.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <new>
#include <string>
#include <thread>

#include "common/error.h"
#include "common/output.h"

namespace news::cli {
namespace {

using Texts = std::vector<std::string>;

constexpr std::array<Option, 5> kOptions = {{
    {"Input", "archive,a", "DIR", "where the archive is"},
    {"Input", "map", "FIELD=KEY", "which key holds which field", true},
    {"Output", "limit,n", "N", "how many"},
    {"Output", "quiet,q", nullptr, "say nothing"},
    {"Output", "sort,s", "ORDER", "in which order"},
}};

Arguments parsed(const Texts& arguments) { return parse(arguments, kOptions, "write -- before it"); }

TEST(Parse, options_and_operands) {
  const Arguments arguments =
      parsed({"oil", "-n", "5", "--archive=there", "price", "--quiet", "--map", "a=b", "--map=c=d"});
  EXPECT_EQ(arguments.text("limit"), "5");
  EXPECT_EQ(arguments.text("archive"), "there");
  EXPECT_TRUE(arguments.has("quiet"));
  EXPECT_EQ(arguments.list("map"), (Texts{"a=b", "c=d"}));
  EXPECT_EQ(arguments.list(kOperands), (Texts{"oil", "price"}));
  EXPECT_FALSE(arguments.has("sort"));
  EXPECT_EQ(arguments.text("sort"), "");
  EXPECT_EQ(parsed({}).list(kOperands), Texts{});
}

TEST(Parse, turns_flags_off_that_other_layers_may_hold) {
  const Arguments off = parsed({"--quiet=false", "oil"});
  EXPECT_TRUE(off.said("quiet"));
  EXPECT_FALSE(off.has("quiet"));
  EXPECT_EQ(off.list(kOperands), Texts{"oil"});
  EXPECT_FALSE(off.over(parsed({"--quiet"}), kOptions).has("quiet"));
  EXPECT_TRUE(parsed({"--quiet=true"}).has("quiet"));
  EXPECT_EQ(parsed({"--", "--quiet=false"}).list(kOperands), Texts{"--quiet=false"});
  EXPECT_FALSE(parsed({"--quiet=false", "--quiet=false"}).has("quiet"));
  for (const Texts& arguments : std::vector<Texts>{
           {"--quiet=no"}, {"--quiet", "--quiet=false"}, {"--quit=false"}, {"--limit=false", "--quiet=false", "-x"}}) {
    EXPECT_THROW((void)parsed(arguments), Error) << arguments.front();
  }
}

TEST(Parse, what_follows_two_dashes_is_no_option) {
  EXPECT_EQ(parsed({"-q", "--", "strike", "-storm", "--limit", "-n5"}).list(kOperands),
            (Texts{"strike", "-storm", "--limit", "-n5"}));
}

TEST(Parse, a_dash_alone_and_texts_with_dashes_inside_are_operands) {
  EXPECT_EQ(parsed({"-", "e-mail", "strike -storm", ""}).list(kOperands), (Texts{"-", "e-mail", "strike -storm", ""}));
}

TEST(Parse, is_strict) {
  for (const Texts& arguments : std::vector<Texts>{{"-n5"},     // short options stand alone
                                                   {"-storm"},  // never --sort torm
                                                   {"-qn", "5"},
                                                   {"--lim", "5"},  // no abbreviations
                                                   {"--Limit", "5"},
                                                   {"--unknown"},
                                                   {"-x"},
                                                   {"--limit"},  // no value
                                                   {"-n"},
                                                   {"--quiet=yes"},              // a flag takes none
                                                   {"-n", "5", "--limit", "6"},  // twice
                                                   {"--operands", "x"},
                                                   {"--operands=x"}}) {
    try {
      static_cast<void>(parsed(arguments));
      ADD_FAILURE() << testing::PrintToString(arguments);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::usage);
      EXPECT_NE(error.hint(), "") << error.what();
      // What was typed is named.
      const std::string name = arguments.front().substr(arguments.front().find_first_not_of('-'), 3);
      const bool named = std::string(error.what()).find(name) != std::string::npos;
      EXPECT_TRUE(named || arguments.front() == "-n") << error.what();
    }
  }
}

TEST(Parse, a_word_that_begins_with_a_dash_gets_the_caller_s_hint) {
  try {
    static_cast<void>(parsed({"strike", "-storm"}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "write -- before it");
    EXPECT_NE(std::string(error.what()).find("-storm"), std::string::npos);
  }
}

TEST(Parse, a_short_option_with_its_value_in_one_gets_them_apart) {
  constexpr Option kTable[] = {{"G", "limit,n", "N", "how many"},
                               {"G", "sort,s", "newest|oldest", "order"},
                               {"G", "archive,a", "DIR", "where"},
                               {"G", "count,c", nullptr, "a flag"}};
  const auto hint = [&](const std::string& argument) {
    try {
      static_cast<void>(parse({"strike", argument}, kTable, "caller's"));
      return std::string("no error");
    } catch (const Error& error) {
      return error.hint();
    }
  };
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"-n5", "write -n 5, or --limit=5"},
      {"-n=5", "write -n 5, or --limit=5"},
      {"-snewest", "write -s newest, or --sort=newest"},
      {"-a/srv/news", "write -a /srv/news, or --archive=/srv/news"},
      {"-storm", "caller's"},  // a word that is to be left out
      {"-nice", "caller's"},
      {"-count", "caller's"},
      {"-c5", "caller's"},  // a flag takes no value
      {"-x5", "caller's"},
  };
  for (const auto& [argument, expected] : cases) EXPECT_EQ(hint(argument), expected) << argument;
}

TEST(Parse, an_option_with_listed_values_takes_no_other) {
  constexpr Option kTable[] = {{"G", "sort,s", "newest|oldest", "order"}, {"G", "by", "day|month", "facets", true}};
  EXPECT_EQ(parse({"-s", "oldest"}, kTable, "").text("sort"), "oldest");
  EXPECT_EQ(parse({"--by", "day", "--by", "month"}, kTable, "").list("by"), (Texts{"day", "month"}));
  for (const Texts& arguments : {Texts{"-s", "old"}, Texts{"--sort", ""}, Texts{"--by", "day", "--by", "hour"}}) {
    try {
      static_cast<void>(parse(arguments, kTable, ""));
      ADD_FAILURE() << testing::PrintToString(arguments);
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("is one of"), std::string::npos) << error.what();
    }
  }
}

TEST(Option, says_its_names_and_values) {
  const Option both = {"G", "sort,s", "newest|by-day|7d", "order"};
  EXPECT_EQ(long_name(both), "sort");
  EXPECT_EQ(short_name(both), "s");
  EXPECT_EQ(choices(both), (Texts{"newest", "by-day", "7d"}));
  const Option flag = {"G", "all", nullptr, "all"};
  EXPECT_EQ(long_name(flag), "all");
  EXPECT_EQ(short_name(flag), "");
  // Capitals name a kind of value, and a single word is no list.
  for (const char* value : {"DIR|HOST:PORT", "N", "file", "FIELD=KEY"}) {
    EXPECT_EQ(choices({"G", "x", value, "x"}), Texts{}) << value;
  }
  EXPECT_FALSE(flag.everyday);
  EXPECT_TRUE(everyday(flag).everyday);
}

TEST(Run, turns_what_is_thrown_into_a_message_and_a_status) {
  struct Case {
    std::function<int(std::ostream&)> body;
    int status;
    const char* message;
  };
  const std::vector<Case> cases = {
      {[](std::ostream&) { return 0; }, 0, ""},
      {[](std::ostream&) { return 1; }, 1, ""},
      {[](std::ostream&) -> int { throw Error(Code::usage, "no such thing", "try that"); }, 2,
       "prog: no such thing\n  try that\n"},
      {[](std::ostream&) -> int { throw Error(Code::archive_locked, "held"); }, 75, "prog: held\n"},
      {[](std::ostream&) -> int { throw Error(Code::io, "bad \x1B[31m name"); }, 2, "prog: bad \uFFFD[31m name\n"},
      {[](std::ostream&) -> int { throw Xapian::DatabaseCorruptError("block 7"); }, 2, "block 7"},
      {[](std::ostream&) -> int { throw std::bad_alloc(); }, 2, "prog: out of memory\n"},
      {[](std::ostream&) -> int { throw std::out_of_range("index 3"); }, 2, "prog: index 3\n"},
  };
  for (const Case& c : cases) {
    testing::internal::CaptureStderr();
    const int status = run("prog", c.body);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_EQ(status, c.status) << said;
    EXPECT_NE(said.find(c.message), std::string::npos) << said;
    EXPECT_EQ(said.empty(), std::string(c.message).empty()) << said;
  }
}

TEST(ArchiveOrDefault, is_what_is_named_first) {
  struct Case {
    const char* named;
    const char* data;
    const char* home;
    const char* expected;
  };
  const auto set = [](const char* name, const char* value) {
    if (value == nullptr) {
      ::unsetenv(name);
    } else {
      ::setenv(name, value, 1);
    }
  };
  for (const Case& c : {Case{"named", "/data", "/home/x", "named"}, Case{"", "/data", "/home/x", "/data/news-archive"},
                        Case{"", "", "/home/x", "/home/x/.local/share/news-archive"},
                        Case{"", "relative", "/home/x", "/home/x/.local/share/news-archive"},
                        Case{"", nullptr, "/home/x", "/home/x/.local/share/news-archive"}}) {
    set("XDG_DATA_HOME", c.data);
    set("HOME", c.home);
    EXPECT_EQ(archive_or_default(c.named), c.expected);
  }
  set("HOME", nullptr);
  EXPECT_THROW(static_cast<void>(archive_or_default("")), Error);
}

TEST(ParseSize, knows_units_in_powers_of_1024) {
  const std::uint64_t mega = std::uint64_t{1024} * 1024;
  const std::vector<std::pair<const char*, std::uint64_t>> cases = {{"0", 0},
                                                                    {"1000000", 1000000},
                                                                    {"7b", 7},
                                                                    {"2k", 2048},
                                                                    {"512M", 512 * mega},
                                                                    {"1GB", 1024 * mega},
                                                                    {"1.5 GiB", 1536 * mega},
                                                                    {"0.5kib", 512}};
  for (const auto& [text, bytes] : cases) EXPECT_EQ(parse_size(text), bytes) << text;
  for (const char* text : {"", "M", "-1", "-1M", "1X", "1 2", "1MBs", "inf", "nan", "1e300", "2000000000G"}) {
    EXPECT_THROW(static_cast<void>(parse_size(text)), Error) << text;
  }
}

TEST(DescriptorStream, waits_where_the_pipe_does_not) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_NONBLOCK), 0);
  std::string got;
  std::thread reader([&] {
    std::array<char, 4096> buffer{};
    while (true) {
      const ssize_t size = read(ends[0], buffer.data(), buffer.size());
      if (size == 0) return;
      if (size > 0) got.append(buffer.data(), static_cast<std::size_t>(size));
      if (size < 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  const std::string text(300'000, 'x');  // more than a pipe holds
  {
    DescriptorStream out(ends[1]);
    out << text << std::flush;
  }
  close(ends[1]);
  reader.join();
  close(ends[0]);
  EXPECT_EQ(got, text);
}

}  // namespace
}  // namespace news::cli
