// What programs say about themselves: help, man page, completions, from one table.
#include <gtest/gtest.h>

#include <sstream>

#include "common/text.h"
#include "common/usage/manual.h"
#include "version.h"

namespace news::usage {
namespace {

constexpr cli::Option kOwn[] = {
    cli::everyday({"Input", "archive,a", "DIR|HOST:PORT", "the archive; several are searched as one", true}),
    {"Input", "map", "FIELD=KEY", "which key holds a field (dotted path)"},
    {"Input", "from", "FILE", "Jürgen's \"list\" of ~/paths, one a line, and so on until a line is too long to stand"},
    cli::everyday({"Output", "sort,s", "newest|oldest", "in which order (default newest)"}),
    {"Output", "limit,n", "N", "how many"},
    {"Output", "saved", "NAME", "a saved query"},
};
constexpr auto kOptions = with_common_options(kOwn);

Manual manual() {
  Manual manual;
  manual.program = "news-tester";
  manual.purpose = "try manuals";
  manual.operands = "QUERY...";
  manual.description = {"Description", {"Does `this` and that."}, {{"news-tester 'a b'", "both"}}};
  manual.options = kOptions;
  manual.full_help = {{"Exit status", {}, {{"0", "found"}}}};
  manual.man_page = {
      {"Files", {"`.hidden` begins with a dot. So does `...`. \\ is a backslash."}, {{".dot", "café ^x"}}}};
  manual.see_also = {"ls(1)", "man(7)"};
  manual.operand_offer = {Offer::Kind::query, {"title:", "saved:"}};
  manual.saved_names = {Offer::Kind::lines, {"--quiet", "--names"}, "--from"};
  manual.offers = {{"NAME", manual.saved_names}, {"FIELD=KEY", {Offer::Kind::words, {"title=", "body="}}}};
  return manual;
}

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

TEST(Help, shows_the_options_of_every_day_and_the_full_one_all) {
  const std::string everyday = short_help(manual());
  const std::string full = full_help(manual());
  for (const cli::Option& option : kOptions) {
    const std::string name = "--" + std::string(cli::long_name(option));
    EXPECT_EQ(has(everyday, name), option.everyday) << name;
    EXPECT_TRUE(has(full, name)) << name;
  }
  EXPECT_TRUE(has(everyday, "news-tester 'a b'"));
  EXPECT_TRUE(has(everyday, "the archive\n")) << everyday;  // briefly
  EXPECT_TRUE(has(everyday, "Does this and that.")) << everyday;
  EXPECT_FALSE(has(everyday, "Exit status"));
  EXPECT_TRUE(has(full, "Exit status:\n  0                       found\n")) << full;
}

TEST(Help, puts_groups_terms_and_meanings_in_columns_of_80) {
  const std::string full = full_help(manual());
  EXPECT_TRUE(has(full,
                  "\nInput:\n"
                  "  -a, --archive DIR|HOST:PORT\n"
                  "                          the archive; several are searched as one\n"
                  "      --map FIELD=KEY     which key holds a field (dotted path)\n"
                  "      --from FILE         Jürgen's \"list\" of ~/paths, one a line, and so on\n"
                  "                          until a line is too long to stand\n"
                  "\nOutput:\n"
                  "  -s, --sort newest|oldest\n"
                  "                          in which order (default newest)\n"))
      << full;
  std::istringstream lines(full);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(count_characters(line), 80U) << line;
}

TEST(ManPage, is_ascii_and_takes_texts_literally) {
  const std::string page = man_page(manual());
  for (const char c : page) ASSERT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << page;
  EXPECT_TRUE(has(page, ".TH NEWS\\-TESTER 1 " + std::string(kVersionDate)));
  EXPECT_TRUE(has(page, "news\\-tester \\- try manuals"));
  EXPECT_TRUE(has(page,
                  "\\fB\\-a\\fR, \\fB\\-\\-archive\\fR \\fIDIR|HOST:PORT\\fR\n"
                  "The archive; several are searched as one. May be given several times.\n"))
      << page;
  EXPECT_TRUE(has(page, "\\fB\\-s\\fR, \\fB\\-\\-sort\\fR newest|oldest\n")) << page;
  EXPECT_TRUE(has(page, "J\\[u00FC]rgen\\(aqs \\(dqlist\\(dq of \\(ti/paths")) << page;
  EXPECT_TRUE(has(page, "caf\\[u00E9] \\(hax")) << page;
  EXPECT_TRUE(has(page, "\\e is a backslash.")) << page;
  EXPECT_TRUE(has(page, ".SH SEE ALSO\n\\fBls\\fR(1),\n\\fBman\\fR(7)\n")) << page;
}

TEST(ManPage, begins_no_line_of_text_with_a_macro) {
  std::istringstream lines(man_page(manual()));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || (line[0] != '.' && line[0] != '\'')) continue;
    bool macro = false;
    for (const char* known : {".\\\"", ".TH ", ".SH ", ".SS ", ".TP", ".PP"}) macro |= line.starts_with(known);
    EXPECT_TRUE(macro) << line;
  }
  Manual dots = manual();
  dots.man_page = {{"Dots", {std::string(78, 'x') + " .y .z", ".w"}, {}}};
  EXPECT_TRUE(has(man_page(dots), std::string(78, 'x') + " .y .z\n.PP\n\\&.w\n")) << man_page(dots);
}

TEST(Brief, leaves_particulars_out) {
  EXPECT_EQ(brief("the archive; several are one"), "the archive");
  EXPECT_EQ(brief("how many (default 10)"), "how many");
  EXPECT_EQ(brief("read only: print each"), "read only: print each");
}

TEST(Offer, follows_the_name_of_the_value) {
  using Kind = Offer::Kind;
  const auto kind = [](const char* value) { return manual().offer({"G", "x", value, "x"}).kind; };
  EXPECT_EQ(kind("DIR"), Kind::folders);
  EXPECT_EQ(kind("DIR|HOST:PORT"), Kind::folders);
  EXPECT_EQ(kind("FILE"), Kind::files);
  EXPECT_EQ(kind("FILE|-"), Kind::files);
  EXPECT_EQ(kind("a|b"), Kind::words);
  EXPECT_EQ(kind("NAME"), Kind::lines);
  EXPECT_EQ(kind("FIELD=KEY"), Kind::words);
  EXPECT_EQ(kind("N"), Kind::nothing);
  EXPECT_EQ(kind(nullptr), Kind::nothing);
}

TEST(AskedFor, answers_the_common_options_only) {
  const auto asked = [](const std::vector<std::string>& arguments) {
    return asked_for(cli::parse(arguments, kOptions, ""), manual);
  };
  EXPECT_EQ(asked({"--help"}), short_help(manual()));
  EXPECT_EQ(asked({"--help-all"}), full_help(manual()));
  EXPECT_EQ(asked({"--version"}), "news-tester " + std::string(kVersion) + "\n");
  EXPECT_EQ(asked({"--generate", "man"}), man_page(manual()));
  EXPECT_EQ(asked({"--generate", "complete-bash"}), bash_completion(manual()));
  EXPECT_EQ(asked({"--generate", "complete-zsh"}), zsh_completion(manual()));
  EXPECT_EQ(asked({"--generate=complete-fish"}), fish_completion(manual()));
  EXPECT_EQ(asked({"x", "-n", "5"}), std::nullopt);
}

}  // namespace
}  // namespace news::usage
