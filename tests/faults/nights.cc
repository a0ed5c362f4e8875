#include "tests/faults/nights.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <sstream>

namespace news::testing {
namespace {

namespace fs = std::filesystem;

std::string line_of(int number, std::string_view word, int words) {
  std::string body;
  for (int i = 0; i < words; ++i) body += fmt::format("{} storm {} harbour. ", word, (number * 31 + i * 17) % 997);
  return fmt::format(R"({{"id":"a{:05}","title":"Story {}","source":"Courier","language":"en","date":"2024-03-29",)"
                     R"("body":"{}"}})"
                     "\n",
                     number, number, body);
}

/// The names in a folder. Generations are numbered anew: an attempt that came to nothing may have had a number.
std::string files_of(const std::string& archive) {
  std::set<std::string> names;
  std::set<std::string> generations;
  for (const auto& entry : fs::directory_iterator(archive)) {
    const std::string name = entry.path().filename().string();
    (name.starts_with("gen-") ? generations : names).insert(name);
  }
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return text + std::to_string(generations.size()) + " generations\n";
}

std::string first_difference(const std::string& found, const std::string& wanted) {
  std::istringstream some(found);
  std::istringstream others(wanted);
  for (std::string a, b; some || others; a.clear(), b.clear()) {
    std::getline(some, a);
    std::getline(others, b);
    if (a != b) return "found:  " + a.substr(0, 200) + "\nwanted: " + b.substr(0, 200);
  }
  return {};
}

}  // namespace

std::string_view name_of(Kind kind) {
  constexpr std::string_view kNames[] = {"first", "api", "changes", "inplace", "merging", "compact", "rebuild"};
  return kNames[static_cast<std::size_t>(kind)];
}

const Night& night_of(Kind kind) {
  static std::map<Kind, std::unique_ptr<Night>> nights;
  std::unique_ptr<Night>& night = nights[kind];
  if (!night) night = std::make_unique<Night>(kind);
  return *night;
}

Night::EarlierSources::EarlierSources(const Night& night) : night_(night) {
  fs::rename(night_.sources_, night_.folder_ / "now");
  fs::rename(night_.folder_ / "earlier", night_.sources_);
}

Night::EarlierSources::~EarlierSources() {
  std::error_code ignored;
  fs::rename(night_.sources_, night_.folder_ / "earlier", ignored);
  fs::rename(night_.folder_ / "now", night_.sources_, ignored);
}

Night::Night(Kind kind)
    : kind_(kind), archive_(folder_ / "archive"), sources_(folder_ / "in"), template_(folder_ / "before") {
  fs::create_directory(sources_);
  switch (kind_) {
    case Kind::first:
    case Kind::api:
      make_first();
      break;
    case Kind::changes:
      make_base();
      make_changes(true);
      break;
    case Kind::inplace:
      make_base();
      make_changes(false);
      break;
    case Kind::merging:
      make_base();
      write_articles("late.jsonl", 900, 60, "late");
      break;
    case Kind::compact:
    case Kind::rebuild:
      make_base();
      break;
  }
  if (fs::exists(archive_)) fs::rename(archive_, template_);
  begin();
  before_ = now();
  status_ = run().status;
  after_ = now();
}

/// Several runs of articles (of 1 MB each), and records that can't be read.
void Night::make_first() const {
  write_articles("a.jsonl", 1, 350, "first", 80);
  write_articles("b.jsonl", 351, 350, "second", 80);
  write_text(sources_ + "/c.jsonl", line_of(701, "third", 3) + "{\"id\": \"broken\n" + line_of(702, "third", 3));
  write_articles("d.jsonl", 703, 350, "fourth", 80);
}

/// Two generations.
void Night::make_base() const {
  write_articles("a.jsonl", 1, 100, "first");
  write_articles("b.jsonl", 101, 100, "second");
  write_articles("gone.jsonl", 201, 5, "gone");
  index();
  write_articles("c.jsonl", 301, 20, "third");
  write_articles("lost.jsonl", 401, 5, "lost");
  index();
  keep_sources();
}

void Night::keep_sources() const {
  const fs::path kept = folder_ / "earlier";
  fs::copy(sources_, kept);
  for (const auto& entry : fs::directory_iterator(sources_)) {
    fs::last_write_time(kept / entry.path().filename(), entry.last_write_time());
  }
}

void Night::make_changes(bool with_new) const {
  write_text(sources_ + "/a.jsonl", "");
  write_articles("a.jsonl", 1, 90, "changed");  // ten are withdrawn
  write_text(sources_ + "/c.jsonl", line_of(301, "changed", 9) + line_of(302, "third", 12) + "{\"id\": \"broken\n");
  fs::remove(sources_ + "/gone.jsonl");
  fs::remove(sources_ + "/lost.jsonl");
  if (with_new) write_articles("new.jsonl", 501, 5, "new");
}

void Night::write_articles(const std::string& name, int first, int count, std::string_view word, int words) const {
  std::string text;
  for (int i = 0; i < count; ++i) text += line_of(first + i, word, words);
  write_text(sources_ + "/" + name, text);
}

void Night::index() const {
  const Outcome outcome = testing::run({indexer_program(), "-a", archive_, "--quiet", sources_});
  if (outcome.status != 0) throw std::runtime_error("can't prepare the archive: " + outcome.said);
}

std::vector<std::string> Night::command() const {
  if (kind_ == Kind::compact) return {indexer_program(), "-a", archive_, "--compact"};
  if (kind_ == Kind::rebuild) return {indexer_program(), "-a", archive_, "--rebuild", "--memory", "64M", "--jobs", "1"};
  std::vector<std::string> command = {indexer_program(), "-a",  archive_, "--quiet", "--prune",
                                      "--memory",        "64M", "--jobs", "1",       sources_};
  if (kind_ == Kind::api) command.insert(command.end(), {"--builder", "api"});
  return command;
}

void Night::begin() const {
  fs::remove_all(archive_);
  if (fs::exists(template_)) fs::copy(template_, archive_, fs::copy_options::recursive);
}

Outcome Night::run(const Faults& faults) const { return testing::run(command(), faults); }

Outcome Night::run_aloud(const Faults& faults) const {
  std::vector<std::string> aloud = command();
  std::erase(aloud, "--quiet");
  return testing::run(aloud, faults);
}

Snapshot Night::now() const {
  if (!archive_exists(archive_)) return {};
  return {state_of(archive_), read_facts(open_for_reading(archive_)).complete_through, articles_of(archive_),
          files_of(archive_), text_of(archive_ + "/quarantine.jsonl")};
}

void Night::expect_complete() const {
  const Snapshot found = now();
  EXPECT_TRUE(found.state == after_.state) << first_difference(found.state, after_.state);
  EXPECT_EQ(found.files, after_.files);
  EXPECT_EQ(found.quarantine, after_.quarantine);
}

void Night::expect_nothing_lost() const {
  if (!archive_exists(archive_)) {
    EXPECT_TRUE(before_.state.empty()) << "the archive is gone";
    return;
  }
  const Outcome check = testing::run({"xapian-check", stub_path(archive_)});
  EXPECT_EQ(check.status, 0) << check.printed << check.said;

  const Articles articles = articles_of(archive_);
  for (const auto& [id, text] : articles) {
    EXPECT_EQ(articles.count(id), 1U) << id;
    const auto old = before_.articles.find(id);
    const auto now = after_.articles.find(id);
    const bool is_old = old != before_.articles.end() && old->second == text;
    const bool is_new = now != after_.articles.end() && now->second == text;
    EXPECT_TRUE(is_old || is_new) << id << " is what it never was: " << text;
  }
  for (const auto& article : before_.articles) {
    const std::string& id = article.first;
    EXPECT_TRUE(articles.contains(id) || !after_.articles.contains(id)) << id << " is lost";
  }
  const Outcome search = testing::run({searcher_program(), "-a", archive_, "--count", "storm"});
  EXPECT_EQ(search.printed, std::to_string(articles.size()) + "\n") << search.said;
}

}  // namespace news::testing
