// Reading in a process of its own: the same comes out, and a reader that crashes or gets stuck loses one member.
#include "indexer/reader_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

#include "common/error.h"
#include "indexer/formats/input.h"
#include "indexer/sources/walk.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

/// Everything that a file gives, as lines.
class Lined final : public IngestSink {
 public:
  void article(Article article) override { lines.push_back("article " + article.title + place_of(article)); }
  void refused(const ReadEvent& where, std::string_view reason, std::string_view raw) override {
    tell("refused", where, std::string(reason) + " <" + std::string(raw) + ">");
  }
  void skipped(const ReadEvent& where, std::string_view reason) override { tell("skipped", where, reason); }
  void canceled(const ReadEvent& where, Article item) override { tell("canceled", where, item.id); }
  void unknown_kind(const ReadEvent& where) override { tell("unknown", where, ""); }
  void noted(const ReadEvent& where, std::string_view kind, std::string_view detail) override {
    tell("noted", where, std::string(kind) + "/" + std::string(detail));
  }

  Lines lines;

 private:
  static std::string place_of(const Article& article) {
    const Provenance& place = article.provenances.at(0);
    return " " + place.member + "@" + std::to_string(place.offset) + "+" + std::to_string(place.length);
  }
  void tell(std::string_view what, const ReadEvent& where, std::string_view reason) {
    lines.push_back(std::string(what) + " " + std::string(where.member) + "@" + std::to_string(where.place.offset) +
                    " [" + std::string(where.format) + "] " + std::string(reason));
  }
};

/// A reader whose records are lines, some of which are commands.
class Obeying final : public formats::ArticleReader {
 public:
  explicit Obeying(const formats::Member& member) : reporter_(member.reporter), input_(member.bytes, 1000) {}

  std::optional<Article> next() override {
    while (const auto line = input_.next()) {
      if (line->text == "crash") std::raise(SIGKILL);
      if (line->text == "exit") _exit(7);
      while (line->text == "stuck") std::this_thread::sleep_for(10ms);
      if (line->text == "slow") std::this_thread::sleep_for(150ms);
      if (line->text == "cancel") {
        Article item;
        item.id = "taken back";
        reporter_.canceled({1, line->offset, line->length}, item);
        continue;
      }
      if (line->text == "note") {
        reporter_.noted({1, line->offset, line->length}, "kind", "detail");
        continue;
      }
      Article article;
      article.title = line->text;
      article.provenances = {formats::record_at(line->offset, line->raw)};
      return article;
    }
    return std::nullopt;
  }

 private:
  Reporter& reporter_;
  formats::LineInput input_;
};

const formats::Format kObeying = {
    "obeying",
    "",
    "",
    "",
    [](const formats::Sample&) { return formats::Confidence::certain; },
    [](const formats::Member& member) -> std::unique_ptr<formats::ArticleReader> {
      return std::make_unique<Obeying>(member);
    },
};

class Reading : public ::testing::Test {
 protected:
  /// A tar of files a, b, c... with these contents; or the content of a plain file, if it is one.
  std::string file(const Lines& members) {
    std::string path = folder_.path() + "/input";
    if (members.size() == 1) {
      std::ofstream(path) << members[0];
      return path;
    }
    std::string command = "cd '" + folder_.path() + "' && tar -cf input";
    for (std::size_t i = 0; i < members.size(); ++i) {
      const std::string name(1, static_cast<char>('a' + i));
      std::ofstream(folder_.path() + "/" + name) << members[i];
      command += " " + name;
    }
    EXPECT_EQ(std::system(command.c_str()), 0);
    return path;
  }

  Lines read(const std::string& path) {
    Lined sink;
    outcome = reader.read(path, sink);
    return sink.lines;
  }

  [[nodiscard]] const std::string& folder() const { return folder_.path(); }

  static IngestOptions obeying() {
    IngestOptions options;
    options.format = &kObeying;
    return options;
  }

  IngestOptions options = obeying();
  ReaderProcess reader{options, 300ms};
  FileOutcome outcome;

 private:
  testing::TemporaryFolder folder_;
};

TEST_F(Reading, gives_what_reading_in_this_process_gives) {
  const std::string path = file({"one\ntwo\ncancel\nnote\n", "", "three\n"});
  Lined here;
  const auto bytes = sources::open_file(path);
  const FileOutcome expected = ingest(path, *bytes, options, here);
  ASSERT_EQ(here.lines.size(), 6U);
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(read(path), here.lines);
    EXPECT_EQ(outcome.digest, expected.digest);
    EXPECT_EQ(outcome.bytes, expected.bytes);
    EXPECT_EQ(outcome.text_bytes, expected.text_bytes);
    EXPECT_EQ(outcome.members, 3U);
    EXPECT_EQ(outcome.articles, 3U);
    EXPECT_TRUE(outcome.whole);
  }
}

TEST_F(Reading, a_crash_loses_the_rest_of_its_member) {
  const std::string path = file({"one\n", "two\ncrash\nthree\n", "four\n", "exit\n", "five\n"});
  EXPECT_EQ(read(path),
            (Lines{"article one a@0+4", "article two b@0+4",
                   "refused b@4 [obeying] the reader crashed (signal 9); what follows in this member is not read <>",
                   "article four c@0+5", "refused d@0 [] the reader crashed (exit 7) <>", "article five e@0+5"}));
  EXPECT_EQ(outcome.articles, 4U);
  EXPECT_EQ(outcome.refused, 2U);
  EXPECT_EQ(outcome.members, 5U);
  EXPECT_FALSE(outcome.whole);
  EXPECT_NE(outcome.digest, Digest{});
}

