#include "tests/bench/source_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <ostream>
#include <unordered_map>
#include <utility>

#include "common/error.h"
#include "common/text.h"

namespace news {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBlanks = " \t\r\n\v\f";
/// What may stand before or behind a word without being part of it.
constexpr std::string_view kAround[] = {",", ";", ":", ".", "?", "!", "\"", "'", "(", ")", "[",
                                        "]", "{", "}", "*", "#", "-", "_",  "|", ">", "“", "”",
                                        "‘", "’", "–", "—", "…", "•", "«",  "»", "®", "™"};
constexpr std::string_view kQuotes[] = {"\"", "“", "«"};

std::vector<fs::path> files_of(const fs::path& source) {
  if (fs::is_regular_file(source)) return {source};
  if (!fs::is_directory(source)) {
    throw Error(Code::source_unreadable, "there is no file or folder " + source.string());
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string with_blanks(std::string text) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  for (std::size_t at = text.find(kNoBreakSpace); at != std::string::npos; at = text.find(kNoBreakSpace, at)) {
    text.replace(at, kNoBreakSpace.size(), kNoBreakSpace.size(), ' ');
  }
  return text;
}

std::string text_of(const nlohmann::json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_string() ? with_blanks(found->get<std::string>()) : std::string();
}

bool take_off(std::string_view& word, std::string_view part, bool front) {
  if (front ? !word.starts_with(part) : !word.ends_with(part)) return false;
  if (front) {
    word.remove_prefix(part.size());
  } else {
    word.remove_suffix(part.size());
  }
  return true;
}

bool opens_quotation(std::string_view word) {
  return std::any_of(std::begin(kQuotes), std::end(kQuotes), [&](std::string_view q) { return word.starts_with(q); });
}

/// The word without what stands around it; its mark is the innermost one that means something: in `(mill),"` the comma.
Word bare(std::string_view text) {
  Word word{text};
  const auto strip = [&](bool front) {
    return std::any_of(std::begin(kAround), std::end(kAround), [&](std::string_view part) {
      if (!take_off(word.text, part, front)) return false;
      if (!front && part.size() == 1 && std::string_view(",;:.?!").find(part[0]) != std::string_view::npos) {
        word.mark = part[0];
      }
      return true;
    });
  };
  while (strip(true)) {
  }
  while (strip(false)) {
  }
  return word;
}

bool needs_escape(std::string_view word) {
  return std::any_of(word.begin(), word.end(),
                     [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool ends_sentence(char mark) { return mark == '.' || mark == '?' || mark == '!'; }

bool begins_small(std::string_view word) { return !word.empty() && word[0] >= 'a' && word[0] <= 'z'; }

Paragraph cut_paragraph(std::string_view text) {
  Paragraph paragraph;
  Sentence sentence;
  const auto close = [&] {
    if (!sentence.words.empty()) paragraph.push_back(std::move(sentence));
    sentence = {};
  };
  for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;
       at = text.find_first_not_of(kBlanks, at)) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    const std::string_view piece = text.substr(at, end - at);
    at = end;
    // A small letter goes on: what looked like an end was an abbreviation.
    if (!sentence.words.empty() && ends_sentence(sentence.words.back().mark) && !begins_small(piece)) close();
    if (sentence.words.empty() && opens_quotation(piece)) sentence.quoted = true;
    const Word word = bare(piece);
    if (!word.text.empty() && !needs_escape(word.text)) sentence.words.push_back(word);
  }
  close();
  return paragraph;
}

}  // namespace

void each_article(const fs::path& source, std::uint64_t max_bytes,
                  const std::function<void(std::string_view title, std::string_view body)>& take) {
  std::uint64_t bytes = 0;
  for (const fs::path& file : files_of(source)) {
    if (bytes >= max_bytes) return;
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(Code::source_unreadable, "cannot open " + file.string());
    std::string line;
    if (in.peek() != '{') {
      std::getline(in, line);
      std::string body(std::istreambuf_iterator<char>(in), {});
      bytes += line.size() + body.size();
      const std::string_view title = line;
      take(with_blanks(scrub_utf8(title.starts_with("# ") ? title.substr(2) : title)), with_blanks(scrub_utf8(body)));
      continue;
    }
    while (bytes < max_bytes && std::getline(in, line)) {
      bytes += line.size();
      const auto record = nlohmann::json::parse(line, nullptr, false);
      if (!record.is_object()) {
        throw Error(Code::source_unreadable, file.string() + " begins like JSON Lines, but a line is no object");
      }
      take(text_of(record, "title"), text_of(record, "body"));
    }
  }
}

std::vector<Paragraph> cut(std::string_view body) {
  std::vector<Paragraph> paragraphs;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find("\n\n"), body.size());
    Paragraph paragraph = cut_paragraph(body.substr(0, end));
    if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
    body.remove_prefix(std::min(end + 2, body.size()));
  }
  return paragraphs;
}

void print_growth(const fs::path& source, std::ostream& out) {
  struct Use {
    std::uint64_t count = 0;
    std::uint64_t last_article = 0;
  };
  std::unordered_map<std::string, Use> uses;
  std::uint64_t articles = 0;
  std::uint64_t words = 0;
  std::uint64_t distinct_in_article = 0;
  std::uint64_t bytes = 0;
  std::uint64_t next_line = 1'000'000;
  each_article(source, std::numeric_limits<std::uint64_t>::max(), [&](std::string_view, std::string_view body) {
    ++articles;
    bytes += body.size();
    for (const Paragraph& paragraph : cut(body)) {
      for (const Sentence& sentence : paragraph) {
        for (const Word& word : sentence.words) {
          Use& use = uses[ascii_lower(word.text)];
          ++use.count;
          if (std::exchange(use.last_article, articles) != articles) ++distinct_in_article;
          if (++words < next_line) continue;
          out << fmt::format("{:>12} words {:>10} distinct\n", words, uses.size());
          next_line *= 2;
        }
      }
    }
  });
  if (words == 0) throw Error(Code::source_unreadable, source.string() + " holds no words");
  const auto once = std::count_if(uses.begin(), uses.end(), [](const auto& use) { return use.second.count == 1; });
  const auto share = [](auto part, auto whole) { return static_cast<double>(part) / static_cast<double>(whole); };
  out << fmt::format("{:>12} words {:>10} distinct, {:.1f} % of these once\n", words, uses.size(),
                     100 * share(once, uses.size()));
  out << fmt::format("{:>12} articles of {:.0f} words, {:.0f} of them distinct, {:.0f} bytes of body\n", articles,
                     share(words, articles), share(distinct_in_article, articles), share(bytes, articles));
}

}  // namespace news
