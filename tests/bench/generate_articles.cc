// generate-articles: makes news articles, as many as wanted, by the statistics of real ones.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "common/cli.h"
#include "common/error.h"
#include "common/usage/manual.h"
#include "tests/bench/random.h"
#include "tests/bench/source_text.h"
#include "tests/bench/text_model.h"

namespace news {
namespace {

namespace fs = std::filesystem;

/// More than that of a source tells nothing new, and has to be held in memory.
constexpr std::uint64_t kMaxSourceBytes = std::uint64_t{256} << 20;

constexpr std::uint64_t kSources = 12;
constexpr std::uint64_t kAuthors = 500;
constexpr std::uint64_t kPlaces = 300;
constexpr const char* kPapers[] = {"Post", "Courier", "Herald", "Ledger", "Chronicle", "Gazette"};
constexpr const char* kSections[] = {"World",   "Business", "Politics", "Sport",
                                     "Culture", "Science",  "Metro",    "Opinion"};
constexpr std::chrono::sys_days kFirstDay = std::chrono::year{2005} / 1 / 1;
constexpr std::chrono::sys_days kEndDay = std::chrono::year{2025} / 1 / 1;

// clang-format off
constexpr cli::Option kOptions[] = {
    {"Source", "from", "PATH", "real text: a folder, a text file or JSON Lines with title and body, such as "
                               "news-indexer --dump writes (a megabyte or more; 256 MB of it are read)"},
    {"Source", "measure", nullptr, "print how the vocabulary of --from grows, and make nothing"},
    {"Articles", "articles", "N", "how many"},
    {"Articles", "seed", "S", "other numbers make other articles (default 1)"},
    {"Articles", "language", "CODE", "what the articles state as theirs (default en)"},
    {"Articles", "change", "RATE", "the same articles later: this share of them gone, as many changed, as many new"},
    {"Articles", "seed2", "S", "which ones, with --change (default 1)"},
    {"Output", "split", "M", "M articles to a file, with --to; else all to standard output"},
    {"Output", "to", "DIR", "the folder for them; a file that would not change is not touched"},
    {"Output", "quiet", nullptr, "do not say on stderr what was learnt"},
    {"Output", "help", nullptr, "this help"},
};
// clang-format on

template <typename Number>
Number number(const cli::Arguments& values, const char* name, Number otherwise, Number least, Number most) {
  if (!values.has(name)) return otherwise;
  const std::string text = values.text(name);
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= least && value <= most)) {
    throw Error(Code::usage, fmt::format("--{} takes a number from {} to {}, not '{}'", name, least, most, text));
  }
  return value;
}

/// What is to be made.
struct Plan {
  std::uint64_t articles = 0;
  std::uint64_t seed = 1;
  std::string language;
  double change = 0;
  std::uint64_t change_seed = 1;

  enum class Fate { same, changed, gone };
  [[nodiscard]] Fate fate(std::uint64_t article) const {
    if (article >= articles) return Fate::same;
    const double lot = Random(change_seed, article).unit();
    return lot < change ? Fate::gone : lot < 2 * change ? Fate::changed : Fate::same;
  }
  /// One behind the last number of an article; the new ones of a change come behind the others.
  [[nodiscard]] std::uint64_t end() const {
    return articles + static_cast<std::uint64_t>(std::llround(static_cast<double>(articles) * change));
  }
};

/// Makes JSON lines. All that an article states but its text depends on seed and number alone, so that a changed one
/// keeps its identity.
class Press {
 public:
  Press(const TextModel& model, const Plan& plan) : model_(model), plan_(plan) {}