TEST_F(Reading, a_reader_that_is_stuck_is_stopped) {
  EXPECT_EQ(read(file({"one\nstuck\n", "two\n"})),
            (Lines{"article one a@0+4",
                   "refused a@4 [obeying] the reader made no progress for 0 s and was stopped; what follows in this "
                   "member is not read <>",
                   "article two b@0+4"}));
}

TEST_F(Reading, ahead_a_crash_is_told_of_the_file_that_it_came_from) {
  // What the first files gave may be lost with the process that crashed at the third: it comes again, once.
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a", "one\ntwo\n"}, {"b", "three\n"}, {"c", "four\ncrash\nfive\n"}, {"d", "six\n"}, {"e", "exit\n"},
      {"f", "stuck\n"},    {"g", "seven\n"}};
  std::vector<std::string> paths;
  for (const auto& [name, content] : files) {
    paths.push_back(folder() + "/" + name);
    std::ofstream(paths.back()) << content;
    reader.announce(paths.back());
  }
  Lines lines;
  for (const std::string& path : paths) {
    const Lines of_file = read(path);
    lines.insert(lines.end(), of_file.begin(), of_file.end());
  }
  EXPECT_EQ(lines,
            (Lines{"article one @0+4", "article two @4+4", "article three @0+6", "article four @0+5",
                   "refused @5 [obeying] the reader crashed (signal 9); what follows in this member is not read <>",
                   "article six @0+4", "refused @0 [] the reader crashed (exit 7) <>",
                   "refused @0 [] the reader made no progress for 0 s and was stopped <>", "article seven @0+6"}));
}

TEST_F(Reading, ahead_many_files_give_what_they_give_alone) {
  Lines expected;
  std::vector<std::string> paths;
  for (int i = 0; i < 200; ++i) {
    paths.push_back(folder() + "/" + std::to_string(i));
    std::ofstream out(paths.back());
    // Some are larger than what waits to be sent.
    for (int line = 0; line < (i % 50 == 7 ? 3000 : 2); ++line) out << "line " << line << " of " << i << '\n';
    const Lines alone = read((out.close(), paths.back()));
    expected.insert(expected.end(), alone.begin(), alone.end());
  }
  for (const std::string& path : paths) reader.announce(path);
  Lines lines;
  for (const std::string& path : paths) {
    const Lines of_file = read(path);
    lines.insert(lines.end(), of_file.begin(), of_file.end());
  }
  EXPECT_EQ(lines, expected);
}

TEST_F(Reading, slow_is_not_stuck) {
  EXPECT_EQ(read(file({"slow\nslow\nslow\n"})).size(), 3U);
  EXPECT_TRUE(outcome.whole);
}

TEST_F(Reading, what_the_sink_throws_passes_through_and_the_next_file_is_read) {
  class Full final : public IngestSink {
   public:
    void article(Article) override { throw Error(Code::io, "no space left"); }
    void refused(const ReadEvent&, std::string_view, std::string_view) override {}
    void skipped(const ReadEvent&, std::string_view) override {}
    void canceled(const ReadEvent&, Article) override {}
    void unknown_kind(const ReadEvent&) override {}
    void noted(const ReadEvent&, std::string_view, std::string_view) override {}
  };
  Full sink;
  const std::string path = file({"one\ntwo\n"});
  EXPECT_THROW(reader.read(path, sink), Error);
  EXPECT_EQ(read(path).size(), 2U);
}

TEST_F(Reading, a_file_that_cannot_be_opened_is_an_error_and_the_next_is_read) {
  Lined sink;
  try {
    reader.read("/there is/no such file", sink);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::source_unreadable);
  }
  EXPECT_EQ(read(file({"one\n"})), Lines{"article one @0+4"});
}

/// Standard input while this lives: a pipe whose other end is ours.
class PipedInput {
 public:
  PipedInput() : before_(dup(STDIN_FILENO)) {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0 || dup2(ends_[0], STDIN_FILENO) < 0) ADD_FAILURE() << "no pipe";
    close(ends_[0]);
  }
  ~PipedInput() {
    dup2(before_, STDIN_FILENO);
    close(before_);
  }
  PipedInput(const PipedInput&) = delete;
  PipedInput& operator=(const PipedInput&) = delete;

  void write(std::string_view text) const {
    EXPECT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void end() const { close(ends_[1]); }

 private:
  int before_;
  std::array<int, 2> ends_{};
};

TEST_F(Reading, waits_for_standard_input_however_long_it_pauses) {
  const PipedInput input;
  std::thread writer([&] {
    input.write("one\n");
    std::this_thread::sleep_for(3s);
    input.write("two\n");
    input.end();
  });
  Lined sink;
  ReaderProcess patient(options, 2s);
  EXPECT_TRUE(patient.read("-", sink).whole);
  writer.join();
  EXPECT_EQ(sink.lines, (Lines{"article one @0+4", "article two @4+4"}));
}

TEST_F(Reading, can_be_ended_while_standard_input_pauses) {
  class Ending final : public IngestSink {
   public:
    void article(Article /*article*/) override {}
    void refused(const ReadEvent& /*where*/, std::string_view reason, std::string_view /*raw*/) override {
      ADD_FAILURE() << reason;
    }
    void skipped(const ReadEvent& /*where*/, std::string_view /*reason*/) override {}
    void canceled(const ReadEvent& /*where*/, Article /*item*/) override {}
    void unknown_kind(const ReadEvent& /*where*/) override {}
    void noted(const ReadEvent& /*where*/, std::string_view /*kind*/, std::string_view /*detail*/) override {}
    void waiting() override { throw Ended(); }
    struct Ended {};
  };
  const PipedInput input;
  Ending sink;
  ReaderProcess patient(options, 1min);
  EXPECT_THROW(static_cast<void>(patient.read("-", sink)), Ending::Ended);
  input.end();
}

}  // namespace
}  // namespace news
