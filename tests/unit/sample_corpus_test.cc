// Reads the whole sample corpus through the real stack and compares every field with the truth beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/digest.h"
#include "indexer/dump.h"
#include "indexer/ingest.h"
#include "indexer/sources/byte_stream.h"
#include "indexer/sources/walk.h"

namespace news {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path& corpus() {
  static const fs::path kRoot = fs::path(NEWS_SOURCE_DIR) / "sample_corpus";
  return kRoot;
}

// ---- from files to articles --------------------------------------------------------------------------------------

/// Keeps the articles, and what is reported as "refused: reason", "skipped: reason", "canceled: id" or "noted: kind".
class ArticleCollector : public IngestSink {
 public:
  void article(Article article) override { articles.push_back(std::move(article)); }
  void refused(const ReadEvent&, std::string_view reason, std::string_view) override { tell("refused", reason); }
  void skipped(const ReadEvent&, std::string_view reason) override { tell("skipped", reason); }
  void canceled(const ReadEvent&, Article item) override { tell("canceled", item.id); }
  void unknown_kind(const ReadEvent& where) override { unknown_kinds.emplace_back(where.path); }
  void noted(const ReadEvent&, std::string_view kind, std::string_view) override { tell("noted", kind); }

  std::vector<Article> articles;
  std::vector<std::string> reports;
  std::vector<std::string> unknown_kinds;

