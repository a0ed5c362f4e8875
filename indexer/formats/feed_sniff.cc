// Finds the root element without parsing, since the head of a file is cut off somewhere.
#include "indexer/formats/feed_sniff.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/feed_names.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

/// What stands from behind `end` on; nothing where that does not occur.
std::string_view behind(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  return at == std::string_view::npos ? std::string_view() : text.substr(at + end.size());
}

/// What stands behind a document type, whose internal subset may hold a '>'.
std::string_view behind_doctype(std::string_view text) {
  char quote = '\0';
  bool in_subset = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char byte = text[at];
    if (quote != '\0') {
      if (byte == quote) quote = '\0';
    } else if (byte == '"' || byte == '\'') {
      quote = byte;
    } else if (byte == '[' || byte == ']') {
      in_subset = byte == '[';
    } else if (byte == '>' && !in_subset) {
      return text.substr(at + 1);
    }
  }
  return {};
}

/// The text from the root element's tag on; empty where there is none.
std::string_view from_root(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (true) {
    text = trim(text);
    if (text.starts_with("<!--")) {
      text = behind(text, "-->");
    } else if (text.starts_with("<?")) {
      text = behind(text, "?>");
    } else if (text.starts_with("<!DOCTYPE")) {
      text = behind_doctype(text);
    } else {
      return text.starts_with('<') ? text : std::string_view();
    }
  }
}

/// Whether a tag of that name begins somewhere, with or without a prefix.
bool has_tag(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (at == 0 || end >= text.size() || std::string_view("> \t\r\n/").find(text[end]) == std::string_view::npos) {
      continue;
    }
    if (text[at - 1] == '<') return true;
    if (text[at - 1] != ':') continue;
    const std::size_t open = text.find_last_of("< \t\r\n>\"'/=", at);
    if (open != std::string_view::npos && text[open] == '<') return true;
  }
  return false;
}

/// The value of every xmlns in a tag is looked at: prefixes are free.
template <typename Test>
bool declares(std::string_view tag, Test is_wanted) {
  for (std::size_t at = tag.find("xmlns"); at != std::string_view::npos; at = tag.find("xmlns", at + 1)) {
    const std::size_t open = tag.find_first_of("\"'", at);
    if (open == std::string_view::npos) return false;
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close == std::string_view::npos) return false;
    if (is_wanted(trim(tag.substr(open + 1, close - open - 1)))) return true;
  }
  return false;
}

FeedGuess guess_by_root(std::string_view name, std::string_view tag, std::string_view text) {
  if (name == "rss") {
    const bool wordpress = text.find("://wordpress.org/export/") != std::string_view::npos ||
                           text.find("<wp:wxr_version") != std::string_view::npos;
    return {wordpress ? FeedKind::wordpress : FeedKind::rss, true};
  }
  if (name == "RDF" || name == "rdf") {
    // In RDF a namespace may also be declared where it is first used.
    const bool rss = declares(tag, is_rss_namespace) || declares(text, is_rss_namespace);
    if (rss) return {FeedKind::rss, true};
    return {has_tag(text, "channel") && has_tag(text, "item") ? FeedKind::rss : FeedKind::none, false};
  }
  if (name == "Channel") return {declares(tag, is_rss_namespace) ? FeedKind::rss : FeedKind::none, true};
  if (name == "channel" || name == "item") {
    const bool known = has_tag(text, "title") && (has_tag(text, "item") || has_tag(text, "link"));
    return {known ? FeedKind::rss : FeedKind::none, false};
  }
  if (name == "feed" || name == "entry") {
    if (declares(tag, is_atom_namespace)) return {FeedKind::atom, true};
    // A default namespace that is not Atom's makes it something else.
    const bool foreign = tag.find("xmlns=") != std::string_view::npos;
    const bool known = name == "feed" && has_tag(text, "entry") && (has_tag(text, "title") || has_tag(text, "id"));
    return {known && !foreign ? FeedKind::atom : FeedKind::none, false};
  }
  return {};
}

}  // namespace

FeedGuess guess_feed(std::string_view head) {
  std::string decoded;
  if (sources::wide_charset(head)) {
    decoded = sources::to_utf8(head).utf8;
    head = decoded;
  }
  const std::string_view text = from_root(head);
  if (text.empty()) return {};
  const std::string_view tag = text.substr(0, std::min(text.find('>'), text.size()));
  std::string_view name = tag.substr(1, std::min(tag.find_first_of(" \t\r\n/>", 1), tag.size()) - 1);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return guess_by_root(name, tag, text);
}

}  // namespace news::formats
