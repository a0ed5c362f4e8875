// The same articles for the same query, whoever evaluates it: the index of one archive, of several, of one that is
// served, the matcher that reads the article, and the definitions themselves; and highlights that are exactly the words
// that take part.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include "indexer/build/archive_writer.h"
#include "searcher/match/engine.h"
#include "searcher/query/parser.h"
#include "tests/unit/brute_force.h"
#include "tests/unit/random_query.h"
#include "tests/unit/temporary_folder.h"

namespace news::match {
namespace {

#ifdef NEWS_SANITIZED
constexpr unsigned kQueries = 100;  // each takes ten times as long
#else
constexpr unsigned kQueries = 500;
#endif

using news::testing::BruteForce;
using Ids = std::vector<std::string>;
using Iterator = std::vector<Article>::const_iterator;

void index(const std::string& archive, Iterator begin, Iterator end) {
  build::ArchiveWriter writer(archive, {});
  for (; begin != end; ++begin) {
    writer.begin_file({begin->provenances.front().path});
    writer.add(*begin);
    writer.end_file({}, build::Completeness::whole);
  }
  writer.publish();
}

BruteForce::Lit lit_by(const Matched& matched) {
  BruteForce::Lit lit;
  for (const TextField field : kTextFields) {
    for (const Span& span : matched.spans[static_cast<std::size_t>(field)]) {
      lit.insert({std::string(name_of(field)), span.begin, span.end});
    }
  }
  return lit;
}

/// Snippets show words that are lit and no others, and with room all parts of the match.
void expect_true_snippets(const Matched& matched, const std::string& query) {
  const SnippetOptions roomy{50, 2000};
  std::set<std::uint32_t> parts;
  std::set<std::uint32_t> shown;
  const std::vector<Snippet> snippets = make_snippets(matched, roomy);
  for (const TextField field : kTextFields) {
    for (const Span& span : matched.spans[static_cast<std::size_t>(field)]) parts.insert(span.part);
  }
  for (const Snippet& snippet : snippets) {
    const auto& spans = matched.spans[static_cast<std::size_t>(snippet.field)];
    for (const auto& [begin, end] : snippet.highlights) {
      std::size_t covered = 0;
      for (const Span& span : spans) {
        if (span.begin < snippet.offset + begin || span.end > snippet.offset + end) continue;
        shown.insert(span.part);
        covered = std::max<std::size_t>(covered, span.end - span.begin);
      }
      EXPECT_GT(covered, 0U) << query;
    }
  }
  EXPECT_EQ(shown, parts) << query;
}

/// xapian-tcpsrv, serving an archive until destroyed.
class Server {
 public:
  explicit Server(const std::string& archive) : port_(free_port()) {
    process_ = ::fork();
    if (process_ != 0) return;
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const std::string port = std::to_string(port_);
    ::execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port", port.c_str(),
             archive.c_str(), nullptr);
    ::_exit(127);
  }
  ~Server() {
    // With the processes that serve its connections. Asked to end, one of them may wait for itself for ever: its
    // handler of signals takes locks.
    ::kill(-process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Its name once it answers; nullopt where it can't be started.
  [[nodiscard]] std::optional<std::string> name() const {
    for (int attempt = 0; attempt < 100; ++attempt) {
      if (::waitpid(process_, nullptr, WNOHANG) == process_) return std::nullopt;
      try {
        Xapian::Remote::open("127.0.0.1", port_, 1000, 1000);
        return "127.0.0.1:" + std::to_string(port_);
      } catch (const Xapian::NetworkError&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
    return std::nullopt;
  }

 private:
  static unsigned free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, any, length) != 0 || ::getsockname(socket, any, &length) != 0) ADD_FAILURE() << "no free port";
    ::close(socket);
    return ntohs(address.sin_port);
  }

  unsigned port_;
  pid_t process_ = -1;
};

struct Result {
  Ids ids;
  std::vector<double> scores;
  bool operator==(const Result&) const = default;
};
void PrintTo(const Result& result, std::ostream* out) {
  for (std::size_t i = 0; i < result.ids.size(); ++i) *out << result.ids[i] << ' ' << result.scores[i] << ", ";
}

/// The same articles and queries each time, but for whoever hunts with others: $NEWS_TEST_SEED.
std::mt19937::result_type seed() {
  const char* wanted = std::getenv("NEWS_TEST_SEED");
  return wanted == nullptr ? 11 : static_cast<std::mt19937::result_type>(std::strtoul(wanted, nullptr, 10));
}

class MatchingProperty : public ::testing::Test {
 protected:
  MatchingProperty() : articles_(news::testing::random_articles(random_, 200)) {
    const auto first = articles_.cbegin();
    const auto third = static_cast<std::ptrdiff_t>(articles_.size() / 3);
    // Two generations, so that sharding is part of what is compared.
    index(whole_.path(), first, first + third);
    index(whole_.path(), first + third, articles_.cend());
    index(left_.path(), first, first + 2 * third);
    index(right_.path(), first + 2 * third, articles_.cend());
  }

