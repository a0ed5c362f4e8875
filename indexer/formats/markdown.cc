// Turns a Markdown document into an article.
#include "indexer/formats/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/front_matter.h"
#include "indexer/formats/input.h"
#include "indexer/formats/markdown_blocks.h"
#include "indexer/formats/markdown_inline.h"
#include "indexer/formats/stated_dates.h"
#include "indexer/formats/story_opening.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

constexpr std::size_t kTrailerWords = 3;  // beside the links of a trailer's line: "Pickup - [site](...)"

using Kind = MarkdownBlock::Kind;

/// A block as plain text, with what is needed to tell a trailer.
struct Block {
  Kind kind;
  PlainText plain;
};

std::size_t word_count(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      static_cast<unsigned char>(c) >= 0x80;
    if (part && !inside) ++words;
    inside = part;
  }
  return words;
}

/// Nothing but links and images, each with a few words at most.
bool is_link_block(const Block& block) {
  if (block.kind == Kind::code || block.plain.links.empty()) return false;
  const auto lines =
      static_cast<std::size_t>(std::count(block.plain.besides_links.begin(), block.plain.besides_links.end(), '\n')) +
      1;
  return word_count(block.plain.besides_links) <= kTrailerWords * std::min(lines, block.plain.links.size());
}

/// Where the trailer begins that the document ends with: at the first of its last rules behind which there are only
/// links. blocks.size() where there is none.
std::size_t trailer_begin(const std::vector<Block>& blocks) {
  std::size_t begin = blocks.size();
  for (std::size_t i = blocks.size(); i-- > 0;) {
    if (blocks[i].kind == Kind::rule) {
      begin = i;
    } else if (!is_link_block(blocks[i])) {
      break;
    }
  }
  return begin;
}

bool is_web_address(std::string_view target) { return target.starts_with("https://") || target.starts_with("http://"); }

/// The address that a trailer calls the original.
std::string original_in(const std::vector<Block>& blocks, std::size_t begin) {
  for (std::size_t i = begin; i < blocks.size(); ++i) {
    for (const MarkdownLink& link : blocks[i].plain.links) {
      const std::string text = ascii_lower(link.text);
      const bool original = text.find("original") != std::string::npos || text.find("source") != std::string::npos ||
                            text.find("permalink") != std::string::npos;
      if (original && !link.image && is_web_address(link.target)) return link.target;
    }
  }
  return {};
}

void set_once(std::string& field, const std::vector<std::string>& values) {
  if (field.empty() && !values.empty()) field = values.front();
}

/// Keys as static site generators write them.
void apply(const FrontMatterEntry& entry, const StatedDates& dates, Article& article) {
  const auto is = [&](auto... names) { return ((entry.key == names) || ...); };
  const std::vector<std::string>& values = entry.values;
  if (values.empty()) return;
  if (is("title", "headline")) return set_once(article.title, values);
  if (is("subtitle", "description", "summary", "deck", "excerpt")) return set_once(article.deck, values);
  if (is("id", "guid")) return set_once(article.id, values);
  if (is("source", "publication", "publisher")) return set_once(article.source, values);
  if (is("url", "link", "canonical", "canonical_url", "permalink", "source_url")) return set_once(article.url, values);
  if (is("lang", "language", "locale")) return set_once(article.language, values);
  if (is("section", "category")) return set_once(article.section, values);
  if (is("dateline", "place", "location")) return set_once(article.dateline, values);
  if (is("agency")) return set_once(article.agency, values);
  if (is("date", "published", "pubdate", "publishdate", "date_published", "published_at")) {
    if (!article.published) article.published = dates.read_value(values.front());
  } else if (is("updated", "lastmod", "modified", "last_modified_at", "date_updated", "updated_at")) {
    if (!article.updated) article.updated = dates.read_value(values.front());
  } else if (is("author", "authors", "byline", "by")) {
    for (const std::string& value : values) {
      Byline byline = split_byline(value);
      std::move(byline.names.begin(), byline.names.end(), std::back_inserter(article.bylines));
      if (article.agency.empty()) article.agency = byline.agency;
    }
  } else if (is("tags", "tag", "keywords", "topics", "categories")) {
    for (const std::string& value : values) {
      std::string_view rest = value;
      // "tags: a, b" without brackets
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        if (!trim(rest.substr(0, end)).empty()) article.topics.emplace_back(trim(rest.substr(0, end)));
        rest.remove_prefix(std::min(rest.size(), end + 1));
      }
    }
  }
}

