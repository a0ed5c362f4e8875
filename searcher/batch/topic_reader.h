// A stream of TREC topics -> the queries of a batch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/batch/batch_input.h"
#include "searcher/batch/topics.h"

namespace news::batch {

/// The bytes [begin, end) of a tag. None: both kNone; one that goes on behind the text: `end`.
struct TopicTag {
  static constexpr std::size_t kNone = std::string_view::npos;
  std::size_t begin = kNone;
  std::size_t end = kNone;
};

/// The first tag that opens a topic: <top>, <topic> or <topic number="1">, in any case.
[[nodiscard]] TopicTag find_topic(std::string_view text, std::size_t from = 0);

/// Cuts the stream into topics; comments (<!-- -->) count for nothing. The text of a topic is no query but plain text
/// (query/plain_text.h).
class TopicReader : public Reader {
 public:
  TopicReader(LineSource& lines, std::vector<TopicPart> parts) : lines_(lines), parts_(std::move(parts)) {}

  [[nodiscard]] std::optional<Item> next() override;

 private:
  [[nodiscard]] bool more();
  [[nodiscard]] Item pass_over();
  [[nodiscard]] Item unclosed_comment();
  void forget(std::size_t bytes);
  [[nodiscard]] Item item_of(std::string_view tag, std::string_view text, std::uint64_t line) const;

  LineSource& lines_;
  std::vector<TopicPart> parts_;
  std::string text_;           // read and not given yet
  std::uint64_t first_ = 1;    // the line on which it begins
  std::uint64_t comment_ = 0;  // the line on which an open comment begins
};

}  // namespace news::batch
