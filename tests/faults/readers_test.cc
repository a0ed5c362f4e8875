// Whoever searches while the indexer adds, replaces, withdraws, merges and compacts gets whole answers: no error, no
// article twice, none missing that was there before and still is.
//   NEWS_READER_QUERIES   how many queries (default 400)
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "common/error.h"
#include "searcher/answer.h"
#include "tests/faults/program.h"
#include "tests/unit/temporary_folder.h"

namespace news::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kLastingFiles = 8;  // whose articles stay, in one version or another
constexpr int kStableFiles = 4;   // whose articles never change
constexpr int kArticlesInAFile = 20;

/// Sources that change, and the indexer over them.
class ChangingArchive {
 public:
  ChangingArchive() {
    fs::create_directory(sources());
    for (int file = 0; file < kStableFiles; ++file) {
      write("stable", file, "An old lighthouse keeper. He spoke of the storm.");
      if (file % 2 == 1) index();  // in several generations
    }
    for (int file = 0; file < kLastingFiles; ++file) write("lasting", file, "The storm came in version 0.");
    index();
  }

  [[nodiscard]] std::string archive() const { return folder_ / "archive"; }
  [[nodiscard]] std::string sources() const { return folder_ / "in"; }
  /// What the indexer said where it failed.
  [[nodiscard]] const std::string& failure() const { return failure_; }

  /// One night: some articles in another version, guests that come and go, and now and then all in one generation.
  void change(int night) {
    for (int i = 0; i < 3; ++i) {
      write("lasting", (night * 3 + i) % kLastingFiles, fmt::format("The storm came in version {}.", night));
    }
    write("guest", night, "A guest of the storm.");
    fs::remove(path("guest", night - 3));
    index();
    if (night % 4 == 0) index({"--compact"});
  }

 private:
  [[nodiscard]] std::string path(std::string_view kind, int file) const {
    return fmt::format("{}/{}-{}.jsonl", sources(), kind, file);
  }
  void write(std::string_view kind, int file, std::string_view text) const {
    std::string lines;
    for (int i = 0; i < kArticlesInAFile; ++i) {
      lines +=
          fmt::format(R"({{"id":"{}-{}-{}","title":"{}","source":"Courier","language":"en","date":"2024-03-{:02}",)"
                      R"("body":"{} Number {}."}})"
                      "\n",
                      kind, file, i, kind, 1 + i, text, i);
    }
    write_text(path(kind, file) + ".new", lines);
    fs::rename(path(kind, file) + ".new", path(kind, file));
  }
  void index(std::vector<std::string> what = {"--prune"}) {
    std::vector<std::string> command = {indexer_program(), "-a", archive(), "--quiet"};
    if (what.front() != "--compact") what.push_back(sources());
    command.insert(command.end(), what.begin(), what.end());
    const Outcome outcome = run(command);
    if (outcome.status != 0 && failure_.empty()) failure_ = outcome.said;
  }

  TemporaryFolder folder_;
  std::string failure_;
};

/// A query and the articles that every answer to it has.
struct Asked {
  std::string query;
  bool lasting;  // the lasting articles beside the stable ones
  bool guests;   // and perhaps others
};

const std::vector<Asked>& all_asked() {
  static const std::vector<Asked> kAsked = {{"lighthouse", false, false},
                                            {"\"old lighthouse keeper\"", false, false},
                                            {"keeper W/S lighthouse", false, false},
                                            {"keep* AND storm AND date:2024", false, false},
                                            {"\"the storm\" NOT guest", true, false},
                                            {"storm", true, true}};
  return kAsked;
}

/// What is wrong with an answer, or nothing.
std::string fault_of(const Asked& asked, const std::vector<std::string>& ids) {
  std::map<std::string, int> times;
  for (const std::string& id : ids) ++times[id];
  for (const auto& [id, count] : times) {
    if (count > 1) return id + " comes twice";
    if (!asked.guests && id.starts_with("guest")) return id + " does not match";
  }
  const auto require = [&](std::string_view kind, int files) -> std::string {
    for (int i = 0; i < files * kArticlesInAFile; ++i) {
      const std::string id = fmt::format("{}-{}-{}", kind, i / kArticlesInAFile, i % kArticlesInAFile);
      if (!times.contains(id)) return id + " is missing";
    }
    return {};
  };
  std::string missing = require("stable", kStableFiles);
  if (missing.empty() && asked.lasting) missing = require("lasting", kLastingFiles);
  return missing;
}