std::string_view single_line(std::string_view text) { return trim(text); }

/// Reads the document's one article.
Article article_of(std::string_view document, const StatedDates& dates) {
  Article article;
  const FrontMatter front = read_front_matter(document);
  for (const FrontMatterEntry& entry : front.entries) apply(entry, dates, article);

  std::vector<Block> blocks;
  for (MarkdownBlock& block : markdown_blocks(document.substr(front.length))) {
    const bool code = block.kind == Kind::code;
    blocks.push_back({block.kind, code ? PlainText{block.text, block.text, {}} : plain_text(block.text)});
  }
  const std::size_t end = trailer_begin(blocks);
  if (article.url.empty()) article.url = original_in(blocks, end);

  for (std::size_t i = 0; i < end; ++i) {
    const std::string_view text = single_line(blocks[i].plain.text);
    if (i == 0 && blocks[i].kind == Kind::heading && (article.title.empty() || trim(article.title) == text)) {
      article.title = one_line(text);
    } else if (!text.empty() && !is_furniture(text)) {
      article.paragraphs.emplace_back(text);
    }
  }
  read_opening(article, dates, Opening::edited);
  return article;
}

class MarkdownReader : public ArticleReader {
 public:
  explicit MarkdownReader(const Member& member) : member_(member) {}

  std::optional<Article> next() override {
    if (std::exchange(done_, true)) return std::nullopt;
    RecordPlace place{1, 0, 0};
    const auto raw = read_all(member_.bytes, member_.options.max_record_bytes);
    if (!raw) {
      member_.reporter.refused(place, fmt::format("document is larger than {} bytes", member_.options.max_record_bytes),
                               {});
      return std::nullopt;
    }
    place.length = raw->size();
    const sources::DecodedText text = sources::to_utf8(*raw);
    if (trim(text.utf8).empty()) {
      member_.reporter.skipped({}, "empty");
      return std::nullopt;
    }
    if (text.first_invalid) {
      member_.reporter.noted(
          place, "invalid bytes replaced",
          fmt::format("{} in {}, the first at byte {}", text.invalid, text.charset, *text.first_invalid));
    }
    const DateOrder asked = member_.options.date_order;
    const DateOrder order = asked != DateOrder::automatic ? asked : order_shown_in(text.utf8);
    Article article = article_of(text.utf8, StatedDates(order, member_.reporter, place));
    if (article.title.empty() && article.paragraphs.empty()) {
      member_.reporter.refused(place, "no headline and no text", *raw);
      return std::nullopt;
    }
    article.format = kMarkdownFormat.name;
    article.provenances.push_back(record_at(0, *raw));
    return article;
  }

 private:
  Member member_;
  bool done_ = false;
};

Confidence sniff(const Sample& sample) {
  if (sample.head.find('\0') != std::string_view::npos) return Confidence::no;
  const std::string name = ascii_lower(sample.name);
  for (const std::string_view extension : {".md", ".markdown", ".mdown", ".mkd"}) {
    if (name.ends_with(extension)) return Confidence::certain;
  }
  std::string_view head = sample.head;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  if (read_front_matter(head).length > 0) return Confidence::likely;
  // "# Title" and a blank line; programs and settings have further comments there.
  const std::size_t end = head.find('\n');
  if (!head.starts_with("# ") || end == std::string_view::npos) return Confidence::no;
  const std::string_view below = head.substr(end + 1);
  return trim(below.substr(0, below.find('\n'))).empty() ? Confidence::likely : Confidence::no;
}

}  // namespace

const Format kMarkdownFormat = {
    "markdown",
    "Markdown (CommonMark 0.30) with YAML front matter; one article a file",
    "md markdown",
    "the extension, else a front matter or a first line '# Title'",
    sniff,
    [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<MarkdownReader>(member); },
};

}  // namespace news::formats
