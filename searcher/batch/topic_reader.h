// A stream of TREC topics -> the queries of a batch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/batch/batch_input.h"
#include "searcher/batch/topics.h"

namespace news::batch {

/// Whether a text holds <top>, in any case; where.
[[nodiscard]] std::size_t find_topic(std::string_view text, std::size_t from = 0);

/// Cuts the stream into topics. The text of a topic is no query but plain text (query/plain_text.h).
class TopicReader : public Reader {
 public:
  TopicReader(LineSource& lines, std::vector<TopicPart> parts) : lines_(lines), parts_(std::move(parts)) {}

  [[nodiscard]] std::optional<Item> next() override;

 private:
  [[nodiscard]] bool more();
  [[nodiscard]] Item pass_over();
  void forget(std::size_t bytes);
  [[nodiscard]] Item item_of(std::string_view topic, std::uint64_t line) const;

  LineSource& lines_;
  std::vector<TopicPart> parts_;
  std::string text_;         // read and not given yet
  std::uint64_t first_ = 1;  // the line on which it begins
};

}  // namespace news::batch
