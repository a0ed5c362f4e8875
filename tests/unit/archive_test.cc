// The archive folder: what is live, what is refused, and who may write.
#include "common/archive.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/analysis/fingerprint.h"
#include "common/error.h"
#include "common/fields.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;
using testing::text_of;
using testing::write_text;
using Names = std::vector<std::string>;

struct Failure {
  Code code = Code::usage;
  std::string message;
  std::string hint;
};

template <typename Action>
Failure failure_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return {error.code(), error.what(), error.hint()};
  }
  ADD_FAILURE() << "no error";
  return {};
}

bool has(const std::string& text, std::string_view piece) { return text.find(piece) != std::string::npos; }

/// A generation of one article with these facts.
void make_generation(const std::string& folder, const std::string& identity, const std::string& schema,
                     const std::string& analysis, const std::string& word) {
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE);
  Xapian::Document document;
  document.add_posting(std::string(prefix::kTitle) + word, 2);
  document.add_term(word);
  document.set_data("an article");
  database.add_document(document);
  database.set_metadata(metadata::kIdentity, identity);
  database.set_metadata(metadata::kSchema, schema);
  database.set_metadata(metadata::kAnalysis, analysis);
  database.set_metadata(metadata::kCompleteThrough, "41");
  database.commit();
}

void make_good_generation(const std::string& folder, const std::string& word = "word") {
  make_generation(folder, "id", std::to_string(kSchemaVersion), analysis::fingerprint(), word);
}

TEST(Archive, what_is_published_is_live_in_the_same_order) {
  const TemporaryFolder folder;
  EXPECT_FALSE(archive_exists(folder.path()));
  publish_generations(folder.path(), {"gen-000002", "gen-000001"});
  EXPECT_TRUE(archive_exists(folder.path()));
  EXPECT_EQ(live_generations(folder.path()), (Names{"gen-000002", "gen-000001"}));
  publish_generations(folder.path(), {"gen-000003"});
  EXPECT_EQ(live_generations(folder.path()), (Names{"gen-000003"}));
}

TEST(Archive, a_stub_edited_by_hand_is_read) {
  const TemporaryFolder folder;
  write_text(stub_path(folder.path()), "# mine\n\nauto gen-000002\nauto gen-000001");
  EXPECT_EQ(live_generations(folder.path()), (Names{"gen-000002", "gen-000001"}));
}

TEST(Archive, all_generations_are_read_as_one_database) {
  const TemporaryFolder folder;
  make_good_generation(folder / "gen-000001", "old");
  make_good_generation(folder / "gen-000002", "new");
  publish_generations(folder.path(), {"gen-000002", "gen-000001"});
  const Xapian::Database database = open_for_reading(folder.path());
  EXPECT_EQ(database.get_doccount(), 2U);
  EXPECT_TRUE(database.term_exists("old") && database.term_exists("new"));
  // Any Xapian tool opens the folder.
  EXPECT_EQ(Xapian::Database(folder.path()).get_doccount(), 2U);
  const ArchiveFacts facts = read_facts(database);
  EXPECT_EQ(facts.identity, "id");
  EXPECT_EQ(facts.schema, kSchemaVersion);
  EXPECT_EQ(facts.complete_through, 41U);
}

TEST(Archive, where_there_is_none_says_how_to_make_one) {
  const TemporaryFolder folder;
  for (const std::string& path : {folder.path(), folder / "none"}) {
    const Failure failure = failure_of([&] { static_cast<void>(open_for_reading(path)); });
    EXPECT_EQ(failure.code, Code::archive_missing);
    EXPECT_TRUE(has(failure.message, path)) << failure.message;
    EXPECT_TRUE(has(failure.hint, "news-indexer -a " + path)) << failure.hint;
  }
}

TEST(Archive, a_damaged_stub_is_an_error) {
  const TemporaryFolder folder;
  for (const char* stub : {"", "\n\n", "garbage", "\xFF\xFE\n", "auto\n", "remote host:1\n"}) {
    write_text(stub_path(folder.path()), stub);
    const Failure failure = failure_of([&] { static_cast<void>(open_for_reading(folder.path())); });
    EXPECT_EQ(failure.code, Code::archive_damaged) << stub;
    EXPECT_TRUE(has(failure.message, "XAPIANDB")) << failure.message;
    EXPECT_TRUE(has(failure.hint, "backup")) << failure.hint;
  }
}

TEST(Archive, a_generation_that_is_missing_or_broken_is_an_error) {
  const TemporaryFolder folder;
  make_good_generation(folder / "gen-000001");
  publish_generations(folder.path(), {"gen-000002", "gen-000001"});
  const auto opening = [&] { static_cast<void>(open_for_reading(folder.path())); };
  EXPECT_EQ(failure_of(opening).code, Code::archive_damaged);
  publish_generations(folder.path(), {"gen-000001"});
  write_text(folder / "gen-000001/iamglass", "no more");
  const Failure failure = failure_of(opening);
  EXPECT_EQ(failure.code, Code::archive_damaged);
  EXPECT_TRUE(has(failure.hint, "xapian-check " + stub_path(folder.path()))) << failure.hint;
}

