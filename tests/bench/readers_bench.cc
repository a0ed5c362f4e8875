// How fast each reader turns bytes into articles: MB/s of decoded members, without normalising or indexing. Where a
// library parses, its own speed over the same bytes stands beside it.
//
// The input is every file below $NEWS_BENCH_FILES, or the sample corpus. Members whose format takes several documents
// on end are joined and repeated until caches of the processor do not flatter; others are read one after the other.
#include <benchmark/benchmark.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/error.h"
#include "indexer/formats/input.h"
#include "indexer/formats/table.h"
#include "indexer/sources/containers.h"
#include "indexer/sources/memory_stream.h"
#include "indexer/sources/walk.h"

namespace news::formats {
namespace {

constexpr std::size_t kWanted = std::size_t{16} << 20;        // bytes that one pass reads at least
constexpr std::size_t kMostOfFormat = std::size_t{64} << 20;  // bytes of one format that are kept
constexpr std::size_t kSniffBytes = std::size_t{64} << 10;

class SilentReporter final : public Reporter {
 public:
  void refused(const RecordPlace&, std::string_view, std::string_view) override {}
  void skipped(const RecordPlace&, std::string_view) override {}
  void canceled(const RecordPlace&, Article) override {}
  void noted(const RecordPlace&, std::string_view, std::string_view) override {}
};

struct Text {
  std::string name;
  std::string bytes;
};

std::size_t size_of(const std::vector<Text>& texts) {
  std::size_t size = 0;
  for (const Text& text : texts) size += text.bytes.size();
  return size;
}

std::uint64_t articles_in(const Format& format, const Text& text) {
  SilentReporter reporter;
  sources::MemoryStream bytes(text.bytes);
  const ReadOptions options;
  const auto reader = format.open({bytes, text.name, options, reporter});
  std::uint64_t articles = 0;
  while (auto article = reader->next()) {
    benchmark::DoNotOptimize(article->title.data());
    ++articles;
  }
  return articles;
}

/// Sorts the members of every file by their format.
class Gathering final : public sources::MemberSink {
 public:
  void member(std::string_view name, sources::ByteStream& bytes) override {
    Text text{name.empty() ? file : std::filesystem::path(name).filename().string(), {}};
    auto all = read_all(bytes, kMostOfFormat);
    if (!all) return;
    text.bytes = std::move(*all);
    const Format* format = sniff_format({std::string_view(text.bytes).substr(0, kSniffBytes), text.name});
    if (format == nullptr || size_of(texts[format->name]) + text.bytes.size() > kMostOfFormat) return;
    texts[format->name].push_back(std::move(text));
  }
  void unreadable(std::string_view, std::string_view) override {}

  std::string file;
  std::map<std::string_view, std::vector<Text>> texts;
};

/// Documents on end, if the format gives twice the articles for twice the bytes; else the texts as they are.
std::vector<Text> prepared(const Format& format, std::vector<Text> texts) {
  Text joined{texts.front().name, {}};
  std::uint64_t articles = 0;
  for (const Text& text : texts) {
    joined.bytes += text.bytes;
    articles += articles_in(format, text);
  }
  const Text twice{joined.name, joined.bytes + joined.bytes};
  const bool on_end = articles_in(format, twice) == 2 * articles;
  if (!on_end || joined.bytes.size() >= kWanted) return texts;
  const std::string once = joined.bytes;
  while (joined.bytes.size() < kWanted) joined.bytes += once;
  return {joined};
}

void read(benchmark::State& state, const Format& format, const std::vector<Text>& texts) {
  std::uint64_t articles = 0;
  for (auto _ : state) {
    for (const Text& text : texts) articles += articles_in(format, text);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size_of(texts)));
  state.counters["articles/s"] = benchmark::Counter(static_cast<double>(articles), benchmark::Counter::kIsRate);
}

void parse_xml_raw(const Text& text) {
  xmlFreeDoc(xmlReadMemory(text.bytes.data(), static_cast<int>(text.bytes.size()), nullptr, nullptr,
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER));
}
void parse_html_raw(const Text& text) {
  xmlFreeDoc(htmlReadMemory(text.bytes.data(), static_cast<int>(text.bytes.size()), nullptr, nullptr,
                            HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER));
}
void parse_json_raw(const Text& text) {
  std::string_view rest = text.bytes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    benchmark::DoNotOptimize(nlohmann::json::parse(rest.substr(0, end), nullptr, false));
    rest.remove_prefix(end);
  }
}

/// The library's parser that a format's reader stands on.
struct Library {
  std::string_view format;
  const char* name;
  void (*parse)(const Text& text);
};

constexpr auto kLibraries = std::to_array<Library>({
    {"json", "nlohmann-json", parse_json_raw},
    {"ninjs", "nlohmann-json", parse_json_raw},
    {"nitf", "libxml2", parse_xml_raw},
    {"newsml-g2", "libxml2", parse_xml_raw},
    {"newsml1", "libxml2", parse_xml_raw},
    {"rcv1", "libxml2", parse_xml_raw},
    {"rss", "libxml2", parse_xml_raw},
    {"atom", "libxml2", parse_xml_raw},
    {"wxr", "libxml2", parse_xml_raw},
    {"mediawiki", "libxml2", parse_xml_raw},
    {"html", "libxml2", parse_html_raw},
});

void parse_raw(benchmark::State& state, const Library& library, const std::vector<Text>& texts) {
  for (auto _ : state) {
    for (const Text& text : texts) library.parse(text);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size_of(texts)));
}

void register_benchmarks(const std::string& folder) {
  Gathering gathering;
  sources::walk(
      {folder},
      [&](const sources::FileEntry& entry) {
        gathering.file = std::filesystem::path(entry.path).filename();
        try {
          sources::read_members(*sources::open_file(entry.path), gathering.file, {}, gathering);
        } catch (const Error&) {
          // A file that can't be read has no speed.
        }
      },
      [](std::string_view, std::string_view) {});
  static std::map<std::string, std::vector<Text>> inputs;
  for (const Format& format : all_formats()) {
    const auto found = gathering.texts.find(format.name);
    if (found == gathering.texts.end()) continue;
    const std::string name(format.name);
    inputs[name + " raw"] = found->second;
    inputs[name] = prepared(format, std::move(found->second));
    benchmark::RegisterBenchmark(("read/" + name).c_str(), [&format, name](benchmark::State& state) {
      read(state, format, inputs[name]);
    })->Unit(benchmark::kMillisecond);
    for (const Library& library : kLibraries) {
      if (library.format != format.name) continue;
      benchmark::RegisterBenchmark((std::string(library.name) + "/" + name).c_str(), [&library,
                                                                                      name](benchmark::State& state) {
        parse_raw(state, library, inputs[name + " raw"]);
      })->Unit(benchmark::kMillisecond);
    }
  }
}

}  // namespace
}  // namespace news::formats

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const char* named = std::getenv("NEWS_BENCH_FILES");
  news::formats::register_benchmarks(named != nullptr ? named : NEWS_SOURCE_DIR "/sample_corpus");
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
