// How far alerts have come, and that a mark never passes what was not given.
#include "searcher/saved/marks.h"

#include <gtest/gtest.h>

#include "common/error.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

const AlertKey kPorts{"/saved.ini", "ports"};
const AlertKey kIce{"/saved.ini", "ice"};

class MarksFile : public ::testing::Test {
 protected:
  [[nodiscard]] Marks read() const { return Marks(path_); }
  /// Archives with their marks, such as "a=3 b=5 ".
  [[nodiscard]] std::string marks(const AlertKey& alert) const {
    std::string text;
    for (const auto& [archive, mark] : read().of(alert))
      text += archive + "=" + std::to_string(mark.through.number) + mark.through.id + " ";
    return text;
  }

  testing::TemporaryFolder folder_;
  std::string path_ = folder_ / "state/alerts.jsonl";
};

TEST_F(MarksFile, one_for_each_alert_and_archive) {
  EXPECT_EQ(marks(kPorts), "");
  read().advance({{kPorts, {{"/one", "a", 3}, {"/two", "b", 5}}, "d1"}});
  read().advance({{kIce, {{"/one", "a", 4}}, "d2"}});
  EXPECT_EQ(marks(kPorts), "a=3 b=5 ");
  EXPECT_EQ(marks(kIce), "a=4 ");
  EXPECT_EQ(marks({"/other.ini", "ports"}), "");
  EXPECT_EQ(read().of(kPorts).at("b").place, "/two");
  EXPECT_EQ(read().of(kPorts).at("b").text, "d1");
  read().advance({{kPorts, {{"/moved", "a", 6}}, "d3"}});
  EXPECT_EQ(marks(kPorts), "a=6 b=5 ");
  EXPECT_EQ(read().of(kPorts).at("a").place, "/moved");
  read().remove(kPorts);
  EXPECT_EQ(marks(kPorts), "");
  EXPECT_EQ(marks(kIce), "a=4 ");
}

TEST_F(MarksFile, many_are_moved_at_once) {
  read().advance({{kPorts, {{"/one", "a", 3}}, "d1"}, {kIce, {{"/one", "a", 4}}, "d2"}});
  EXPECT_EQ(marks(kPorts) + marks(kIce), "a=3 a=4 ");
  read().advance({});
  EXPECT_EQ(marks(kPorts) + marks(kIce), "a=3 a=4 ");
}

TEST_F(MarksFile, a_mark_goes_back_with_an_archive_that_was_put_back) {
  read().advance({{kPorts, {{"/one", "a", 9}}, ""}});
  read().advance({{kPorts, {{"/one", "a", 4}}, ""}});
  EXPECT_EQ(marks(kPorts), "a=4 ");
}

TEST_F(MarksFile, the_id_of_a_run_stands_with_its_number) {
  read().advance({{kPorts, {{"/one", "a", 9, "-id"}}, ""}});
  EXPECT_EQ(marks(kPorts), "a=9-id ");
  // The other run of this alert met the archive as it was put back: what this one knows is of no use any more.
  const Marks began = read();
  read().advance({{kPorts, {{"/one", "a", 9, "-new"}}, ""}});
  began.advance({{kPorts, {{"/one", "a", 10, "-old"}}, ""}});
  EXPECT_EQ(marks(kPorts), "a=9-new ");
}

TEST_F(MarksFile, marks_of_old_without_ids_are_read) {
  testing::write_text(folder_ / "old.jsonl",
                      R"({"file":"/saved.ini","query":"ports","archive":"a","place":"/one","through":17,"text":"d"})"
                      "\n");
  EXPECT_EQ(Marks(folder_ / "old.jsonl").of(kPorts).at("a").through, (FinishedRun{17, ""}));
}

TEST_F(MarksFile, of_a_copy_beside_its_archive_the_earlier_state_counts) {
  read().advance({{kPorts, {{"/one", "a", 9}, {"/copy", "a", 7}}, ""}});
  EXPECT_EQ(marks(kPorts), "a=7 ");
}

TEST_F(MarksFile, two_runs_at_once_lose_nothing) {
  struct Case {
    const char* what;
    std::uint64_t first;   // where the other run leaves the mark
    std::uint64_t second;  // how far this one has come
    const char* expected;
  };
  for (const Case& c : {Case{"the other was later", 6, 5, "a=6 "}, Case{"this one was later", 5, 6, "a=6 "},
                        Case{"they were one", 5, 5, "a=5 "}, Case{"the other moved it back", 2, 5, "a=2 "}}) {
    read().remove(kPorts);
    read().advance({{kPorts, {{"/one", "a", 4}}, ""}});
    const Marks began = read();
    read().advance({{kPorts, {{"/one", "a", c.first}}, ""}});
    began.advance({{kPorts, {{"/one", "a", c.second}}, ""}});
    EXPECT_EQ(marks(kPorts), c.expected) << c.what;
  }
  // First runs at once.
  read().remove(kPorts);
  const Marks began = read();
  read().advance({{kPorts, {{"/one", "a", 7}}, ""}});
  began.advance({{kPorts, {{"/one", "a", 6}}, ""}});
  EXPECT_EQ(marks(kPorts), "a=7 ");
  // Deleted meanwhile: a query that is saved under the name later begins anew.
  const Marks before = read();
  read().remove(kPorts);
  before.advance({{kPorts, {{"/one", "a", 8}}, ""}});
  EXPECT_EQ(marks(kPorts), "");
}

TEST_F(MarksFile, a_file_that_can_t_be_understood_is_not_taken_for_an_empty_one) {
  read().advance({{kPorts, {{"/one", "a", 3}}, ""}});
  const std::string good = testing::text_of(path_);
  testing::write_text(path_, good + "{\"file\":\"x\"\n");
  try {
    (void)read();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.what(), path_ + ":2: this is no mark of an alert");
  }
  testing::write_text(
      path_, "{\"file\":\"x\",\"query\":\"y\",\"archive\":\"a\",\"place\":\"\",\"through\":\"3\",\"text\":\"\"}\n");
  EXPECT_THROW((void)read(), Error);
  EXPECT_THROW((void)Marks(""), Error);
}

}  // namespace
}  // namespace news
