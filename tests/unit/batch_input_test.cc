// Files of queries -> items, as tables.
#include "searcher/batch/batch_input.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/temporary_folder.h"

namespace news::batch {
namespace {

/// An item on one line: `LINE ID: query {option=value}` or `LINE ID! problem`; plain text in brackets.
std::string shown(const Item& item) {
  std::string text = std::to_string(item.line) + " " + item.id.value_or("?");
  if (item.problem) return text + "! " + item.problem->what();
  const bool plain = item.reading == Question::Reading::plain_text;
  text += ": " + (plain ? "[" + item.query + "]" : item.query);
  for (const cli::Setting& option : item.options) text += " {" + option.name + "=" + option.value.value_or("") + "}";
  return text;
}

using Items = std::vector<std::string>;

Items read(const std::string& content, std::vector<TopicPart> parts = {&Topic::title}) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() + "/queries";
  std::ofstream(path, std::ios::binary) << content;
  LineSource lines(path);
  const auto reader = open_reader(lines, "queries", std::move(parts));
  Items items;
  while (const auto item = reader->next()) items.push_back(shown(*item));
  return items;
}

TEST(BatchLines, are_an_id_a_tab_and_a_query) {
  EXPECT_EQ(read("1\tstrike AND harbour\r\n\n  \nmp 7 \t a\tb \nlast\tx"),
            (Items{"1 1: strike AND harbour", "4 mp 7:  a\tb ", "5 last: x"}));
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "1\tx\n"),
            (Items{"1 1: x"}));
  EXPECT_EQ(read(""), Items{});
  EXPECT_EQ(read("\n \n"), Items{});
}

TEST(BatchLines, that_are_none_are_said_and_the_next_is_read) {
  EXPECT_EQ(read("1\tx\n2 y\n\ty\n4\t\xFF\n5\tz\n"),
            (Items{"1 1: x", "2 ?! there is no tab between the query's id and the query",
                   "3 ?! there is no id before the tab", "4 ?! this line is not UTF-8", "5 5: z"}));
  EXPECT_EQ(read("1\t" + std::string(kMaxLine * 3, 'a') + "\n2\tz\n"),
            (Items{"1 ?! this line is longer than 1 MiB", "2 2: z"}));
}

TEST(BatchJson, has_options_by_their_long_names) {
  EXPECT_EQ(read(R"({"id":"q1","query":"strike"}
{"query":"ice \"storm\"","id":2,"limit":5,"all":true,"any":false,"archive":["/a","/b"],"sort":"newest"}
)"),
            (Items{"1 q1: strike",
                   "2 2: ice \"storm\" {all=true} {any=false} {archive=/a} {archive=/b} {limit=5} {sort=newest}"}));
}

