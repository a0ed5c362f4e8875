// Counting by the values of a field: what is one value, in which order, and that nothing is missed.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/dates.h"
#include "indexer/build/archive_writer.h"
#include "searcher/match/engine.h"
#include "searcher/query/parser.h"
#include "tests/unit/temporary_folder.h"

namespace news::match {
namespace {

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

class FacetsTest : public ::testing::Test {
 protected:
  /// An article with a date, which may be empty, and what `state` says of it.
  template <typename State>
  void add(const std::string& date, State state) {
    Article article;
    article.id = std::to_string(articles_.size());
    article.title = "storm " + article.id;
    article.language = "en";
    if (!date.empty()) article.published = parse_iso(date).value();
    article.provenances = {{"/" + article.id, "", 0, 10, {}}};
    state(article);
    normalise(article);
    articles_.push_back(article);
  }
  void add(const std::string& date) {
    add(date, [](Article&) {});
  }

  /// Puts what was added into the archive.
  void index() {
    build::ArchiveWriter writer(folder_.path(), {});
    for (const Article& each : articles_) {
      writer.begin_file({each.provenances.front().path});
      writer.add(each);
      writer.end_file({}, build::Completeness::whole);
    }
    writer.publish();
  }

  [[nodiscard]] Facets facets(FacetField field, const std::string& query = "storm", const Seen* seen = nullptr) const {
    Engine engine({folder_.path()});
    return engine.facets(query::parse(query, {parse_iso("2024-04-01").value()}).tree, field, seen);
  }
  [[nodiscard]] Counts counts(FacetField field, const std::string& query = "storm") const {
    Counts counts;
    for (const Facet& facet : facets(field, query).values) counts.emplace_back(facet.value, facet.articles);
    return counts;
  }

  news::testing::TemporaryFolder folder_;
  std::vector<Article> articles_;
};

TEST_F(FacetsTest, weeks_are_those_of_iso_8601) {
  for (const char* date : {"2020-12-31", "2021-01-03", "2021-01-04", "2022-01-01", "2024-12-29", "2024-12-30",
                           "1969-12-28", "1969-12-29", "1970-01-04", "1970-01-05"}) {
    add(date);
  }
  index();
  EXPECT_EQ(counts(FacetField::week), (Counts{{"1969-W52", 1},
                                              {"1970-W01", 2},
                                              {"1970-W02", 1},
                                              {"2020-W53", 2},
                                              {"2021-W01", 1},
                                              {"2021-W52", 1},
                                              {"2024-W52", 1},
                                              {"2025-W01", 1}}));
  const Facets weeks = facets(FacetField::week);
  EXPECT_EQ(weeks.values[0].unit.value() + 1, weeks.values[1].unit);
  EXPECT_EQ(weeks.values[1].unit.value() + 1, weeks.values[2].unit);
  EXPECT_EQ(weeks.values[3].unit.value() + 1, weeks.values[4].unit);
  EXPECT_EQ(weeks.values[6].unit.value() + 1, weeks.values[7].unit);
}

TEST_F(FacetsTest, a_date_of_which_less_is_stated_is_a_value_of_its_own) {
  for (const char* date : {"2023-01-01T23:59-08:00", "2023", "2023-01", "2022-12-31", "2023-01-02", "2023-01-01", ""}) {
    add(date);
  }
  index();
  EXPECT_EQ(counts(FacetField::year), (Counts{{"2022", 1}, {"2023", 5}, {"", 1}}));
  EXPECT_EQ(counts(FacetField::month), (Counts{{"2022-12", 1}, {"2023", 1}, {"2023-01", 4}, {"", 1}}));
  EXPECT_EQ(counts(FacetField::week), (Counts{{"2022-W52", 3}, {"2023", 1}, {"2023-01", 1}, {"2023-W01", 1}, {"", 1}}));
  EXPECT_EQ(counts(FacetField::day),
            (Counts{{"2022-12-31", 1}, {"2023", 1}, {"2023-01", 1}, {"2023-01-01", 2}, {"2023-01-02", 1}, {"", 1}}));
  EXPECT_EQ(facets(FacetField::day).values[1].unit, std::nullopt);
  EXPECT_EQ(facets(FacetField::month).values[0].unit.value() + 1, facets(FacetField::month).values[2].unit);
}

TEST_F(FacetsTest, spellings_that_differ_in_case_are_one_value_and_the_commonest_is_shown) {
  for (const char* source : {"THE COURIER", "The Courier", "The Courier", "Ledger", "", "STRASSE", "Straße"}) {
    add("2024", [&](Article& article) { article.source = source; });
  }
  add("2024", [](Article& article) { article.source = std::string(1500, 'x'); });
  index();
  EXPECT_EQ(counts(FacetField::source),
            (Counts{{"The Courier", 3}, {"STRASSE", 2}, {"", 1}, {"Ledger", 1}, {std::string(1500, 'x'), 1}}));
}

TEST_F(FacetsTest, an_article_counts_once_for_each_of_its_values) {
  add("2024", [](Article& article) {
    article.topics = {"Ice", "Storm", "ice"};
    article.bylines = {"Ada Quill", "Ben Marsh"};
    article.section = "World";
    article.language = "de";
  });
  add("2024", [](Article& article) { article.topics = {"Storm"}; });
  index();
  EXPECT_EQ(counts(FacetField::topic), (Counts{{"Storm", 2}, {"Ice", 1}}));
  EXPECT_EQ(counts(FacetField::author), (Counts{{"", 1}, {"Ada Quill", 1}, {"Ben Marsh", 1}}));
  EXPECT_EQ(counts(FacetField::section), (Counts{{"", 1}, {"World", 1}}));
  EXPECT_EQ(counts(FacetField::language), (Counts{{"de", 1}, {"en", 1}}));
  EXPECT_EQ(facets(FacetField::topic).articles, 2U);
}

TEST_F(FacetsTest, only_what_matches_and_is_still_there_counts) {
  for (const char* date : {"2021", "2022", "2023"}) add(date);
  index();
  EXPECT_EQ(counts(FacetField::year, "storm -2"), (Counts{{"2021", 1}, {"2022", 1}}));
  EXPECT_EQ(counts(FacetField::year, "\"storm 1\""), (Counts{{"2022", 1}}));
  EXPECT_EQ(counts(FacetField::year, "zzyzx"), Counts{});
  // The second changes, the third goes; another comes, into a generation of its own.
  articles_[1].published = parse_iso("2019").value();
  articles_.pop_back();
  add("2022");
  index();
  build::ArchiveWriter writer(folder_.path(), {});
  writer.begin_file({"/2"});
  writer.end_file({}, build::Completeness::whole);
  writer.publish();
  EXPECT_EQ(counts(FacetField::year, "storm"), (Counts{{"2019", 1}, {"2021", 1}}));
}

TEST_F(FacetsTest, what_is_new_can_be_counted_alone) {
  add("2021");
  index();
  add("2022");
  index();
  Seen seen;
  seen.unknown_is_new = true;
  Engine engine({folder_.path()});
  EXPECT_EQ(facets(FacetField::year, "storm", &seen).articles, 2U);
  const query::Parsed parsed = query::parse("storm", {parse_iso("2024-04-01").value()});
  static_cast<void>(engine.facets(parsed.tree, FacetField::year, &seen));
  seen.through[engine.searched().front().identity] = {1, {}};
  const Facets found = facets(FacetField::year, "storm", &seen);
  ASSERT_EQ(found.values.size(), 1U);
  EXPECT_EQ(found.values.front().value, "2022");
}

}  // namespace
}  // namespace news::match
