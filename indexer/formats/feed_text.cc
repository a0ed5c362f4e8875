// Escaping, text types and inline markup.
#include "indexer/formats/feed_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/article.h"
#include "common/text.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/xml_document.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      default:
        html += c;
    }
  }
}

bool has_child_elements(const xmlNode* node) {
  for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
    if (each->type == XML_ELEMENT_NODE) return true;
  }
  return false;
}

/// Whether markup that was escaped once more stands in a text that has none of its own. A text about `&lt;b&gt;` is not
/// meant: it begins with a tag or closes a paragraph, as pieces of HTML do.
bool is_escaped_markup(std::string_view text, std::string_view decoded) {
  constexpr auto kPieces = std::to_array<std::string_view>({"</p>", "</a>", "<br"});
  if (has_html_tags(text) || !has_html_tags(decoded)) return false;
  if (trim(decoded).starts_with('<')) return true;
  const std::string lower = ascii_lower(decoded);
  return std::any_of(kPieces.begin(), kPieces.end(),
                     [&](std::string_view tag) { return lower.find(tag) != std::string::npos; });
}

/// Numbers of 128 to 159 are controls in XML. Those who write `&#146;` mean the character of windows-1252, as in HTML.
std::string without_c1_controls(std::string text) {
  constexpr char kLead = '\xC2';
  std::string mended;
  std::size_t done = 0;
  for (std::size_t at = text.find(kLead); at != std::string::npos && at + 1 < text.size();
       at = text.find(kLead, at + 1)) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if (second >= 0xA0) continue;
    mended.append(text, done, at - done);
    mended += decode_entities("&#" + std::to_string(second) + ";");
    done = at + 2;
  }
  return done == 0 ? std::move(text) : mended.append(text, done);
}

FeedText html_text(std::string text) {
  std::string decoded = decode_entities(text);
  if (is_escaped_markup(text, decoded)) return {std::move(decoded), Markup::html, true};
  return {std::move(text), Markup::html, false};
}

FeedText html_or_plain(std::string text) {
  if (has_html_tags(text)) return {std::move(text), Markup::html, false};
  std::string decoded = decode_entities(text);
  if (is_escaped_markup(text, decoded)) return {std::move(decoded), Markup::html, true};
  return {std::move(decoded), Markup::plain, false};
}

/// Content of Atom 0.3's multipart/alternative: the child that says most.
FeedText best_alternative(const xmlNode* node) {
  FeedText best;
  for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
    if (local_name(each) != "content" || attribute(each, "type").starts_with("multipart/")) continue;
    FeedText text = atom_text(each);
    if (text.text.size() > best.text.size()) best = std::move(text);
  }
  return best;
}

/// What base64 holds if that is text in UTF-8.
FeedText text_in_base64(const xmlNode* node) {
  std::string text = decode_base64(text_of(node));
  const bool is_text = first_invalid_utf8(text) == std::string_view::npos &&
                       std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < '\t'; });
  return is_text ? html_or_plain(std::move(text)) : FeedText();
}

enum class Dress { plain, html, inline_markup, other };

Dress dress_of(std::string_view type) {
  if (type.empty() || type == "text" || type == "text/plain") return Dress::plain;
  if (type == "html" || type == "text/html") return Dress::html;
  if (type == "xhtml" || type.ends_with("+xml") || type.ends_with("/xml")) return Dress::inline_markup;
  return type.starts_with("text/") ? Dress::plain : Dress::other;
}

}  // namespace

bool FeedText::is_empty() const { return trim(text).empty(); }

std::vector<std::string> FeedText::paragraphs() const {
  if (markup == Markup::html) return html_paragraphs(text);
  std::vector<std::string> paragraphs = split_paragraphs(text);
  for (std::string& paragraph : paragraphs) paragraph = one_line(paragraph);
  return paragraphs;
}

std::string FeedText::line() const { return markup == Markup::html ? html_line(text) : one_line(text); }

FeedText loose_text(const xmlNode* node) {
  if (node == nullptr) return {};
  if (has_child_elements(node)) return {html_inside(node), Markup::html, false};
  return html_or_plain(without_c1_controls(text_of(node)));
}

FeedText atom_text(const xmlNode* node) {
  if (node == nullptr || !attribute(node, "src").empty()) return {};
  std::string type = ascii_lower(attribute(node, "type"));
  type = trim(std::string_view(type).substr(0, type.find(';')));
  if (type == "multipart/alternative") return best_alternative(node);
  const std::string mode = ascii_lower(attribute(node, "mode"));
  const Dress dress = dress_of(type);
  if (mode == "base64") {
    if (dress == Dress::other) return {};
    return html_or_plain(sources::to_utf8(decode_base64(text_of(node))).utf8);
  }
  // RFC 4287 has base64 for what is no text, yet feeds send text so.
  if (type == "application/octet-stream") return text_in_base64(node);
  // A title has no media type; what claims to is text.
  if (dress == Dress::other) return local_name(node) == "content" ? FeedText() : html_or_plain(text_of(node));
  // Elements inside are markup, whatever the type says.
  if (has_child_elements(node)) return {html_inside(node), Markup::html, false};
  if (dress == Dress::plain) return {without_c1_controls(text_of(node)), Markup::plain, false};
  return html_text(without_c1_controls(text_of(node)));
}

std::string html_inside(const xmlNode* node) {
  std::string html;
  const xmlNode* at = node->children;
  while (at != nullptr) {
    if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
      append_escaped(html, reinterpret_cast<const char*>(at->content));
    }
    if (at->type == XML_ENTITY_REF_NODE) append_escaped(html, referenced_text(at));
    if (at->type == XML_ELEMENT_NODE) {
      const std::string_view name = local_name(at);
      html.append("<").append(name).append(at->children == nullptr ? "/>" : ">");
      if (at->children != nullptr) {
        at = at->children;
        continue;
      }
    }
    while (at != node && at->next == nullptr) {
      at = at->parent;
      if (at != node) html.append("</").append(local_name(at)).append(">");
    }
    if (at == node) break;
    at = at->next;
  }
  return html;
}

std::string decode_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = static_cast<std::uint32_t>(c - 'a') + 26;
    } else if (c >= '0' && c <= '9') {
      value = static_cast<std::uint32_t>(c - '0') + 52;
    } else if (c == '+') {
      value = 62;
    } else if (c == '/') {
      value = 63;
    } else if (c == '=') {
      break;
    } else if (std::string_view(" \t\r\n").find(c) != std::string_view::npos) {
      continue;
    } else {
      return {};
    }
    bits = (bits << 6U | value) & 0xFFFFFFU;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
    }
  }
  return bytes;
}

}  // namespace news::formats
