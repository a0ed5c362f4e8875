// Searching a real archive: what is found, in which order, and that it is found truly.
#include "searcher/match/engine.h"

#include <gtest/gtest.h>

#include <set>

#include "common/archive.h"
#include "common/error.h"
#include "common/fields.h"
#include "indexer/build/archive_writer.h"
#include "searcher/match/matcher.h"
#include "searcher/query/parser.h"
#include "tests/unit/temporary_folder.h"

namespace news::match {
namespace {

Article article(const std::string& id, const std::string& title, const std::string& body,
                const char* published = nullptr) {
  Article made;
  made.id = id;
  made.title = title;
  made.paragraphs = {body};
  made.language = "en";
  if (published != nullptr) made.published = parse_iso(published);
  made.provenances = {{"/" + id, "", 0, 10, {}}};
  normalise(made);
  return made;
}

void index(const std::string& archive, const std::vector<Article>& articles) {
  build::ArchiveWriter writer(archive, {});
  for (const Article& each : articles) {
    writer.begin_file({each.provenances.front().path});
    writer.add(each);
    writer.end_file({}, build::Completeness::whole);
  }
  writer.publish();
}

std::vector<std::string> ids(const Page& page) {
  std::vector<std::string> found;
  for (const Hit& hit : page.hits) found.push_back(hit.record.id);
  return found;
}

using Ids = std::vector<std::string>;

struct Asked {
  query::Parsed parsed;
  SearchRequest request;
  explicit Asked(std::string_view query) : parsed(query::parse(query, {parse_iso("2024-04-01").value()})) {
    request.tree = &parsed.tree;
  }
};

Page search(Engine& engine, std::string_view query, Sort sort = Sort::relevance, std::uint64_t limit = 10,
            std::uint64_t offset = 0) {
  Asked asked(query);
  asked.request.sort = sort;
  asked.request.limit = limit;
  asked.request.offset = offset;
  return engine.search(asked.request);
}

class EngineTest : public ::testing::Test {
 protected:
  news::testing::TemporaryFolder folder;
};

TEST_F(EngineTest, a_headline_match_counts_more) {
  index(folder.path(), {article("body", "Sea news", "the strike was long and the port was shut"),
                        article("head", "Strike news", "the walkout was long and the port was shut")});
  Engine engine({folder.path()});
  EXPECT_EQ(ids(search(engine, "strike")), (Ids{"head", "body"}));
}

TEST_F(EngineTest, equal_scores_come_newest_first_then_by_id_and_undated_last) {
  index(folder.path(), {article("b", "x", "storm here"), article("old", "x", "storm here", "2001-01-01"),
                        article("new", "x", "storm here", "2024-01-01T10:00"), article("a", "x", "storm here")});
  Engine engine({folder.path()});
  EXPECT_EQ(ids(search(engine, "storm")), (Ids{"new", "old", "a", "b"}));
  EXPECT_EQ(ids(search(engine, "storm", Sort::newest)), (Ids{"new", "old", "a", "b"}));
  EXPECT_EQ(ids(search(engine, "storm", Sort::oldest, 2)), (Ids{"old", "new"}));
  EXPECT_EQ(ids(search(engine, "lang:en")), (Ids{"new", "old", "a", "b"}));
  EXPECT_EQ(ids(search(engine, "storm", Sort::relevance, 2, 1)), (Ids{"old", "a"}));
}

TEST_F(EngineTest, pages_follow_one_another_without_gap_or_overlap) {
  std::vector<Article> articles;
  articles.reserve(100);
  for (int i = 0; i < 100; ++i) {
    articles.push_back(article("id" + std::to_string(i), "x", i % 3 == 0 ? "storm storm" : "storm and more words"));
  }
  index(folder.path(), articles);
  Engine engine({folder.path()});
  Ids paged;
  for (std::uint64_t offset = 0; offset < 110; offset += 7) {
    for (const std::string& id : ids(search(engine, "storm", Sort::relevance, 7, offset))) paged.push_back(id);
  }
  EXPECT_EQ(paged, ids(search(engine, "storm", Sort::relevance, 1000)));
  EXPECT_EQ(std::set<std::string>(paged.begin(), paged.end()).size(), 100U);
}

TEST_F(EngineTest, a_stop_word_matches_without_weight) {
  index(folder.path(), {article("one", "x", "the strike"), article("many", "x", "the the the the strike and the")});
  Engine engine({folder.path()});
  EXPECT_EQ(search(engine, "the strike").total.value, 2U);
  EXPECT_EQ(search(engine, "the").total.value, 2U);
}

Article in_language(Article article, const char* language) {
  article.language = language;
  return article;
}

TEST_F(EngineTest, a_word_weighs_the_same_in_every_language) {
  std::vector<Article> articles = {article("a", "x", "storm of ice"), article("b", "x", "storm storm and calm sea"),
                                   article("c", "x", "a calm sea"), article("d", "x", "storm"),
                                   article("e", "x", "ice")};
  const news::testing::TemporaryFolder other;
  index(folder.path(), articles);
  for (const std::size_t i : {1U, 3U}) articles[i] = in_language(articles[i], "de");
  index(other.path(), articles);
  Engine one({folder.path()});
  Engine several({other.path()});
  // Their stems are alike in both languages, so that nothing else tells the archives apart.
  for (const char* query : {"storm", "storm OR ice", "storm OR calm", "\"storm\" OR ice"}) {
    const Page expected = search(one, query);
    const Page found = search(several, query);
    EXPECT_EQ(ids(found), ids(expected)) << query;
    for (std::size_t i = 0; i < expected.hits.size(); ++i) {
      EXPECT_NEAR(found.hits[i].score, expected.hits[i].score, 2e-6) << query;
    }
  }
}

TEST_F(EngineTest, a_stop_word_weighs_hardly_anything_in_the_few_articles_of_another_language) {
  std::vector<Article> articles = {article("radar", "x", "the uses of radar and of much else that there is to tell of"),
                                   in_language(article("de", "x", "theory of of of of poles"), "de")};
  for (int i = 0; i < 40; ++i) articles.push_back(article("n" + std::to_string(i), "x", "progress of the day"));
  index(folder.path(), articles);
  Engine engine({folder.path()});
  EXPECT_EQ(ids(search(engine, "of OR radar", Sort::relevance, 2)), (Ids{"radar", "de"}));
}

TEST_F(EngineTest, sees_what_later_runs_publish_although_it_was_open_before) {
  index(folder.path(), {article("a", "x", "storm one")});
  Engine engine({folder.path()});
  for (int run = 0; run < 3; ++run) {
    index(folder.path(),
          {article("a", "x", "storm again " + std::to_string(run)), article("n" + std::to_string(run), "x", "storm")});
    // The open database may still answer; it must never answer with an error.
    EXPECT_GE(search(engine, "storm").total.value, 1U);
  }
  Engine fresh({folder.path()});
  EXPECT_EQ(fresh.count(Asked("storm").parsed.tree), 4U);
  EXPECT_EQ(ids(search(fresh, "\"storm again 2\"")), (Ids{"a"}));
  EXPECT_EQ(ids(search(fresh, "\"storm again 1\"")), Ids{});
}

/// Whether this database still answers after the archive has moved on.
bool answers(const Xapian::Database& database) {
  try {
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query("storm"));
    const Xapian::MSet mset = enquire.get_mset(0, database.get_doccount());
    for (auto item = mset.begin(); item != mset.end(); ++item) static_cast<void>(item.get_document().get_data());
    return true;
  } catch (const Xapian::DatabaseModifiedError&) {
    return false;
  }
}

TEST_F(EngineTest, searches_again_when_the_archive_was_written_over_under_it) {
  const auto edition = [](int run) {
    std::vector<Article> articles;
    articles.reserve(300);
    for (int i = 0; i < 300; ++i) {
      std::string body = "storm edition" + std::to_string(run);
      for (int n = 0; n < 100; ++n) body += " word" + std::to_string((i * 100 + n * 7 + run) % 5000);
      articles.push_back(article("id" + std::to_string(i), "x", body));
    }
    return articles;
  };
  index(folder.path(), edition(0));
  Engine paged({folder.path()});
  Engine counted({folder.path()});
  Engine explained({folder.path()});
  Engine streamed({folder.path()});
  const Xapian::Database plain = open_for_reading(folder.path());
  for (int run = 1; run <= 3; ++run) index(folder.path(), edition(run));
  ASSERT_FALSE(answers(plain)) << "nothing was written over: this tests nothing";

  Asked asked("storm edition3");
  EXPECT_EQ(search(paged, "storm edition3", Sort::relevance, 1000).hits.size(), 300U);
  EXPECT_EQ(counted.count(asked.parsed.tree), 300U);
  EXPECT_EQ(explained.explain(asked.request).total.value, 300U);
  std::size_t given = 0;
  asked.request.limit = SearchRequest::kAll;
  EXPECT_EQ(streamed.stream(asked.request, [&](const Hit&) { ++given; }).value, 300U);
  EXPECT_EQ(given, 300U);
  EXPECT_EQ(counted.count(Asked("edition0").parsed.tree), 0U);
}

TEST_F(EngineTest, truncated_words_weigh_the_same_however_the_archive_is_cut) {
  std::vector<Article> articles;
  articles.reserve(120);
  for (int i = 0; i < 120; ++i) {
    std::string body = "ice";
    for (int n = 0; n < 30; ++n) {
      body += (n % 3 == 0 ? " storm" : " sea") + std::to_string((i * i + n * 7) % (i < 60 ? 40 : 400));
    }
    articles.push_back(article("id" + std::to_string(i), "x", body));
  }
  const auto middle = articles.begin() + 60;
  const news::testing::TemporaryFolder left;
  const news::testing::TemporaryFolder right;
  index(folder.path(), articles);
  index(left.path(), {articles.begin(), middle});
  index(right.path(), {middle, articles.end()});
  Engine whole({folder.path()});
  Engine parts({left.path(), right.path()});
  for (const char* query : {"storm*", "ice storm?*", "storm1* W/9 sea*", "\"storm* sea*\" OR sea3*"}) {
    const Page expected = search(whole, query, Sort::relevance, 1000);
    const Page found = search(parts, query, Sort::relevance, 1000);
    EXPECT_EQ(ids(found), ids(expected)) << query;
    for (std::size_t i = 0; i < std::min(found.hits.size(), expected.hits.size()); ++i) {
      EXPECT_EQ(found.hits[i].score, expected.hits[i].score) << query;
      EXPECT_GT(found.hits[i].score, 0) << query;
    }
  }
}

TEST_F(EngineTest, a_truncated_word_weighs_about_what_its_one_word_does) {
  std::vector<Article> articles;
  articles.reserve(201);
  for (int i = 0; i < 200; ++i) {
    articles.push_back(article("id" + std::to_string(i), "x", i % 10 == 0 ? "the elected storm was here" : "no ice"));
  }
  articles.push_back(article("odd", "x", "the electoral storm was there"));
  index(folder.path(), articles);
  Engine engine({folder.path()});
  const double word = search(engine, "elected").hits.front().score;
  const double truncated = search(engine, "elect*").hits.front().score;
  EXPECT_GT(truncated, 0.8 * word);
  EXPECT_LT(truncated, 1.5 * word);
}

TEST_F(EngineTest, tells_how_many_articles_were_verified) {
  index(folder.path(), {article("a", "x", "storm and ice"), article("b", "x", "storm"), article("c", "x", "ice")});
  std::vector<std::uint64_t> heard;
  Engine engine({folder.path()}, [&](std::uint64_t done, std::uint64_t) { heard.push_back(done); });
  EXPECT_EQ(engine.count(Asked("storm NOT W/3 ice").parsed.tree), 1U);
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(EngineTest, a_missing_archive_is_an_error_with_a_way_out) {
  try {
    Engine engine({folder.path() + "/none"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::archive_missing);
    EXPECT_NE(error.hint().find("news-indexer"), std::string::npos);
  }
}

TEST_F(EngineTest, no_phrase_runs_from_the_headline_into_the_body) {
  index(folder.path(), {article("a", "Harbour strike", "note the mail")});
  Engine engine({folder.path()});
  EXPECT_EQ(ids(search(engine, "\"strike note\"")), Ids{});
  EXPECT_EQ(ids(search(engine, "\"harbour strike\" \"note the\"")), (Ids{"a"}));
}

/// What is new in a search, in all the ways in which it can be asked: the ids of --all, having checked that the page
/// and the count agree.
Ids unseen(Engine& engine, std::string_view query, const Seen& seen, Sort sort = Sort::relevance) {
  Asked asked(query);
  asked.request.seen = &seen;
  asked.request.sort = sort;
  asked.request.limit = SearchRequest::kAll;
  Ids found;
  const Total total = engine.stream(asked.request, [&](const Hit& hit) { found.push_back(hit.record.id); });
  EXPECT_EQ(total.value, found.size()) << query;
  asked.request.limit = 1000;
  EXPECT_EQ(ids(engine.search(asked.request)), found) << query;
  EXPECT_EQ(engine.count(asked.parsed.tree, &seen), found.size()) << query;
  return found;
}

/// Runs of which only the number is known, by archive.
Seen seen_of(const std::map<std::string, std::uint64_t>& runs, bool unknown_is_new) {
  Seen seen;
  seen.unknown_is_new = unknown_is_new;
  for (const auto& [archive, number] : runs) seen.through[archive] = {number, {}};
  return seen;
}

TEST_F(EngineTest, gives_what_is_new_since_a_run) {
  index(folder.path(), {article("a", "x", "storm one"), article("b", "x", "storm two"), article("c", "x", "calm")});
  index(folder.path(), {article("d", "x", "storm three"), article("b", "x", "storm two changed")});
  index(folder.path(), {article("c", "x", "storm after all"), article("a", "x", "storm one")});
  Engine engine({folder.path()});
  const std::string identity = read_facts(open_for_reading(folder.path())).identity;
  const auto since = [&](std::uint64_t run) { return seen_of({{identity, run}}, true); };
  for (const char* query :
       {"storm", "storm OR calm", "storm NOT W/3 nothing", "storm PRE/9 (one OR two OR three OR all)"}) {
    EXPECT_EQ(unseen(engine, query, since(0), Sort::newest), (Ids{"a", "b", "c", "d"})) << query;
    EXPECT_EQ(unseen(engine, query, since(1), Sort::newest), (Ids{"b", "c", "d"})) << query;
    EXPECT_EQ(unseen(engine, query, since(2), Sort::newest), Ids{"c"}) << query;
    EXPECT_EQ(unseen(engine, query, since(3), Sort::newest), Ids{}) << query;
  }
  EXPECT_EQ(unseen(engine, "lang:en", since(2)), Ids{"c"});
  EXPECT_EQ(unseen(engine, "storm", since(99)).size(), 4U);  // it was put back: better twice than never
  EXPECT_EQ(unseen(engine, "storm", seen_of({{"another", 1}}, true)).size(), 4U);
  EXPECT_EQ(unseen(engine, "storm", seen_of({{"another", 1}}, false)), Ids{});
  ASSERT_EQ(engine.searched().size(), 1U);
  EXPECT_EQ(engine.searched().front().identity, identity);
  EXPECT_EQ(engine.searched().front().complete_through, 3U);
}

TEST_F(EngineTest, all_is_new_in_an_archive_that_never_had_the_run) {
  index(folder.path(), {article("a", "x", "storm one")});
  index(folder.path(), {article("b", "x", "storm two")});
  Engine engine({folder.path()});
  const std::string identity = read_facts(open_for_reading(folder.path())).identity;
  Seen seen = seen_of({{identity, 1}}, true);
  EXPECT_EQ(unseen(engine, "storm", seen), Ids{"b"});
  const std::string last = engine.searched().front().run;
  EXPECT_EQ(last.size(), 16U);
  seen.through[identity] = {2, last};
  EXPECT_EQ(unseen(engine, "storm", seen), Ids{});
  EXPECT_FALSE(engine.searched().front().put_back);
  for (const FinishedRun& lost : {FinishedRun{2, "another"}, FinishedRun{1, last}, FinishedRun{3, "another"}}) {
    seen.through[identity] = lost;
    EXPECT_EQ(unseen(engine, "storm", seen, Sort::oldest), (Ids{"a", "b"})) << lost.number;
    EXPECT_TRUE(engine.searched().front().put_back);
  }
}

TEST_F(EngineTest, what_is_new_ranks_as_it_does_among_all) {
  std::vector<Article> articles;
  for (int i = 0; i < 30; ++i) {
    std::string body = "storm";
    for (int n = 0; n < i % 7; ++n) body += " storm and";
    articles.push_back(article("a" + std::to_string(i), "x", body));
  }
  index(folder.path(), articles);
  for (Article& each : articles) each.id = "b" + each.id;
  index(folder.path(), articles);
  Engine engine({folder.path()});
  const Seen seen = seen_of({{read_facts(open_for_reading(folder.path())).identity, 1}}, true);
  for (const char* query : {"storm", "storm PRE/2 storm", "storm OR (and W/3 storm)"}) {
    Ids late;
    for (const std::string& id : ids(search(engine, query, Sort::relevance, 1000))) {
      if (id.starts_with("b")) late.push_back(id);
    }
    EXPECT_EQ(unseen(engine, query, seen), late);
    EXPECT_GE(late.size(), 20U);
  }
}

TEST_F(EngineTest, each_archive_has_a_mark_of_its_own) {
  const std::string one = folder / "one";
  const std::string two = folder / "two";
  // Several generations each, so that articles of both are numbered in turn.
  for (int run = 1; run <= 4; ++run) {
    const std::string n = std::to_string(run);
    std::vector<Article> articles = {article("one" + n, "x", "storm W here " + n)};
    for (int i = 0; i < 40 * (5 - run); ++i)
      articles.push_back(article("f" + n + "-" + std::to_string(i), "x", "calm"));
    index(one, articles);
    articles.front().id = "two" + n;
    index(two, articles);
    if (run < 3) index(two, {article("more" + n, "x", "storm here again")});
  }
  Engine engine({one, two});
  const std::string first = read_facts(open_for_reading(one)).identity;
  const std::string second = read_facts(open_for_reading(two)).identity;
  for (const char* query : {"storm", "storm W/4 here", "storm NOT W/1 calm", "storm OR nothing"}) {
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 3}, {second, 4}}, true), Sort::oldest),
              (Ids{"one4", "two3", "two4"}));
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 4}, {second, 5}}, true)), Ids{"two4"});
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 4}, {second, 6}}, true)), Ids{});
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 2}}, false), Sort::oldest), (Ids{"one3", "one4"}));
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 4}}, true)).size(), 6U);
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 0}, {second, 6}}, true), Sort::oldest),
              (Ids{"one1", "one2", "one3", "one4"}));
    EXPECT_EQ(unseen(engine, query, seen_of({{first, 4}, {second, 4}}, true), Sort::oldest), (Ids{"two3", "two4"}));
  }
}

