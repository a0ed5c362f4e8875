#include "searcher/match/tokenized_text.h"

#include "common/analysis/tokenizer.h"

namespace news::match {
namespace {

class Keeper final : public analysis::TokenSink {
 public:
  explicit Keeper(TokenizedText& out) : out_(out) {}
  void token(const analysis::Token& token) override {
    const auto begin = static_cast<std::uint32_t>(out_.terms.size());
    out_.terms.append(token.term);
    out_.tokens.push_back({begin, static_cast<std::uint32_t>(out_.terms.size()), token.position, token.begin, token.end,
                           sentence_, paragraph_});
    sentence_ = paragraph_ = false;
  }
  void sentence_end(std::uint32_t position) override {
    sentence_ = true;
    out_.sentence_ends.push_back(position);
  }
  void paragraph_end(std::uint32_t position) override {
    sentence_ = paragraph_ = true;
    out_.sentence_ends.push_back(position);
    out_.paragraph_ends.push_back(position);
  }

 private:
  TokenizedText& out_;
  bool sentence_ = true;
  bool paragraph_ = true;
};

}  // namespace

TokenizedText tokenized(std::string text) {
  TokenizedText result;
  result.text = std::move(text);
  Keeper keeper(result);
  analysis::tokenize(result.text, keeper, kFirstPosition);
  return result;
}

TokenizedText tokenized_list(const std::vector<std::string>& entries) {
  TokenizedText result;
  Keeper keeper(result);
  std::uint32_t position = kFirstPosition;
  for (const std::string& entry : entries) position = analysis::tokenize(entry, keeper, position) + kListGap;
  return result;
}

}  // namespace news::match