TEST(BatchJson, that_is_none_is_said_and_the_next_is_read) {
  EXPECT_EQ(read(R"({"id":"1","query":"x"}
{"id":"2","query":
["id"]
{"query":"x"}
{"id":"","query":"x"}
{"id":1.5,"query":"x"}
{"id":"7"}
{"id":"8","query":["x"]}
{"id":"9","query":"x","limit":null}
{"id":"10","query":"x","limit":1.5}
{"id":"11","query":"x","archive":[]}
{"id":"12","query":"x"}
)"),
            (Items{"1 1: x", "2 ?! this line is no JSON, from byte 19 on", "3 ?! this line is no JSON object",
                   "4 ?! there is no id", "5 ?! there is no id", "6 ?! there is no id", "7 7! there is no query",
                   "8 8! there is no query",
                   "9 9! limit is neither a text, a whole number, true or false, nor a list of them",
                   "10 10! limit is neither a text, a whole number, true or false, nor a list of them",
                   "11 11! archive is an empty list", "12 12: x"}));
}

TEST(BatchTopics, of_trec_with_and_without_closing_tags) {
  EXPECT_EQ(read(R"(<top>

<num> Number: 301
<title> International Organized Crime

<desc> Description:
Identify organizations.

<narr> Narrative:
A relevant document ...

</top>

<top>
<head> Tipster Topic Description
<num> Number:  051
<dom> Domain: International Economics
<title> Topic:  Airbus Subsidies AND "more
<desc> Description:
Document will discuss ...
<con> Concept(s):
1. Airbus
</top>
)"),
            (Items{"1 301: [International Organized Crime]", "14 51: [Airbus Subsidies AND \"more]"}));
  EXPECT_EQ(read("<top>\n<num>1</num><title>\nMEASUREMENT "
                 "OF\nCONSTANTS\n</title>\n</top>\n<top>\n<num>2</num><title>x</title></top>"),
            (Items{"1 1: [MEASUREMENT OF CONSTANTS]", "7 2: [x]"}));
  EXPECT_EQ(read("<?xml version=\"1.0\"?>\n<!-- the\n topics -->\n<topics>\n<TOP><Num>a1</Num><TITLE>x &amp; y "
                 "&lt;z</TITLE></TOP> <top><num>b<title>y</top></topics>\n"),
            (Items{"5 a1: [x & y <z]", "5 b: [y]"}));
  EXPECT_EQ(read("<top><num>1<title>a <b>bold</b> word, 3 < 4\n<top>\n<num>2<title>never closed"),
            (Items{"1 1: [a bold word, 3 < 4]", "2 2: [never closed]"}));
}

TEST(BatchTopics, may_be_xml_with_their_number_in_the_tag) {
  EXPECT_EQ(
      read("<topics task=\"x\">\n<topic number=\"01\">\n<query>coronavirus origin</query>\n<question>what is "
           "it</question>\n"
           "<narrative>y</narrative>\n</topic>\n<TOPIC  type='a'\n number = '2' ><query>x</query></TOPIC></topics>\n"),
      (Items{"2 1: [coronavirus origin]", "7 2: [x]"}));
  EXPECT_EQ(read("<topic number=\"1\"><query>a</query><question>b</question></topic>", read_topic_parts("desc")),
            (Items{"1 1: [b]"}));
  EXPECT_EQ(read("<topic><num>7<title>a</topic><topic number=8><title>b\n<topic number=\"9\"><title>c"),
            (Items{"1 7: [a]", "1 8: [b]", "2 9: [c]"}));
  EXPECT_EQ(read("<topic anumber=\"1\"><title>a</topic>\n"), (Items{"1 ?! this topic has no number"}));
}

TEST(BatchTopics, may_be_opened_by_anything) {
  for (const char* opening : {"", "number", "number=7", "numbernumber", " number", "<top number", "<top number="}) {
    EXPECT_EQ(read_topic(opening, "").number, "") << opening;
  }
  EXPECT_EQ(read_topic("<top number=7", "").number, "7");
}

TEST(BatchTopics, have_comments_that_count_for_nothing) {
  EXPECT_EQ(read("<!-- a > b -->\n<top><num>1<title>a <!-- not\nthis > --> b</top>\n<!-- <top><num>2<title>x</top>\n"
                 "more --><top><num>3<title>c</top> <!-- end -->\n"),
            (Items{"2 1: [a b]", "5 3: [c]"}));
  EXPECT_EQ(read("<!--\ta -->\n<top><num>1<title>a</top>\n"), (Items{"2 1: [a]"}));
  EXPECT_EQ(read("<top><num>1<title>a</top>\n<!-- <top><num>2<title>b</top>\n"),
            (Items{"1 1: [a]", "2 ?! this comment is not closed"}));
}

TEST(BatchTopics, have_the_parts_that_were_asked_for) {
  const std::string topic = "<top><num>1\n<title>a\n<desc>Description: b\nc\n<narr>Narrative:\nd</top>";
  EXPECT_EQ(read(topic, read_topic_parts("desc")), (Items{"1 1: [b c]"}));
  EXPECT_EQ(read(topic, read_topic_parts("title, narr")), (Items{"1 1: [a d]"}));
  EXPECT_EQ(read("<top><num>1<title>a</top>", read_topic_parts("desc,narr")),
            (Items{"1 1! this topic has no text in the parts that make the query"}));
  for (const char* list : {"", "num", "titel", "title,"}) {
    EXPECT_THROW(static_cast<void>(read_topic_parts(list)), Error) << list;
  }
}

TEST(BatchTopics, that_are_none_are_said_and_the_next_is_read) {
  EXPECT_EQ(read("<top><title>x</top>\n<top><num>2</top>\nstray\nwords\n<top><num>3<title>y</"
                 "top>\n<top><num>4<title>\xFF</top>\nend"),
            (Items{"1 ?! this topic has no number", "2 2! this topic has no text in the parts that make the query",
                   "3 ?! text stands outside of <top> and </top>", "5 3: [y]", "6 ?! this topic is not UTF-8",
                   "7 ?! text stands outside of <top> and </top>"}));
}

TEST(BatchInput, that_cannot_be_read_is_an_error) {
  const testing::TemporaryFolder folder;
  EXPECT_THROW(LineSource(folder.path() + "/none"), Error);
  LineSource lines(folder.path());
  EXPECT_THROW(static_cast<void>(lines.next()), Error);
}

TEST(BatchInput, gives_a_line_as_soon_as_it_is_there_and_can_be_stopped) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() + "/pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  std::ofstream end;
  std::thread writer([&] {
    end.open(path);
    end << "1\tx\n" << std::flush;
  });
  LineSource lines(path);
  writer.join();
  EXPECT_EQ(lines.next().value().text, "1\tx");
  std::thread stopper([&] { lines.stop(); });
  EXPECT_FALSE(lines.next().has_value());
  stopper.join();
}

}  // namespace
}  // namespace news::batch
