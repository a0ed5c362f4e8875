// Tokens of any bytes: whole characters inside the text, in order, under terms that the index can hold.
#include <optional>
#include <vector>

#include "common/analysis/tokenizer.h"
#include "common/text.h"
#include "tests/fuzz/fuzzed_article.h"

namespace {

using news::analysis::Token;
using news::analysis::TokenKind;
using news::testing::require;

struct Kept {
  std::string term;
  std::uint32_t position;
  std::uint32_t begin;
  std::uint32_t end;
  bool operator==(const Kept&) const = default;
};

class Checking final : public news::analysis::TokenSink {
 public:
  Checking(std::string_view text, std::uint32_t first) : text_(text), first_(first), last_(first - 1) {}

  void token(const Token& token) override {
    require(!token.term.empty() && token.term.size() <= news::analysis::kMaxTermBytes);
    require(news::first_invalid_utf8(token.term) == std::string_view::npos);
    require(token.begin < token.end && token.end <= text_.size());
    require(begins_character(token.begin) && begins_character(token.end));
    // One position a word, part or character, none left out; only second readings share one.
    require(token.position == last_ || token.position == last_ + 1);
    if (token.position == last_) {
      require(begin_of_position_ <= token.begin);
    } else {
      require(begin_of_position_ <= token.begin);
      begin_of_position_ = token.begin;
    }
    last_ = token.position;
    tokens.push_back({std::string(token.term), token.position - first_, token.begin, token.end});
  }
  void sentence_end(std::uint32_t position) override { mark(position); }
  void paragraph_end(std::uint32_t position) override { mark(position); }

  [[nodiscard]] std::uint32_t last() const { return last_; }
  std::vector<Kept> tokens;

 private:
  [[nodiscard]] bool begins_character(std::size_t offset) const {
    return offset == text_.size() || (static_cast<unsigned char>(text_[offset]) & 0xC0U) != 0x80U ||
           news::first_invalid_utf8(text_) != std::string_view::npos;
  }
  /// Boundaries stand behind the last token, one for each gap.
  void mark(std::uint32_t position) {
    require(!tokens.empty() && position == last_ && marked_ != position);
    marked_ = position;
  }

  std::string_view text_;
  std::uint32_t first_;
  std::uint32_t last_;
  std::uint32_t begin_of_position_ = 0;
  std::optional<std::uint32_t> marked_;
};

std::vector<Kept> check(std::string_view text, std::uint32_t first) {
  Checking sink(text, first);
  require(news::analysis::tokenize(text, sink, first) == sink.last() + 1);
  return sink.tokens;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::vector<Kept> tokens = check(bytes, 1);
  require(check(bytes, 1000) == tokens);
  const std::string valid = news::scrub_utf8(bytes);
  if (valid != bytes) check(valid, 1);
  return 0;
}
