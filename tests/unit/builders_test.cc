// Databases built in bulk and through Xapian's API are the same, however the work is cut up.
#include <gtest/gtest.h>
#include <xapian.h>

#include <cstdlib>
#include <random>

#include "common/error.h"
#include "common/record.h"
#include "indexer/build/batches.h"
#include "indexer/build/builder_check.h"
#include "indexer/build/database_comparison.h"
#include "indexer/build/segment_builder.h"
#include "tests/unit/temporary_folder.h"

/// Xapian::Database::check deletes an object as another type; AddressSanitizer is not to stop at that.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the sanitizer asks for it by this name
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "new_delete_type_mismatch=0"; }
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace news::build {
namespace {

/// Articles of words that recur as in a language, in several languages, some empty, some with rare fields.
class Articles {
 public:
  explicit Articles(unsigned seed) : random_(seed) {}

  Article next() {
    Article article;
    article.id = "id-" + std::to_string(++count_);
    article.source = below(2) == 0 ? "Courier" : "Post";
    article.language = std::array{"en", "de", "fr", "", "zzz"}[below(5)];
    article.title = text(1 + below(9));  // xapian-check takes a document of length 0 that has positions for a fault
    if (below(3) == 0) article.deck = text(below(20));
    for (std::uint32_t paragraphs = below(6); paragraphs > 0; --paragraphs) {
      article.paragraphs.push_back(text(1 + below(60)) + ". " + text(5) + ".");
    }
    if (below(2) == 0) article.bylines = {text(2), text(2)};
    if (below(4) == 0) article.topics = {text(1), text(2), text(1)};
    if (below(5) != 0)
      article.published = parse_iso("20" + std::to_string(10 + below(15)) + "-03-0" + std::to_string(1 + below(9)));
    if (below(6) == 0) article.url = "https://example.org/" + std::to_string(count_);
    article.provenances = {{"/file" + std::to_string(count_ / 7), "", 0, 10, {}}};
    normalise(article);
    return article;
  }

 private:
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  std::string text(std::uint32_t words) {
    std::string text;
    for (; words > 0; --words) {
      // Zipf's law, roughly: small numbers come often.
      const double part = static_cast<double>(random_() % 100'000 + 1) / 100'000;
      const auto rank = static_cast<std::uint32_t>(0.02 / part + 30 * part);
      text += (text.empty() ? "" : " ") + word(rank + below(3));
    }
    return text;
  }
  static std::string word(std::uint32_t rank) {
    static constexpr std::array kEndings = {"ing", "ed", "s", "", "ly", "-mail", "é", "'s"};
    std::string text;
    for (std::uint32_t left = rank + 1; left > 0; left /= 5)
      text += std::array{"st", "ri", "ke", "da", "flo"}[left % 5];
    return text + kEndings[rank % kEndings.size()];
  }

  std::mt19937 random_;
  std::uint32_t count_ = 0;
};

TEST(Plans, make_batches_smaller_first_then_workers_fewer) {
  const BatchNeeds needs = {10, 100, 1000};
  const auto planned = [&](unsigned workers, std::uint64_t memory) {
    BuilderOptions options;
    options.workers = workers;
    options.memory_bytes = memory;
    const BatchPlan plan = plan_batches(options, needs);
    return std::pair(plan.workers, plan.batch_bytes);
  };
  EXPECT_EQ(planned(2, 2'000'000), std::pair(2U, std::uint64_t{1000}));
  EXPECT_EQ(planned(2, 18'000), std::pair(2U, std::uint64_t{300}));
  EXPECT_EQ(planned(8, 18'000), std::pair(8U, std::uint64_t{100}));
  EXPECT_EQ(planned(9, 18'000), std::pair(8U, std::uint64_t{100}));
  EXPECT_EQ(planned(256, 1), std::pair(1U, std::uint64_t{100}));
  EXPECT_EQ(planned(0, 18'000).first, 1U);
}

struct Way {
  Builder builder = Builder::bulk;
  unsigned workers = 1;
  std::uint64_t batch_bytes = 0;
};

class Building : public ::testing::Test {
 protected:
  /// Builds these articles, but for those dropped. Returns the database's folder.
  std::string build(const std::vector<Article>& articles, const Way& way,
                    const std::vector<std::uint32_t>& dropped = {}) {
    std::string folder = folder_ / ("built-" + std::to_string(++count_));
    BuilderOptions options;
    options.builder = way.builder;
    options.workers = way.workers;
    options.batch_bytes = way.batch_bytes;
    const auto builder = make_segment_builder(folder, options);
    for (const Article& article : articles) builder->add({article, digests_of(article), 3});
    for (const std::uint32_t number : dropped) builder->drop(number);
    static_cast<void>(builder->odd_forms());
    builder->set_metadata("what", "a test");
    builder->set_metadata("and", "more");
    builder->finish();
    EXPECT_EQ(std::system(("xapian-check '" + folder + "' >'" + folder + ".check' 2>&1").c_str()), 0)
        << news::testing::text_of(folder + ".check");
    return folder;
  }
  static std::vector<Article> some_articles(std::size_t count, unsigned seed = 1) {
    Articles source(seed);
    std::vector<Article> articles;
    for (std::size_t i = 0; i < count; ++i) articles.push_back(source.next());
    return articles;
  }
  static void expect_same(const std::string& left, const std::string& right) {
    EXPECT_EQ(differences_between(Xapian::Database(left), Xapian::Database(right)), "");
  }
  static std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  static std::string bytes_of_tables(const std::string& folder) {
    std::string bytes;
    for (const char* table : {"postlist", "position", "termlist", "docdata"}) {
      bytes += news::testing::text_of(folder + "/" + table + ".glass");
    }
    return bytes;
  }

  news::testing::TemporaryFolder folder_;
  int count_ = 0;
};

TEST_F(Building, in_bulk_gives_what_the_api_gives) {
  const std::vector<Article> articles = some_articles(700);
  const std::string bulk = build(articles, {Builder::bulk, 1, 0});
  const std::string api = build(articles, {Builder::api, 1, 0});
  expect_same(bulk, api);
  Xapian::Database(bulk).compact(folder_ / "compacted");
  expect_same(folder_ / "compacted", api);
}

TEST_F(Building, does_not_depend_on_workers_or_batches) {
  const std::vector<Article> articles = some_articles(300);
  const std::string whole = build(articles, {Builder::bulk, 1, 0});
  for (const Way& way : {Way{Builder::bulk, 1, 1}, Way{Builder::bulk, 2, 1}, Way{Builder::bulk, 3, 5000},
                         Way{Builder::bulk, 2, 100'000}}) {
    EXPECT_EQ(bytes_of_tables(build(articles, way)), bytes_of_tables(whole)) << way.workers << " " << way.batch_bytes;
  }
  expect_same(build(articles, {Builder::api, 3, 50'000}), whole);
}

TEST_F(Building, merges_more_parts_than_may_be_open_at_once) {
  const std::vector<Article> articles = some_articles(70);
  expect_same(build(articles, {Builder::api, 2, 1}), build(articles, {Builder::api, 1, 0}));
}

TEST_F(Building, leaves_no_trace_of_what_was_dropped) {
  const std::vector<Article> articles = some_articles(60);
  std::vector<Article> kept;
  std::vector<std::uint32_t> dropped = {1, 2, 3, 4, 5, 17, 40, 59, 60};
  for (std::uint32_t number = 1; number <= articles.size(); ++number) {
    if (std::find(dropped.begin(), dropped.end(), number) == dropped.end()) kept.push_back(articles[number - 1]);
  }
  const std::string without = build(kept, {Builder::bulk, 1, 0});
  for (const std::uint64_t batch_bytes : {0U, 1U, 3000U}) {
    expect_same(build(articles, {Builder::bulk, 2, batch_bytes}, dropped), without);
  }
  // Xapian keeps the numbers of what was removed; compacted, all else is the same.
  const Xapian::Database api(build(articles, {Builder::api, 2, 3000}, dropped));
  EXPECT_EQ(api.get_doccount(), kept.size());
  EXPECT_EQ(api.get_total_length(), Xapian::Database(without).get_total_length());
}

TEST_F(Building, of_nothing_is_a_database) {
  expect_same(build({}, {Builder::bulk, 2, 0}), build({}, {Builder::api, 2, 0}));
  const std::vector<Article> articles = some_articles(3);
  expect_same(build(articles, {Builder::bulk, 1, 1}, {1, 2, 3}), build({}, {Builder::bulk, 1, 0}));
}

TEST_F(Building, leaves_nothing_but_the_database) {
  const std::vector<std::string> expected = {"docdata.glass", "iamglass", "position.glass", "postlist.glass",
                                             "termlist.glass"};
  EXPECT_EQ(files_in(build(some_articles(20), {Builder::bulk, 2, 1})), expected);
  std::vector<std::string> api = files_in(build(some_articles(20), {Builder::api, 2, 1}));
  std::erase(api, "flintlock");
  EXPECT_EQ(api, expected);
}

TEST_F(Building, gives_back_any_article_at_any_time) {
  const std::vector<Article> articles = some_articles(40);
  for (const Builder kind : {Builder::bulk, Builder::api}) {
    BuilderOptions options;
    options.builder = kind;
    options.workers = 2;
    options.batch_bytes = 2000;
    const auto builder = make_segment_builder(folder_ / "given-back", options);
    for (std::uint32_t i = 0; i < articles.size(); ++i) {
      EXPECT_EQ(builder->add({articles[i], digests_of(articles[i]), 3}), i + 1);
      for (const std::uint32_t back : {0U, i / 2, i}) EXPECT_EQ(builder->article(back + 1), articles[back]);
    }
  }
}

TEST_F(Building, tells_where_it_cannot_write) {
  const auto builder = make_segment_builder(folder_ / "gone", {});
  std::filesystem::remove_all(folder_ / "gone");
  news::testing::write_text(folder_ / "gone", "a file in the way");
  const Article article = some_articles(1).front();
  builder->add({article, digests_of(article), 1});
  try {
    static_cast<void>(builder->odd_forms());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::io);
    EXPECT_NE(std::string(error.what()).find("gone"), std::string::npos) << error.what();
  }
}

TEST_F(Building, in_bulk_agrees_with_the_xapian_at_hand) { EXPECT_EQ(bulk_differences(), ""); }

TEST_F(Building, takes_later_changes_through_the_api) {
  const std::vector<Article> articles = some_articles(50);
  const std::vector<Article> later = some_articles(20, 2);
  std::vector<std::string> folders;
  for (const Builder kind : {Builder::bulk, Builder::api}) {
    folders.push_back(build(articles, {kind, 2, 3000}));
    Xapian::WritableDatabase database(folders.back(), Xapian::DB_OPEN);
    for (std::uint32_t i = 0; i < later.size(); ++i) {
      Xapian::Document document;
      document.add_posting("later" + std::to_string(i % 3), 5, 2);
      document.add_value(0, later[i].id);
      document.set_data(encode_article(later[i]));
      if (i % 3 == 0) database.add_document(document);
      if (i % 3 == 1) database.replace_document(i + 5, document);
      if (i % 3 == 2) database.delete_document(i + 5);
      if (i == 11) database.commit();
    }
    database.commit();
    EXPECT_EQ(std::system(("xapian-check '" + folders.back() + "' >/dev/null").c_str()), 0);
  }
  expect_same(folders[0], folders[1]);
}

}  // namespace
}  // namespace news::build