TEST_F(EngineTest, never_gives_what_lies_beyond_the_last_finished_run) {
  index(folder.path(), {article("a", "x", "storm one"), article("b", "x", "storm two")});
  {
    // As a run leaves it that was killed between its commits: its article is there, its number is not.
    Xapian::WritableDatabase generation(folder.path() + "/" + live_generations(folder.path()).front());
    Xapian::Document document = generation.get_document(1);
    document.add_value(slot::kSequence, std::string("\0\0\0\0\0\0\0\2", 8));
    generation.replace_document(1, document);
    generation.commit();
  }
  Engine engine({folder.path()});
  const std::string identity = read_facts(open_for_reading(folder.path())).identity;
  EXPECT_EQ(unseen(engine, "storm", {{}, true}), Ids{"b"});
  EXPECT_EQ(unseen(engine, "storm", seen_of({{identity, 1}}, true)), Ids{});
  EXPECT_EQ(engine.searched().front().complete_through, 1U);
}

/// Forty words, others for each number.
std::string words_of(int number) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "word" + std::to_string(number * 1000 + i) + " ";
  return text;
}

/// A story in three papers, and two of other texts.
std::vector<Article> stories() {
  const std::string strike = "The strike went on. " + words_of(1);
  std::vector<Article> made = {
      article("agency", "Strike strike strike", strike, "2024-01-01"),
      article("courier", "Port shut", strike + " More.", "2024-01-03"), article("post", "Docks", strike, "2024-01-02"),
      article("own", "Strike at the docks", "A strike of others. " + words_of(2), "2024-01-04"),
      article("storm", "Storm", "No word of it. " + words_of(3), "2024-01-05")};
  made[1].source = "Courier";
  made[2].source = "Post";
  return made;
}

