// A run is what its articles are, whatever its inverter has inverted before.
#include "indexer/build/inverter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "indexer/build/vocabulary.h"

namespace news::build {
namespace {

/// Words of which some are odd forms ("dying" -> "die"), some begin alike for longer than eight bytes.
Article random_article(std::mt19937& random) {
  static constexpr const char* kWords[] = {"oil",      "ice",     "dying",       "flies",
                                           "skies",    "strikes", "governments", "governing",
                                           "governed", "Zürich",  "resolution",  "resolutions"};
  const auto word = [&] {
    const auto number = static_cast<std::uint32_t>(random());
    return number % 3 == 0 ? "w" + std::to_string(number % 4000) : std::string(kWords[number % std::size(kWords)]);
  };
  Article article;
  article.id = std::to_string(random());
  article.source = "Courier";
  article.language = random() % 4 == 0 ? "de" : "en";
  article.title = word() + " " + word();
  article.topics = {word()};
  article.provenances = {{"/file" + std::to_string(random() % 3), "", random() % 100, 10, {}}};
  std::string body;
  for (auto words = random() % 200; words > 0; --words) body += word() + (random() % 9 == 0 ? ". " : " ");
  article.paragraphs = {body};
  normalise(article);
  return article;
}

const Run& run_of(Inverter& inverter, const std::vector<Article>& articles) {
  for (const Article& article : articles) inverter.add(article, digests_of(article), 1);
  return inverter.finish("covered");
}

TEST(Inverter, what_it_did_before_changes_nothing) {
  std::mt19937 random(7);
  Inverter experienced{Zone()};
  for (int round = 0; round < 30; ++round) {
    std::vector<Article> articles(random() % 20);
    std::generate(articles.begin(), articles.end(), [&] { return random_article(random); });
    Inverter fresh{Zone()};
    const build::Run& expected = run_of(fresh, articles);
    const build::Run& run = run_of(experienced, articles);
    ASSERT_EQ(run.articles, expected.articles);
    for (std::size_t section = 0; section < kSections; ++section) {
      ASSERT_EQ(run.sections[section], expected.sections[section]) << "round " << round << ", section " << section;
    }
  }
}

TEST(Vocabulary, keeps_words_and_forgets_what_passes) {
  Vocabulary terms;
  const std::uint32_t word = terms.intern("strike");
  const std::uint32_t digest = terms.intern_passing("Q0123");
  EXPECT_EQ(terms.intern("strike"), word);
  EXPECT_EQ(terms.intern_passing("Q0123"), digest);
  EXPECT_NE(word, digest);
  EXPECT_EQ(terms.text(word), "strike");
  EXPECT_EQ(terms.text(digest), "Q0123");
  terms.forget_passing();
  EXPECT_EQ(terms.text(word), "strike");
  EXPECT_EQ(terms.intern_passing("Q4567"), digest);
}

TEST(TermOrder, is_that_of_bytes_however_the_table_grew) {
  std::mt19937 random(11);
  TermTable table;
  TermOrder order;
  for (int round = 0; round < 20; ++round) {
    for (auto fresh = random() % 50; fresh > 0; --fresh) {
      std::string term = random() % 2 == 0 ? "governmental" : "";
      for (auto bytes = random() % 4; bytes > 0; --bytes) term += static_cast<char>(random() % 256);
      static_cast<void>(table.intern(term));
    }
    order.update(table);
    ASSERT_EQ(order.size(), table.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
      ASSERT_EQ(order.place_of(order.term_at(place)), place);
      if (place == 0) continue;
      ASSERT_LT(table.text(order.term_at(place - 1)), table.text(order.term_at(place)));
    }
  }
}

}  // namespace
}  // namespace news::build