 private:
  void tell(std::string_view what, std::string_view reason) {
    reports.push_back(std::string(what) + ": " + std::string(reason));
  }
};

/// `file` is relative to the corpus, so that a date in the path of the checkout is no hint.
ArticleCollector read_file(const std::string& file) {
  ArticleCollector collector;
  const auto bytes = sources::open_file(corpus() / file);
  ingest(file, *bytes, {}, collector);
  return collector;
}

class StringStream : public sources::ByteStream {
 public:
  explicit StringStream(std::string_view bytes) : rest_(bytes) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = rest_.copy(buffer.data(), buffer.size());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

/// The member of a file as it lies on disk.
std::string raw_bytes(const std::string& file) {
  std::ifstream stream(corpus() / file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// That the provenance leads back to the record. Compressed files are the containers' test.
void expect_provenance(const std::string& where, const std::string& file, const Article& article) {
  ASSERT_EQ(article.provenances.size(), 1U) << where;
  const Provenance& record = article.provenances.front();
  EXPECT_EQ(record.path, file) << where;
  EXPECT_EQ(record.member, "") << where;
  if (file.ends_with(".gz")) return;
  const std::string raw = raw_bytes(file);
  ASSERT_LE(record.offset + record.length, raw.size()) << where;
  EXPECT_EQ(to_hex(record.record), to_hex(digest_of(std::string_view(raw).substr(record.offset, record.length))))
      << where << ": the record's digest is not that of the bytes at its offset";
}

// ---- comparing ---------------------------------------------------------------------------------------------------

/// The article as `--dump` prints it, without what is empty and without its provenance.
json shown(const Article& article) {
  json line = json::parse(dump_line(article));
  line.erase("provenance");
  for (auto field = line.begin(); field != line.end();) {
    const bool empty = field->is_string() ? field->get_ref<const std::string&>().empty() : field->empty();
    field = empty ? line.erase(field) : std::next(field);
  }
  return line;
}

bool is_derived_id(const json& id) { return id.is_string() && digest_from_hex(id.get<std::string>()).has_value(); }

void expect_equal(const std::string& where, json expected, const Article& article) {
  const json got = shown(article);
  if (!expected.contains("id")) {
    EXPECT_TRUE(is_derived_id(got.value("id", json()))) << where << ": id should be a derived one, is " << article.id;
    expected["id"] = article.id;
  }
  std::set<std::string> keys;
  for (const auto& [key, value] : expected.items()) keys.insert(key);
  for (const auto& [key, value] : got.items()) keys.insert(key);
  for (const std::string& key : keys) {
    EXPECT_EQ(got.value(key, json()), expected.value(key, json())) << where << ": " << key;
  }
}

/// That the line of `--dump` is input from which the same article comes.
void expect_dump_reads_back(const std::string& where, const Article& article) {
  const std::string line = dump_line(article);
  StringStream bytes(line);
  ArticleCollector collector;
  ingest("dump.jsonl", bytes, {}, collector);
  ASSERT_EQ(collector.articles.size(), 1U) << where << ": its dump";
  EXPECT_EQ(collector.reports, std::vector<std::string>{}) << where << ": its dump";
  Article again = std::move(collector.articles.front());
  again.format = article.format;
  again.provenances = article.provenances;
  EXPECT_EQ(dump_line(again), line) << where << ": its dump, read again";
}

/// What a file must give, in reading order.
struct Expected {
  std::vector<json> articles;
  std::vector<std::string> reports;
};
using Truth = std::map<std::string, Expected>;  // by file

Truth truth_of(const std::string& folder) {
  Truth truth;
  std::ifstream lines(corpus() / folder / "expected.jsonl");
  for (std::string line; std::getline(lines, line);) {
    const json entry = json::parse(line);
    Expected& expected = truth[folder + "/" + entry.at("file").get<std::string>()];
    if (entry.contains("article")) {
      expected.articles.push_back(entry["article"]);
      continue;
    }
    const auto report =
        std::find_if(entry.items().begin(), entry.items().end(), [](const auto& item) { return item.key() != "file"; });
    expected.reports.push_back(report.key() + ": " + report.value().get<std::string>());
  }
  return truth;
}

/// The folders of the corpus, each of one format.
std::vector<std::string> folders() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(corpus())) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

/// The truth may give only the beginning of why something is refused: what follows is a library's wording.
void expect_reports(const std::string& file, const std::vector<std::string>& expected,
                    const std::vector<std::string>& got) {
  ASSERT_EQ(got.size(), expected.size()) << file << " reports: " << testing::PrintToString(got);
  for (std::size_t i = 0; i < got.size(); ++i) {
    const bool refused = expected[i].starts_with("refused: ");
    EXPECT_EQ(refused ? got[i].substr(0, expected[i].size()) : got[i], expected[i]) << file;
  }
}

class SampleCorpus : public testing::TestWithParam<std::string> {};

TEST_P(SampleCorpus, gives_exactly_the_articles_of_its_truth) {
  const Truth truth = truth_of(GetParam());
  ASSERT_FALSE(truth.empty()) << "no truth for " << GetParam();
  for (const auto& [file, expected] : truth) {
    const ArticleCollector collected = read_file(file);
    const std::vector<Article>& articles = collected.articles;
    expect_reports(file, expected.reports, collected.reports);
    EXPECT_EQ(articles.size(), expected.articles.size()) << file << ": number of articles";
    for (std::size_t i = 0; i < std::min(articles.size(), expected.articles.size()); ++i) {
      const std::string where = file + ", article " + std::to_string(i + 1);
      expect_equal(where, expected.articles[i], articles[i]);
      expect_provenance(where, file, articles[i]);
      expect_dump_reads_back(where, articles[i]);
    }
  }
}

TEST_P(SampleCorpus, has_no_article_without_truth) {
  const Truth truth = truth_of(GetParam());
  sources::walk(
      {corpus() / GetParam()},
      [&](const sources::FileEntry& entry) {
        const std::string file = fs::relative(entry.path, fs::canonical(corpus()));
        if (truth.contains(file)) return;
        const ArticleCollector collector = read_file(file);
        EXPECT_TRUE(collector.articles.empty()) << file << " gives articles, but expected.jsonl does not name it";
        EXPECT_EQ(collector.unknown_kinds, std::vector{file}) << file << " should be a file of unknown kind";
      },
      [](std::string_view path, std::string_view reason) { ADD_FAILURE() << path << ": " << reason; });
}

INSTANTIATE_TEST_SUITE_P(Formats, SampleCorpus, testing::ValuesIn(folders()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

/// The corpus exists to be searched: it must stay as varied as the demonstration and the manual need it.
TEST(SampleCorpusAsAWhole, is_varied) {
  std::size_t articles = 0;
  std::map<std::string, int> languages;
  std::map<std::string, int> years;
  for (const std::string& folder : folders()) {
    for (const auto& [file, expected] : truth_of(folder)) {
      for (const json& article : expected.articles) {
        ++articles;
        ++languages[article.at("language")];
        ++years[article.value("published", "none").substr(0, 4)];
      }
    }
  }
  EXPECT_GE(articles, 48U);
  for (const char* language : {"en", "de", "fr", "es", "ru", "ar", "ja"}) EXPECT_GE(languages[language], 1) << language;
  for (const char* year : {"1916", "1948", "1987", "2001", "2024", "2026", "none"}) EXPECT_GE(years[year], 1) << year;
}

}  // namespace
}  // namespace news
