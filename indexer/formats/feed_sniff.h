// Tells feeds apart by the first tag of a file.
#pragma once

#include <string>
#include <string_view>

namespace news::formats {

/// The families of feeds.
enum class FeedKind { none, rss, atom, wordpress };

/// What a file that begins so is.
struct FeedGuess {
  FeedKind kind = FeedKind::none;
  bool certain = false;  ///< a root element that is nothing else, or a namespace
};

/// Looks at the root element (behind a byte order mark, blanks, comments, instructions and a document type) and its
/// namespaces: `rss`, `rdf:RDF` with an RSS 0.90 or 1.0 namespace, `Channel` of RSS 1.1, `feed` and `entry` of Atom;
/// without a namespace, `RDF`, `feed` and `channel` only where parts of a feed follow.
[[nodiscard]] FeedGuess guess_feed(std::string_view head);

}  // namespace news::formats