/// Each hit with its copies: "agency(post courier) own()".
std::string groups(Engine& engine, const SearchRequest& request) {
  std::string text;
  engine.stream(request, [&](const Hit& hit) {
    text += (text.empty() ? "" : " ") + hit.record.id + "(";
    std::string copies;
    if (hit.copies.value().count > 0)
      hit.copies->each([&](const Copy& copy) { copies += (copies.empty() ? "" : " ") + copy.record.id; });
    text += copies + ")";
  });
  return text;
}

SearchRequest stories_of(const Asked& asked) {
  SearchRequest request = asked.request;
  request.as_stories = true;
  request.parts.copies = true;
  return request;
}

TEST_F(EngineTest, a_story_is_its_first_article_in_the_order_asked_for) {
  index(folder.path(), stories());
  Engine engine({folder.path()});
  const Asked asked("strike");
  SearchRequest request = stories_of(asked);
  EXPECT_EQ(groups(engine, request), "agency(post courier) own()");
  request.sort = Sort::newest;
  EXPECT_EQ(groups(engine, request), "own() courier(post agency)");
  request.sort = Sort::oldest;
  EXPECT_EQ(groups(engine, request), "agency(post courier) own()");
}

TEST_F(EngineTest, stories_are_counted_and_shown_by_the_page) {
  index(folder.path(), stories());
  Engine engine({folder.path()});
  const Asked asked("strike");
  SearchRequest request = stories_of(asked);
  const Total total = engine.count_stories(request);
  EXPECT_EQ(total.value, 4U);
  EXPECT_TRUE(total.exact);
  ASSERT_TRUE(total.stories);
  EXPECT_EQ(total.stories->value, 2U);
  EXPECT_TRUE(total.stories->exact);
  request.limit = 1;
  EXPECT_EQ(groups(engine, request), "agency(post courier)");
  request.offset = 1;
  std::vector<std::uint64_t> ranks;
  EXPECT_EQ(engine.stream(request, [&](const Hit& hit) { ranks.push_back(hit.rank); }).stories->value, 2U);
  EXPECT_EQ(ranks, std::vector<std::uint64_t>{2});
  request.offset = 2;
  EXPECT_EQ(groups(engine, request), "");
}