  static Result page(Engine& engine, const query::Node& tree, std::uint64_t limit, Sort sort = Sort::relevance) {
    SearchRequest request;
    request.tree = &tree;
    request.limit = limit;
    request.sort = sort;
    request.parts = {.snippets = false, .article = false};
    const Page page = engine.search(request);
    Result result;
    for (const Hit& hit : page.hits) {
      result.ids.push_back(hit.record.id);
      result.scores.push_back(hit.score);
    }
    if (limit > result.ids.size()) {
      EXPECT_TRUE(page.total.exact);
      EXPECT_EQ(page.total.value, result.ids.size());
    }
    return result;
  }

  static Result stream(Engine& engine, const query::Node& tree, Sort sort = Sort::relevance) {
    SearchRequest request;
    request.tree = &tree;
    request.sort = sort;
    request.limit = SearchRequest::kAll;
    request.parts = {.snippets = false, .article = false};
    Result result;
    const Total total = engine.stream(request, [&](const Hit& hit) {
      EXPECT_EQ(hit.rank, result.ids.size() + 1);
      result.ids.push_back(hit.record.id);
      result.scores.push_back(hit.score);
    });
    EXPECT_TRUE(total.exact);
    EXPECT_EQ(total.value, result.ids.size());
    return result;
  }

