// Article -> everything the index holds of it: terms with positions, values, stored data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/analysis/stemmer.h"
#include "common/article.h"

namespace news::build {

/// The postings of one term in one article.
struct TermPostings {
  std::string term;
  std::uint32_t wdf = 0;
  std::vector<std::uint32_t> positions;  ///< ascending; empty for terms without positions
};

/// A word that a search for its stem would not find by walking the vocabulary from the stem's first three letters
/// ("dying" -> "die"); the archive lists these (metadata::kForms).
struct OddForm {
  std::string language;
  std::string stem;
  std::string word;

  auto operator<=>(const OddForm&) const = default;
};

/// An article ready to be written by any segment builder.
struct AnalysedArticle {
  Digest identity;
  Digest content;
  std::vector<TermPostings> terms;                            ///< each term once, in byte order
  std::vector<std::pair<std::uint32_t, std::string>> values;  ///< (slot, value), ascending
  std::string data;                                           ///< the encoded article
  std::vector<OddForm> odd_forms;
};

/// Analyses articles one after another; keeps stemmers and their caches. Not shared between threads.
class Analyser {
 public:
  /// `zone`: where published times without a zone are.
  explicit Analyser(Zone zone) : zone_(zone) {}

  /// `article` must be normalised; `sequence` is the number of the run that adds or changes it.
  [[nodiscard]] AnalysedArticle analyse(const Article& article, std::uint64_t sequence);

 private:
  analysis::Stemmer& stemmer(const std::string& language);

  Zone zone_;
  std::map<std::string, analysis::Stemmer> stemmers_;
};

/// Term that the article's outermost file gives it.
[[nodiscard]] std::string file_term(const std::string& path);
/// Term that no other article has.
[[nodiscard]] std::string unique_term(const Digest& identity);

}  // namespace news::build