/// Asks an engine, opened once for some queries.
std::string ask_engine(match::Engine& engine, const Asked& asked, std::uint64_t turn) {
  Question question;
  question.query = asked.query;
  const ReadQuestion read = read_question(question, [](const std::string&) { return std::nullopt; });
  match::SearchRequest request;
  request.tree = &read.parsed.tree;
  request.limit = 100'000;
  request.sort = turn % 2 == 0 ? match::Sort::relevance : match::Sort::newest;
  std::vector<std::string> ids;
  if (turn % 3 == 0) {
    try {
      static_cast<void>(engine.stream(request, [&](const match::Hit& hit) { ids.push_back(hit.record.id); }));
    } catch (const Error& error) {
      return error.code() == Code::archive_changed ? "" : error.what();  // it says so
    }
  } else {
    for (const match::Hit& hit : engine.search(request).hits) ids.push_back(hit.record.id);
  }
  if (!asked.lasting) {
    const std::uint64_t count = engine.count(read.parsed.tree);
    if (count != std::uint64_t{kStableFiles} * kArticlesInAFile) return "counted " + std::to_string(count);
  }
  return fault_of(asked, ids);
}

std::vector<std::string> ids_of(const std::string& json_lines) {
  std::vector<std::string> ids;
  std::istringstream lines(json_lines);
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json hit = nlohmann::json::parse(line);
    if (hit.at("type") == "hit") ids.push_back(hit.at("id"));
  }
  return ids;
}

std::string ask_program(const std::string& archive, const Asked& asked) {
  const Outcome outcome =
      run({searcher_program(), "-a", archive, "-f", "json", "--limit", "100000", "--", asked.query});
  if (outcome.status != 0) return fmt::format("status {}: {}", outcome.status, outcome.said);
  return fault_of(asked, ids_of(outcome.printed));
}

std::uint64_t wanted_queries() {
  const char* wanted = std::getenv("NEWS_READER_QUERIES");
  return wanted == nullptr ? 400 : std::strtoull(wanted, nullptr, 10);
}

TEST(Readers, get_whole_answers_while_the_archive_changes) {
  ChangingArchive archive;
  ASSERT_EQ(archive.failure(), "");
  std::atomic<std::uint64_t> queries = 0;
  std::atomic<int> nights = 0;
  std::atomic<bool> failed = false;
  const std::uint64_t wanted = wanted_queries();
  std::thread writer([&] {
    for (int night = 3; queries < wanted && !failed && archive.failure().empty(); ++night, ++nights)
      archive.change(night);
    if (!archive.failure().empty()) failed = true;
  });
  std::vector<std::string> faults(2);
  const auto read = [&](std::string& fault, std::uint64_t turn, const auto& ask) {
    for (; queries < wanted && !failed; ++turn, ++queries) {
      const Asked& asked = all_asked()[turn % all_asked().size()];
      try {
        fault = ask(asked, turn);
      } catch (const std::exception& error) {
        fault = std::string("it throws: ") + error.what();
      } catch (const Xapian::Error& error) {
        fault = "it throws: " + error.get_description();
      }
      if (fault.empty()) continue;
      fault = asked.query + ": " + fault;
      failed = true;
    }
  };
  std::thread programs([&] {
    read(faults[0], 0, [&](const Asked& asked, std::uint64_t) { return ask_program(archive.archive(), asked); });
  });
  std::optional<match::Engine> engine;
  read(faults[1], 1, [&](const Asked& asked, std::uint64_t turn) {
    constexpr std::uint64_t kQueriesOfAnEngine = 50;  // some nights pass in the meantime
    if (!engine || turn % kQueriesOfAnEngine == 0) engine.emplace(std::vector<std::string>{archive.archive()});
    return ask_engine(*engine, asked, turn);
  });
  programs.join();
  writer.join();
  EXPECT_EQ(archive.failure(), "");
  EXPECT_EQ(faults[0], "");
  EXPECT_EQ(faults[1], "");
  std::printf("%llu queries, %d nights\n", static_cast<unsigned long long>(queries), nights.load());
}

TEST(Readers, that_are_slow_get_all_of_an_answer_or_are_told) {
  ChangingArchive archive;
  ASSERT_EQ(archive.failure(), "");
  int told = 0;
  for (int night = 3; night < 15; night += 4) {
    const TemporaryFolder notes;
    const std::string command =
        fmt::format("'{}' -a '{}' -f json --all storm 2>'{}'", searcher_program(), archive.archive(), notes / "err");
    std::FILE* pipe = ::popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    // The first line shows that it has begun; the rest fills the pipe.
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
      output += static_cast<char>(c);
      if (c == '\n' && output.find('\n') == output.size() - 1) {
        for (int i = 0; i < 4; ++i) archive.change(night + i);
      }
    }
    const int status = ::pclose(pipe);
    const std::string said = text_of(notes / "err");
    if (status == 0) {
      EXPECT_EQ(fault_of(all_asked().back(), ids_of(output)), "");
    } else {
      EXPECT_EQ(WEXITSTATUS(status), 2);
      EXPECT_NE(said.find("the archive has changed while its matches were being written"), std::string::npos) << said;
      ++told;
    }
  }
  EXPECT_EQ(archive.failure(), "");
  std::printf("%d of 3 were told\n", told);
}

}  // namespace
}  // namespace news::testing