TEST_F(EngineTest, copies_are_told_by_their_sources_and_how_alike_they_are) {
  index(folder.path(), stories());
  Engine engine({folder.path()});
  const Asked asked("strike");
  std::string told;
  engine.stream(stories_of(asked), [&](const Hit& hit) {
    told += hit.record.id + " " + std::to_string(hit.copies->count) + ":";
    for (const Facet& source : hit.copies->sources) told += " " + source.value;
    if (hit.copies->count == 0) return;
    hit.copies->each([&](const Copy& copy) {
      told += ", " + copy.record.source;
      EXPECT_GT(copy.resemblance, 0.9);
    });
    told += "; ";
  });
  EXPECT_EQ(told, "agency 2: Courier Post, Post, Courier; own 0:");
}

/// A page of 128 words of which the first `own`, but for the headline, are this edition's.
std::string page_of(int edition, int own) {
  std::string text = "Prices at the close. ";
  for (int word = 4; word < 128; ++word) {
    text += word < own ? "n" + std::to_string(edition * 1000 + word) : "w" + std::to_string(word);
    text += ' ';
  }
  return text;
}

// Of the estimates of hundreds of near copies some would be far too high: what decides is the texts themselves.
TEST_F(EngineTest, near_copies_are_no_copies_however_many_there_are) {
  std::vector<Article> pages(300);
  for (int edition = 0; edition < 300; ++edition) {
    pages[static_cast<std::size_t>(edition)] = article("p" + std::to_string(edition), "Prices", page_of(edition, 34));
  }
  pages.push_back(article("again", "Prices", page_of(299, 34) + "and more"));
  index(folder.path(), pages);
  Engine engine({folder.path()});
  const Asked asked("prices");
  const Total total = engine.count_stories(stories_of(asked));
  EXPECT_EQ(total.value, 301U);
  EXPECT_EQ(total.stories->value, 300U);
}