TEST(Archive, is_not_opened_without_one_of_its_tables) {
  for (const char* table : {"docdata.glass", "position.glass", "termlist.glass", "postlist.glass"}) {
    const TemporaryFolder folder;
    make_good_generation(folder / "gen-000001");
    make_good_generation(folder / "gen-000002");
    publish_generations(folder.path(), {"gen-000002", "gen-000001"});
    EXPECT_EQ(open_for_reading(folder.path()).get_doccount(), 2U);
    fs::remove(folder / "gen-000001/" + table);
    const Failure failure = failure_of([&] { static_cast<void>(open_for_reading(folder.path())); });
    EXPECT_TRUE(failure.code == Code::io || failure.code == Code::archive_damaged) << table;
    EXPECT_TRUE(has(failure.message, "gen-000001")) << failure.message;
    EXPECT_NE(failure.hint, "");
  }
}

TEST(Archive, of_another_kind_is_refused_with_a_way_out) {
  struct Case {
    const char* identity;
    std::string schema;
    std::string analysis;
    const char* message;
    const char* way_out;
  };
  const std::string& fingerprint = analysis::fingerprint();
  const std::string schema = std::to_string(kSchemaVersion);
  const std::vector<Case> cases = {
      {"", "", "", "no news archive", "news-indexer -a DIR"},
      {"id", "99", fingerprint, "schema 99", "into a new archive"},
      {"id", "", fingerprint, "schema 0", "into a new archive"},
      {"id", schema, std::string(32, '0'), "another text analysis", "news-indexer --rebuild"},
  };
  for (const Case& c : cases) {
    const TemporaryFolder folder;
    make_generation(folder / "gen-000001", c.identity, c.schema, c.analysis, "word");
    publish_generations(folder.path(), {"gen-000001"});
    const Failure failure = failure_of([&] { static_cast<void>(open_for_reading(folder.path())); });
    EXPECT_EQ(failure.code, Code::archive_mismatch);
    EXPECT_TRUE(has(failure.message, c.message)) << failure.message;
    EXPECT_TRUE(has(failure.message, folder.path())) << failure.message;
    EXPECT_TRUE(has(failure.hint, c.way_out)) << failure.hint;
  }
}

/// Another process that holds the lock until told to go, or dies.
class Holder {
 public:
  explicit Holder(const std::string& archive) {
    std::array<int, 2> ready{};
    if (pipe(ready.data()) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      const ArchiveLock lock(archive);
      static_cast<void>(!write(ready[1], "x", 1));
      while (true) pause();
    }
    char signal = 0;
    EXPECT_EQ(read(ready[0], &signal, 1), 1);
    close(ready[0]);
    close(ready[1]);
  }
  ~Holder() { die(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  void die() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = 0;
};

TEST(ArchiveLock, held_by_another_process_is_an_error_that_names_it) {
  const TemporaryFolder folder;
  Holder holder(folder.path());
  const Failure failure = failure_of([&] { const ArchiveLock lock(folder.path()); });
  EXPECT_EQ(failure.code, Code::archive_locked);
  EXPECT_EQ(exit_status(failure.code), 75);
  EXPECT_TRUE(has(failure.message, "process " + std::to_string(holder.pid()))) << failure.message;
  EXPECT_TRUE(has(failure.message, folder.path())) << failure.message;
  EXPECT_NE(failure.hint, "");
}

TEST(ArchiveLock, of_a_process_that_died_is_free) {
  const TemporaryFolder folder;
  Holder holder(folder.path());
  holder.die();
  write_text(folder / "lock", "12345678901234567890");
  const ArchiveLock lock(folder.path());
  EXPECT_EQ(text_of(folder / "lock"), std::to_string(getpid()));  // a shorter number leaves nothing of a longer one
}

TEST(ArchiveLock, ends_with_its_owner_and_holds_within_the_process_too) {
  const TemporaryFolder folder;
  {
    const ArchiveLock lock(folder.path());
    EXPECT_EQ(failure_of([&] { const ArchiveLock second(folder.path()); }).code, Code::archive_locked);
  }
  EXPECT_NO_THROW(ArchiveLock{folder.path()});
}

TEST(ArchiveLock, makes_the_folder) {
  const TemporaryFolder folder;
  const ArchiveLock lock(folder / "a/b");
  EXPECT_TRUE(fs::is_directory(folder / "a/b"));
  write_text(folder / "file", "x");
  EXPECT_EQ(failure_of([&] { const ArchiveLock other(folder / "file"); }).code, Code::io);
  EXPECT_EQ(failure_of([&] { const ArchiveLock other(folder / "file/below"); }).code, Code::io);
}

}  // namespace
}  // namespace news
