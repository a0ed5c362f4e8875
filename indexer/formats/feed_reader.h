// Reads the items of a feed, whatever its family.
#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <optional>
#include <string_view>

#include "indexer/formats/feed_channel.h"
#include "indexer/formats/reader.h"
#include "indexer/formats/stated_dates.h"
#include "indexer/formats/xml_records.h"

namespace news::formats {

/// What came of an item: an article, or why it is none.
struct FeedReading {
  Article article;
  std::string_view skipped = {};  ///< a fixed reason; empty where there is an article
};

using ReadItem = FeedReading (*)(const xmlNode* item, const StatedDates& dates);

/// Every `item` and `entry` is an article, ill-formed ones as far as they can be read.
///
/// What a feed says of all its items stands before them in nearly all feeds. Where it does not, 200 items (or 8 MiB of
/// them) are read ahead and wait for it; in a longer feed the first ones stay without source and language.
class FeedReader : public ArticleReader {
 public:
  /// `format` is the row's name and outlives this.
  FeedReader(const Member& member, std::string_view format, ReadItem read);

  std::optional<Article> next() override;

 private:
  [[nodiscard]] std::optional<Article> next_item();
  [[nodiscard]] std::optional<Article> article_of(const XmlRecord& record);
  void read_ahead();
  void follow_document();

  std::string_view format_;
  ReadItem read_;
  DateOrder order_;
  Reporter& reporter_;
  XmlRecords records_;
  std::optional<FeedChannel> channel_;
  std::uint64_t document_ = 0;  // that the channel is of
  std::deque<Article> waiting_;
  bool at_end_ = false;
  std::exception_ptr failure_;  // met while reading ahead
};

}  // namespace news::formats
