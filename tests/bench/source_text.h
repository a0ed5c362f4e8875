// Reads the prose that the generator learns from, and measures how its vocabulary grows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace news {

/// A word as it stands, without the punctuation around it.
struct Word {
  std::string_view text;
  char mark = 0;  ///< , ; : . ? or ! behind it, else 0
};

struct Sentence {
  std::vector<Word> words;  ///< never empty
  bool quoted = false;      ///< begins with a quotation mark
};

using Paragraph = std::vector<Sentence>;

/// Calls `take` with headline and body of every article: those of the keys `title` and `body` in JSON Lines (files that
/// begin with a brace), else the first line and the rest of a file. A folder is read with all that is below it, in
/// the order of the paths, without hidden files, until `max_bytes` have been read. Throws
/// Error(Code::source_unreadable).
void each_article(const std::filesystem::path& source, std::uint64_t max_bytes,
                  const std::function<void(std::string_view title, std::string_view body)>& take);

/// The body cut into paragraphs (at blank lines), sentences and words. Words that JSON would have to escape are left
/// out. The views are into `body`.
[[nodiscard]] std::vector<Paragraph> cut(std::string_view body);

/// Prints articles, words and how many distinct words (in lower case) there are after 1, 2, 4... million words.
void print_growth(const std::filesystem::path& source, std::ostream& out);

}  // namespace news
