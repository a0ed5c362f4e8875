#include "searcher/render/columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/dates.h"
#include "common/error.h"
#include "common/text.h"

namespace news::render {
namespace {

using match::Hit;
using match::HitParts;
using Holds = Column::Holds;

constexpr HitParts kRecord = {.snippets = false, .article = false};
constexpr HitParts kWords = {.snippets = false, .article = false, .words = true};
constexpr HitParts kCopies = {.snippets = false, .article = false, .copies = true};
constexpr HitParts kArticle = {.snippets = false, .article = true};
constexpr HitParts kBody = {.snippets = false, .article = true, .body = true};
constexpr HitParts kSnippets = {.snippets = true, .article = false};

std::string list(const std::vector<std::string>& entries) { return fmt::format("{}", fmt::join(entries, "; ")); }

/// A member of the article as a cell.
template <auto Member>
std::string of_article(const Hit& hit) {
  return hit.article ? (*hit.article).*Member : std::string();
}

template <auto Member>
std::string list_of_article(const Hit& hit) {
  return hit.article ? list((*hit.article).*Member) : std::string();
}

/// Where the article stands: the first place, where several files state it.
const Provenance* place_of(const Hit& hit) {
  return hit.article && !hit.article->provenances.empty() ? &hit.article->provenances.front() : nullptr;
}

template <auto Member>
std::string of_place(const Hit& hit) {
  const Provenance* place = place_of(hit);
  return place == nullptr ? std::string() : fmt::format("{}", place->*Member);
}

/// The pieces of text on one line, since a spreadsheet shows the first line of a cell only.
std::string snippets_of(const Hit& hit) {
  std::string text;
  for (const match::Snippet& snippet : hit.snippets) {
    if (snippet.field == match::TextField::title) continue;  // the title is a column of its own
    text += (text.empty() ? "" : " … ") + one_line(snippet.text);
  }
  return text;
}

std::string updated_of(const Hit& hit) {
  return hit.article && hit.article->updated ? to_iso(*hit.article->updated) : std::string();
}

std::string version_of(const Hit& hit) {
  return hit.article && hit.article->version != 0 ? std::to_string(hit.article->version) : std::string();
}

/// An unnamed publication has no entry.
std::string copy_sources_of(const Hit& hit) {
  std::vector<std::string> sources;
  if (!hit.copies) return {};
  for (const match::Facet& source : hit.copies->sources) {
    if (!source.value.empty()) sources.push_back(source.value);
  }
  return list(sources);
}

std::vector<const Column*> named(std::initializer_list<std::string_view> names) {
  std::vector<const Column*> chosen;
  for (const Column& column : columns()) {
    if (std::find(names.begin(), names.end(), column.name) != names.end()) chosen.push_back(&column);
  }
  return chosen;
}

}  // namespace

const std::vector<Column>& columns() {
  // clang-format off
  static const std::vector<Column> kColumns = {
      {"rank", "from 1 over the whole result", kRecord, Holds::number,
       [](const Hit& hit) { return std::to_string(hit.rank); }},
      {"score", "relevance", kRecord, Holds::number, [](const Hit& hit) { return fmt::format("{}", hit.score); }},
      {"id", "the article's own id, else a derived one", kRecord, Holds::text,
       [](const Hit& hit) { return hit.record.id; }},
      {"title", "headline", kRecord, Holds::text, [](const Hit& hit) { return hit.record.title; }},
      {"published", "date as precise as stated", kRecord, Holds::number,
       [](const Hit& hit) { return hit.record.published; }},
      {"source", "publication", kRecord, Holds::text, [](const Hit& hit) { return hit.record.source; }},
      {"snippet", "pieces that show why the article matched, ' … ' between them", kSnippets, Holds::text,
       snippets_of},
      {"words", "number of the body's words", kWords, Holds::number,
       [](const Hit& hit) { return hit.words ? std::to_string(*hit.words) : std::string(); }},
      {"deck", "subheadline", kArticle, Holds::text, of_article<&Article::deck>},
      {"byline", "authors, '; ' between them", kArticle, Holds::text, list_of_article<&Article::bylines>},
      {"dateline", "place", kArticle, Holds::text, of_article<&Article::dateline>},
      {"agency", "agency or wire", kArticle, Holds::text, of_article<&Article::agency>},
      {"section", "desk or rubric", kArticle, Holds::text, of_article<&Article::section>},
      {"topics", "subjects, '; ' between them", kArticle, Holds::text, list_of_article<&Article::topics>},
      {"language", "ISO 639 code", kArticle, Holds::text, of_article<&Article::language>},
      {"url", "address", kArticle, Holds::text, of_article<&Article::url>},
      {"updated", "date of the last change", kArticle, Holds::number, updated_of},
      {"version", "number that the source gives to this state", kArticle, Holds::number, version_of},
      {"edition", "edition of a printed paper", kArticle, Holds::text, of_article<&Article::edition>},
      {"page", "page of a printed paper", kArticle, Holds::text, of_article<&Article::page>},
      {"body", "the whole text, a blank line between paragraphs", kBody, Holds::text,
       [](const Hit& hit) { return hit.article ? body_of(*hit.article) : std::string(); }},
      {"format", "the reader that read it", kArticle, Holds::text, of_article<&Article::format>},
      {"path", "file that the article stands in", kArticle, Holds::text, of_place<&Provenance::path>},
      {"member", "path inside a container", kArticle, Holds::text, of_place<&Provenance::member>},
      {"offset", "first byte of the record in the decompressed member", kArticle, Holds::number,
       of_place<&Provenance::offset>},
      {"length", "bytes of the record", kArticle, Holds::number, of_place<&Provenance::length>},
      {"copies", "with --group-duplicates: how many copies", kRecord, Holds::number,
       [](const Hit& hit) { return hit.copies ? std::to_string(hit.copies->count) : std::string(); }, Hits::stories},
      {"copy_sources", "publications of the copies, '; ' between them, the commonest first", kCopies, Holds::text,
       copy_sources_of, Hits::stories},
  };
  // clang-format on
  return kColumns;
}

std::vector<const Column*> default_columns(Hits hits) {
  std::vector<const Column*> chosen = named({"rank", "score", "id", "title", "published", "source"});
  if (hits == Hits::articles) return chosen;
  for (const Column& column : columns()) {
    if (column.of == Hits::stories) chosen.push_back(&column);
  }
  return chosen;
}

std::vector<const Column*> read_columns(std::string_view text) {
  std::vector<const Column*> chosen;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view name = trim(text.substr(begin, end - begin));
    begin = end + 1;
    const auto column =
        std::find_if(columns().begin(), columns().end(), [&](const Column& each) { return each.name == name; });
    if (column == columns().end()) {
      std::string known;
      for (const Column& each : columns()) known += " " + std::string(each.name);
      throw Error(Code::usage, fmt::format("there is no column '{}'", name),
                  "names stand between commas; columns are" + known);
    }
    if (std::find(chosen.begin(), chosen.end(), &*column) != chosen.end()) {
      throw Error(Code::usage, fmt::format("the column '{}' is named twice", name));
    }
    chosen.push_back(&*column);
  }
  return chosen;
}

match::HitParts parts_of(const std::vector<const Column*>& columns) {
  HitParts parts = kRecord;
  for (const Column* column : columns) {
    parts.snippets = parts.snippets || column->needs.snippets;
    parts.article = parts.article || column->needs.article;
    parts.body = parts.body || column->needs.body;
    parts.words = parts.words || column->needs.words;
    parts.copies = parts.copies || column->needs.copies;
  }
  return parts;
}

}  // namespace news::render