  void append(std::string& lines, std::uint64_t article) const {
    using Fate = Plan::Fate;
    const Fate fate = plan_.fate(article);
    if (fate == Fate::gone) return;
    Random random(plan_.seed, 2 * article);
    const std::uint64_t edition = fate == Fate::changed ? plan_.change_seed + 1 : 0;
    const TextModel::Text text = model_.article(Random(plan_.seed ^ (edition << 32U), 2 * article + 1));
    const std::string place = model_.name(kSources + 2 * kAuthors + few(random, kPlaces));
    lines += fmt::format(R"({{"id":"s{}-{:09}","title":"{}","byline":"{}","dateline":"{}","published":"{}",)",
                         plan_.seed, article, text.title, author(few(random, kAuthors)), place, moment(random));
    lines += fmt::format(R"("source":"{}","section":"{}","topics":["{}","{}"],"language":"{}","body":")",
                         paper(few(random, kSources)), kSections[few(random, std::size(kSections))],
                         model_.subject(few(random, 1000)), model_.subject(few(random, 1000)), plan_.language);
    append_escaped(lines, text.body);
    lines += "\"}\n";
  }

 private:
  /// Low numbers oftener than high ones, as some papers write more than others.
  static std::uint64_t few(Random& random, std::uint64_t limit) {
    const double unit = random.unit();
    return static_cast<std::uint64_t>(unit * unit * static_cast<double>(limit));
  }

  static std::string moment(Random& random) {
    using namespace std::chrono;
    const year_month_day day =
        kFirstDay + days(random.below(static_cast<std::uint64_t>((kEndDay - kFirstDay).count())));
    const std::uint64_t minute = random.below(24ULL * 60);
    return fmt::format("{}-{:02}-{:02}T{:02}:{:02}:00Z", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), minute / 60, minute % 60);
  }

  [[nodiscard]] std::string paper(std::uint64_t number) const {
    return model_.name(number) + ' ' + kPapers[number % std::size(kPapers)];
  }
  [[nodiscard]] std::string author(std::uint64_t number) const {
    return model_.name(kSources + 2 * number) + ' ' + model_.name(kSources + 2 * number + 1);
  }

  /// Line ends are all that there is to escape (TextModel::article).
  static void append_escaped(std::string& lines, std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      lines += text.substr(0, end);
      if (end == std::string_view::npos) return;
      lines += "\\n";
      text.remove_prefix(end + 1);
    }
  }

  const TextModel& model_;
  const Plan& plan_;
};

/// Writes a file only if its contents are others, so that an indexer sees by its time that nothing changed.
void replace_file(const fs::path& path, const std::string& contents) {
  if (fs::exists(path) && fs::file_size(path) == contents.size()) {
    std::ifstream in(path, std::ios::binary);
    if (std::string(std::istreambuf_iterator<char>(in), {}) == contents) return;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << contents;
  out.close();
  if (!out) throw Error(Code::io, "cannot write " + path.string());
}

void write_files(const Press& press, std::uint64_t end, std::uint64_t per_file, const fs::path& folder) {
  fs::create_directories(folder);
  for (std::uint64_t first = 0; first < end; first += per_file) {
    std::string lines;
    for (std::uint64_t article = first; article < std::min(end, first + per_file); ++article)
      press.append(lines, article);
    const fs::path path = folder / fmt::format("articles-{:09}.jsonl", first);
    if (lines.empty()) {
      fs::remove(path);
    } else {
      replace_file(path, lines);
    }
  }
}

void write_stream(const Press& press, std::uint64_t end, std::ostream& out) {
  std::string lines;
  for (std::uint64_t article = 0; article < end; ++article) {
    lines.clear();
    press.append(lines, article);
    out << lines;
  }
}

int run(const std::vector<std::string>& arguments, std::ostream& out) {
  const cli::Arguments values = cli::parse(arguments, kOptions, "every argument is an option: --help");
  if (values.has("help")) {
    out << "Usage: generate-articles --articles N --from PATH [OPTIONS] > articles.jsonl\n"
        << usage::options_text(kOptions);
    return 0;
  }
  if (!values.has("from")) throw Error(Code::usage, "--from names the text to learn from");
  if (values.has("measure")) {
    print_growth(values.text("from"), out);
    return 0;
  }
  Plan plan;
  plan.articles = number<std::uint64_t>(values, "articles", 0, 1, 1'000'000'000);
  if (plan.articles == 0) throw Error(Code::usage, "--articles says how many");
  plan.seed = number<std::uint64_t>(values, "seed", 1, 0, 1'000'000'000);
  plan.language = values.has("language") ? values.text("language") : "en";
  plan.change = number<double>(values, "change", 0, 0, 0.5);
  plan.change_seed = number<std::uint64_t>(values, "seed2", 1, 0, 1'000'000'000);
  const auto per_file = number<std::uint64_t>(values, "split", 0, 1, 1'000'000'000);
  if (values.has("to") != (per_file != 0)) throw Error(Code::usage, "--split and --to go together");

  const TextModel model(count_text(values.text("from"), kMaxSourceBytes));
  if (!values.has("quiet")) std::cerr << model.description();
  const Press press(model, plan);
  if (per_file != 0) {
    write_files(press, plan.end(), per_file, values.text("to"));
  } else {
    write_stream(press, plan.end(), out);
  }
  return 0;
}

}  // namespace
}  // namespace news

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return news::cli::run("generate-articles", [&](std::ostream& out) { return news::run(arguments, out); });
}