TEST_F(EngineTest, stories_are_the_same_however_many_articles_are_read_at_once) {
  index(folder.path(), stories());
  const Xapian::Database database = open_for_reading(folder.path());
  std::uint64_t looked_at = 0;
  for (const std::size_t at_once : {1U, 2U, 5U, 100U}) {
    Stories found(
        database, false, [&](std::uint64_t articles) { looked_at = articles; }, at_once);
    for (Xapian::docid number = database.get_lastdocid(); number > 0; --number) found.add({number, 0, {}});
    found.finish();
    ASSERT_EQ(found.size(), 3U) << at_once;
    EXPECT_EQ(looked_at, 5U);
    const auto copies = found.copies(2);
    ASSERT_EQ(copies.size(), 2U);
    EXPECT_EQ(copies[0].article, found.first(2).article - 1);
    EXPECT_EQ(copies[1].article, found.first(2).article - 2);
    EXPECT_TRUE(found.copies(0).empty() && found.copies(1).empty());
  }
}

// What is verified by position, and what is new only, go the same way.
TEST_F(EngineTest, stories_are_of_the_articles_that_match_only) {
  index(folder.path(), stories());
  Engine engine({folder.path()});
  EXPECT_EQ(groups(engine, stories_of(Asked("strike W/2 went"))), "agency(post courier)");
  EXPECT_EQ(groups(engine, stories_of(Asked("more strike"))), "courier()");
}

TEST_F(EngineTest, articles_of_before_there_were_sketches_are_read) {
  index(folder.path(), stories());
  {
    Xapian::WritableDatabase generation(folder.path() + "/" + live_generations(folder.path()).front());
    for (auto each = generation.postlist_begin({}); each != generation.postlist_end({}); ++each) {
      Xapian::Document document = generation.get_document(*each);
      document.remove_value(slot::kSketch);
      generation.replace_document(*each, document);
    }
    generation.commit();
  }
  Engine engine({folder.path()});
  EXPECT_EQ(groups(engine, stories_of(Asked("strike"))), "agency(post courier) own()");
}

}  // namespace
}  // namespace news::match
