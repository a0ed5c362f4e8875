// Which elements of an item state which field of an article.
#pragma once

#include <array>
#include <string_view>

#include "indexer/formats/feed_names.h"

namespace news::formats {

/// An element's name, whatever its prefix.
struct FieldName {
  Vocabulary vocabulary;
  std::string_view local;

  bool operator==(const FieldName&) const = default;
};

namespace feed_fields {

using enum Vocabulary;

// For each field the names that state it, those that count more first.
inline constexpr auto kTitles = std::to_array<FieldName>(
    {{feed, "title"}, {dublin_core, "title"}, {media, "title"}, {itunes, "title"}, {prism, "title"}});
inline constexpr auto kTexts = std::to_array<FieldName>({{content, "encoded"},
                                                         {feed, "content"},
                                                         {xhtml, "body"},
                                                         {xhtml, "div"},
                                                         {feed, "body"},
                                                         {feed, "fullitem"},
                                                         {other, "fullitem"},
                                                         {feed, "description"},
                                                         {feed, "summary"},
                                                         {feed, "tagline"},
                                                         {dublin_core, "description"},
                                                         {dc_terms, "abstract"}});
inline constexpr auto kLastTexts =
    std::to_array<FieldName>({{media, "description"}, {itunes, "summary"}, {media, "text"}, {itunes, "subtitle"}});
inline constexpr auto kSummaries = std::to_array<FieldName>({{wordpress_excerpt, "encoded"},
                                                             {feed, "description"},
                                                             {feed, "summary"},
                                                             {dublin_core, "description"},
                                                             {dc_terms, "abstract"}});
inline constexpr auto kPublished = std::to_array<FieldName>({{feed, "pubDate"},
                                                             {feed, "published"},
                                                             {feed, "issued"},
                                                             {dublin_core, "date"},
                                                             {dc_terms, "issued"},
                                                             {prism, "publicationDate"},
                                                             {feed, "created"},
                                                             {dc_terms, "created"},
                                                             {feed, "pubdate"}});
inline constexpr auto kUpdated = std::to_array<FieldName>({{feed, "updated"},
                                                           {feed, "modified"},
                                                           {dc_terms, "modified"},
                                                           {prism, "modificationDate"},
                                                           {feed, "lastBuildDate"}});
inline constexpr auto kIds = std::to_array<FieldName>({{feed, "guid"}, {feed, "id"}, {dublin_core, "identifier"}});
inline constexpr auto kTopics = std::to_array<FieldName>(
    {{feed, "category"}, {dublin_core, "subject"}, {media, "category"}, {prism, "keyword"}, {itunes, "category"}});
inline constexpr auto kKeywordLists =
    std::to_array<FieldName>({{media, "keywords"}, {itunes, "keywords"}, {feed, "keywords"}});

}  // namespace feed_fields
}  // namespace news::formats