  std::mt19937 random_{seed()};
  std::vector<Article> articles_;
  news::testing::TemporaryFolder whole_;
  news::testing::TemporaryFolder left_;
  news::testing::TemporaryFolder right_;
};

TEST_F(MatchingProperty, finds_and_lights_exactly_what_the_definitions_say) {
  Engine engine({whole_.path()});
  Engine parts({left_.path(), right_.path(), left_.path()});
  news::testing::RandomQuery queries(random_);
  std::size_t found_in_all = 0;
  for (unsigned round = 0; round < kQueries; ++round) {
    const std::string query = queries.make(3);
    const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
    Matcher matcher(parsed.tree);
    std::set<std::string> expected;
    for (const Article& each : articles_) {
      BruteForce::Lit lit;
      const bool matches = BruteForce(each).matches(parsed.tree, lit);
      if (matches) expected.insert(each.id);
      const Matched& matched = matcher.match(each);
      ASSERT_EQ(matched.matches, matches) << query << " in " << each.title << " | " << body_of(each);
      if (matches) {
        ASSERT_EQ(lit_by(matched), lit) << query << " in " << each.title << " | " << body_of(each);
        expect_true_snippets(matched, query);
      }
      ASSERT_EQ(matcher.matches(each), matches) << query;
    }
    const Result found = page(engine, parsed.tree, 1000);
    ASSERT_EQ(std::set<std::string>(found.ids.begin(), found.ids.end()), expected) << query;
    ASSERT_EQ(found.ids.size(), expected.size()) << query;
    ASSERT_EQ(engine.count(parsed.tree), expected.size()) << query;
    ASSERT_EQ(stream(engine, parsed.tree), found) << query;
    ASSERT_EQ(page(parts, parsed.tree, 1000), found) << query;
    const Result first = page(engine, parsed.tree, 3);
    ASSERT_EQ(first.ids, Ids(found.ids.begin(), found.ids.begin() + static_cast<std::ptrdiff_t>(first.ids.size())))
        << query;
    ASSERT_EQ(first.ids.size(), std::min<std::size_t>(3, found.ids.size())) << query;
    found_in_all += expected.size();
  }
  EXPECT_GT(found_in_all, 4U * kQueries);
}

TEST_F(MatchingProperty, every_order_is_the_same_for_pages_and_for_all) {
  Engine engine({whole_.path()});
  for (const char* query : {"strike", "strike W/4 mail", "lang:en", "the OR note"}) {
    const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
    for (const Sort sort : {Sort::relevance, Sort::newest, Sort::oldest}) {
      const Result all = stream(engine, parsed.tree, sort);
      EXPECT_EQ(page(engine, parsed.tree, 1000, sort), all) << query;
      const Result first = page(engine, parsed.tree, 7, sort);
      EXPECT_EQ(first.ids, Ids(all.ids.begin(), all.ids.begin() + 7)) << query;
    }
  }
}

/// A hit as far as its text tells it.
std::string told(const Hit& hit) {
  std::string text = hit.record.id + " " + std::to_string(hit.score);
  for (const Snippet& snippet : hit.snippets) {
    text += "\n  " + std::string(name_of(snippet.field)) + "@" + std::to_string(snippet.offset) + " " + snippet.text;
    for (const auto& [begin, end] : snippet.highlights) {
      text += " " + std::to_string(begin) + "-" + std::to_string(end);
    }
  }
  return text;
}

std::vector<std::string> told(Engine& engine, const SearchRequest& request) {
  std::vector<std::string> hits;
  for (const Hit& hit : engine.search(request).hits) hits.push_back(told(hit));
  return hits;
}

std::vector<std::string> all_told(Engine& engine, SearchRequest request) {
  request.limit = SearchRequest::kAll;
  std::vector<std::string> hits;
  engine.stream(request, [&](const Hit& hit) { hits.push_back(told(hit)); });
  return hits;
}

/// The counts by a field of each kind: one of time, one in a slot, one in the articles.
std::string facets_told(Engine& engine, const query::Node& tree) {
  std::string text;
  for (const FacetField field : {FacetField::week, FacetField::source, FacetField::topic}) {
    const Facets facets = engine.facets(tree, field);
    text.append(name_of(field)).append(" of ") += std::to_string(facets.articles);
    for (const Facet& facet : facets.values) text += ", " + facet.value + " " + std::to_string(facet.articles);
    text += '\n';
  }
  return text;
}

TEST_F(MatchingProperty, every_operator_gives_the_same_hits_wherever_the_articles_lie) {
  const Server whole_server(whole_.path());
  const Server left_server(left_.path());
  const std::optional<std::string> whole = whole_server.name();
  const std::optional<std::string> left = left_server.name();
  ASSERT_TRUE(whole && left) << "xapian-tcpsrv can't be started";
  Engine local({whole_.path()});
  Engine split({left_.path(), right_.path()});
  Engine served({*whole});
  Engine mixed({*left, right_.path()});
  Engine named_twice({*whole, *whole});
  const std::map<std::string, Engine*> others = {
      {"split", &split}, {"served", &served}, {"served and local", &mixed}, {"named twice", &named_twice}};
  for (const char* query : {"strike",
                            "=strikes",
                            "strik*",
                            "m?yor",
                            "strike harbour",
                            "strike OR mail",
                            "note NOT the",
                            "\"the strike\"",
                            "\"e-mail\" strike",
                            "\"the strik*\"",
                            "strike W/3 mail",
                            "strike PRE/2 (mail OR us)",
                            "strike W/S harbour",
                            "acting W/P note",
                            "strike NOT W/2 the",
                            "(strike W/2 mail) W/4 note",
                            "\"the strike\" W/3 mail",
                            "ATLEAST2(mail)",
                            "title:note",
                            "lead:strike",
                            "hlead:(note W/3 mail)",
                            "source:courier mayor",
                            "topic:(note W/S mail)",
                            "lang:fr strike",
                            "lead:acting OR lead:e-mail",
                            "note (acting W/S mail OR ATLEAST2(strike))",
                            "date:2024 note",
                            "words:>8 mail",
                            "the",
                            "(harbour -hlead:striking) OR acting",
                            "harbour -(hlead:striking OR lead:mail)",
                            "US -us"}) {
    const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
    SearchRequest request;
    request.tree = &parsed.tree;
    const std::vector<std::string> page = told(local, request);
    const std::vector<std::string> all = all_told(local, request);
    const std::string facets = facets_told(local, parsed.tree);
    EXPECT_FALSE(all.empty()) << query;
    for (const auto& [where, engine] : others) {
      EXPECT_EQ(told(*engine, request), page) << query << ", " << where;
      EXPECT_EQ(all_told(*engine, request), all) << query << ", " << where;
      EXPECT_EQ(engine->count(parsed.tree), all.size()) << query << ", " << where;
      EXPECT_EQ(facets_told(*engine, parsed.tree), facets) << query << ", " << where;
    }
  }
}

TEST_F(MatchingProperty, a_served_archive_gives_the_same) {
  const Server server(whole_.path());
  const std::optional<std::string> name = server.name();
  ASSERT_TRUE(name) << "xapian-tcpsrv can't be started";
  Engine engine({whole_.path()});
  Engine served({*name});
  news::testing::RandomQuery queries(random_);
  std::size_t found_in_all = 0;
  for (unsigned round = 0; round < kQueries; ++round) {
    const std::string query = queries.make(3);
    const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
    const Sort sort = std::array{Sort::relevance, Sort::newest, Sort::oldest}[random_() % 3];
    const Result found = page(engine, parsed.tree, 5, sort);
    ASSERT_EQ(page(served, parsed.tree, 5, sort), found) << query;
    if (round % 5 != 0) continue;
    ASSERT_EQ(stream(served, parsed.tree, sort), stream(engine, parsed.tree, sort)) << query;
    ASSERT_EQ(served.count(parsed.tree), engine.count(parsed.tree)) << query;
    found_in_all += found.ids.size();
  }
  EXPECT_GT(found_in_all, kQueries / 8U);
}

}  // namespace
}  // namespace news::match
