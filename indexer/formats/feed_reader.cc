// Items one by one, and the few that wait for their channel.
#include "indexer/formats/feed_reader.h"

#include <utility>

#include "common/error.h"
#include "common/text.h"
#include "indexer/formats/feed_item.h"
#include "indexer/formats/feed_names.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"

namespace news::formats {
namespace {

// How many items, and bytes of them, may wait for a channel that stands behind them.
constexpr std::size_t kMostWaiting = 200;
constexpr std::uint64_t kMostWaitingBytes = std::uint64_t{8} << 20;

}  // namespace

FeedReader::FeedReader(const Member& member, std::string_view format, ReadItem read)
    : format_(format),
      read_(read),
      order_(member.options.date_order),
      reporter_(member.reporter),
      records_(member, {"item", "entry"}, Recovery::as_far_as_possible) {}

std::optional<Article> FeedReader::next() {
  if (!channel_) read_ahead();
  std::optional<Article> article;
  if (!waiting_.empty()) {
    article = std::move(waiting_.front());
    waiting_.pop_front();
  } else {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    article = next_item();
    if (article) follow_document();
  }
  if (!article) return std::nullopt;
  inherit(*article, *channel_);
  fill_from_opening(*article, order_);
  return article;
}

/// Reads the channel, and items as long as it is not known.
void FeedReader::read_ahead() {
  std::uint64_t bytes = 0;
  try {
    while (waiting_.size() < kMostWaiting && bytes < kMostWaitingBytes) {
      std::optional<Article> article = next_item();
      if (!article) break;
      bytes += article->provenances.front().length;
      waiting_.push_back(std::move(*article));
      if (waiting_.size() > 1) continue;
      // Parsed only here and behind the loop: it grows with every blank between items.
      FeedChannel channel = read_channel(records_.outside().get());
      if (channel.title.empty()) continue;
      channel_ = std::move(channel);
      document_ = records_.document();
      return;
    }
  } catch (const Error&) {
    failure_ = std::current_exception();  // its turn comes after the items before it
  }
  channel_ = read_channel(records_.outside().get());
  document_ = records_.document();
}

/// Feeds that were written on end into one file have a channel each.
void FeedReader::follow_document() {
  if (records_.document() == document_) return;
  document_ = records_.document();
  FeedChannel channel = read_channel(records_.outside().get());
  // Without a title it is more likely the rest of a feed that was closed too early.
  if (!channel.title.empty()) channel_ = std::move(channel);
}

std::optional<Article> FeedReader::next_item() {
  if (at_end_) return std::nullopt;
  while (const std::optional<XmlRecord> record = records_.next()) {
    if (std::optional<Article> article = article_of(*record)) return article;
  }
  at_end_ = true;
  if (records_.count() == 0) reporter_.skipped({}, "feed without items");
  return std::nullopt;
}

std::optional<Article> FeedReader::article_of(const XmlRecord& record) {
  if (!is_feed_element(record.element)) {
    reporter_.skipped(record.place, "not an article");
    return std::nullopt;
  }
  FeedReading reading = read_(record.element, StatedDates(order_, reporter_, record.place));
  if (!reading.skipped.empty()) {
    reporter_.skipped(record.place, reading.skipped);
    return std::nullopt;
  }
  Article& article = reading.article;
  if (trim(article.title).empty() && article.paragraphs.empty()) {
    records_.refuse(record, "no title and no text");
    return std::nullopt;
  }
  article.format = format_;
  article.provenances = {record_at(record.place.offset, record.raw)};
  return std::move(article);
}

}  // namespace news::formats
