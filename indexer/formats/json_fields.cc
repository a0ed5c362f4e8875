// The table of JSON keys, and how their values enter an article.
#include "indexer/formats/json_fields.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/json_values.h"

namespace news::formats {
namespace {

// Sources of the names: our own schema, schema.org's NewsArticle, RSS and Atom, news-please, the query interfaces of
// newspapers, WordPress, Elasticsearch, and the collections of TREC and BEIR.
constexpr std::array kFields = {
    FieldKeys{Field::id, "id", "id uuid guid docid docno idstr articleid documentid uri"},
    FieldKeys{Field::title, "title headline", "title headline hed head headlinetext webtitle"},
    FieldKeys{
        Field::deck, "deck",
        "deck dek subtitle subheadline subhead standfirst alternativeheadline summary description abstract excerpt"},
    FieldKeys{Field::byline, "byline author", "byline bylines author authors by creator writer"},
    FieldKeys{Field::dateline, "dateline place", "dateline located"},
    FieldKeys{Field::agency, "agency", "agency wire newsagency wireservice"},
    FieldKeys{Field::source, "source publication",
              "source publication publisher sourcename newspaper outlet sitename site provider sourcedomain domain"},
    FieldKeys{Field::section, "section", "section sectionname articlesection desk newsdesk rubric category kicker"},
    FieldKeys{Field::topics, "topics topic", "topics tags keywords keyword subjects subject categories"},
    FieldKeys{Field::language, "language lang", "language lang inlanguage locale"},
    FieldKeys{Field::url, "url", "url link articleurl canonicalurl weburl permalink externalurl mainentityofpage href"},
    FieldKeys{Field::published, "published date",
              "published date publishedat publisheddate datepublished datepublish publishdate publicationdate pubdate "
              "publishedtime firstpublished webpublicationdate firstcreated datecreated created createdat issued "
              "timestamp time versioncreated"},
    FieldKeys{Field::updated, "updated",
              "updated updatedat updateddate lastupdated modified modifiedat datemodified datemodify lastmodified"},
    FieldKeys{Field::edition, "edition", "edition"},
    FieldKeys{Field::page, "page", "page pagenumber printpage printpagenumber"},
    FieldKeys{Field::body, "body text",
              "body maintext bodyxhtml bodyhtml contenthtml articlebody articletext bodytext fulltext text content "
              "contents contenttext textcontent html passage segment story paragraphs"},
};

/// Calls `visit` with each word of a list until it returns true.
template <typename Visit>
bool any_word(std::string_view words, const Visit& visit) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (visit(words.substr(0, end))) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

bool lists(std::string_view words, std::string_view word) {
  return any_word(words, [&](std::string_view each) { return each == word; });
}

/// The member of a field that is one line of text, nullptr for the others.
std::string Article::*line_member(Field field) {
  switch (field) {
    case Field::id:
      return &Article::id;
    case Field::title:
      return &Article::title;
    case Field::deck:
      return &Article::deck;
    case Field::dateline:
      return &Article::dateline;
    case Field::agency:
      return &Article::agency;
    case Field::source:
      return &Article::source;
    case Field::section:
      return &Article::section;
    case Field::language:
      return &Article::language;
    case Field::url:
      return &Article::url;
    case Field::edition:
      return &Article::edition;
    case Field::page:
      return &Article::page;
    default:
      return nullptr;
  }
}

bool is_set(const Article& article, Field field) {
  switch (field) {
    case Field::byline:
      return !article.bylines.empty();
    case Field::topics:
      return !article.topics.empty();
    case Field::published:
      return article.published.has_value();
    case Field::updated:
      return article.updated.has_value();
    case Field::body:
      return !article.paragraphs.empty();
    default: {
      const auto member = line_member(field);
      return member != nullptr && !(article.*member).empty();
    }
  }
}

/// "By", as other languages' bylines begin.
std::string_view without_preposition(std::string_view text) {
  constexpr auto kPrepositions = std::to_array<std::string_view>({"Von ", "Par ", "Por ", "Door ", "Av ", "Af "});
  for (const std::string_view preposition : kPrepositions) {
    if (text.starts_with(preposition)) return trim(text.substr(preposition.size()));
  }
  return text;
}

bool set_bylines(JsonDraft& draft, const Json& value) {
  for (const std::string& line : list_of(value, Strings::whole)) {
    Byline byline = split_byline(without_preposition(line));
    std::move(byline.names.begin(), byline.names.end(), std::back_inserter(draft.article.bylines));
    if (draft.article.agency.empty()) draft.article.agency = std::move(byline.agency);
  }
  return is_set(draft.article, Field::byline);
}

bool set_time(JsonDraft& draft, Field field, const Json& value) {
  std::optional<StatedTime>& target = field == Field::published ? draft.article.published : draft.article.updated;
  const std::optional<DateReading> reading = time_of(value, draft.order);
  if (!reading) {
    const std::string text = line_of(value);
    if (!text.empty()) draft.notes.push_back({"date not understood", text});
    return false;
  }
  target = reading->time;
  if (reading->ambiguous) {
    draft.notes.push_back({"day/month order assumed", line_of(value) + " read as " + to_iso(reading->time)});
  }
  return true;
}

LineEnds line_ends_under(std::string_view key) {
  if (key == "body") return LineEnds::inside_paragraphs;  // our own key: only a blank line separates paragraphs
  if (key == "maintext") return LineEnds::between_paragraphs;
  return LineEnds::by_their_length;
}

/// The keys of an object, the outermost ones of its text, up to where the text ends; with each value's first byte.
struct SeenKey {
  std::string key;  // folded
  char value = '\0';
};

std::vector<SeenKey> outermost_keys(std::string_view object) {
  constexpr std::size_t kEnough = 200;
  std::vector<SeenKey> keys;
  std::size_t depth = 0;
  std::string_view string;
  for (std::size_t at = 0; at < object.size() && keys.size() < kEnough; ++at) {
    const char byte = object[at];
    if (byte == '"') {
      std::size_t end = at + 1;
      while (end < object.size() && object[end] != '"') end += object[end] == '\\' ? std::size_t{2} : 1;
      if (end >= object.size()) break;
      string = object.substr(at + 1, end - at - 1);
      at = end;
    } else if (byte == '{' || byte == '[') {
      ++depth;
    } else if (byte == '}' || byte == ']') {
      if (depth-- <= 1) break;
    } else if (byte == ':' && depth == 1) {
      const std::size_t value = object.find_first_not_of(" \t\r\n", at + 1);
      keys.push_back({folded_key(string), value == std::string_view::npos ? '"' : object[value]});
    }
  }
  return keys;
}

std::string_view keys_of(Field field) {
  return std::find_if(kFields.begin(), kFields.end(), [&](const FieldKeys& row) { return row.field == field; })->keys;
}

}  // namespace

std::span<const FieldKeys> field_keys() { return kFields; }

std::optional<Field> field_named(std::string_view name) {
  for (const FieldKeys& row : kFields) {
    if (lists(row.names, name)) return row.field;
  }
  return std::nullopt;
}

bool set_field(JsonDraft& draft, Field field, std::string_view key, const Json& value) {
  if (value.is_null()) return false;
  Article& article = draft.article;
  switch (field) {
    case Field::byline:
      return set_bylines(draft, value);
    case Field::topics:
      article.topics = list_of(value, Strings::separated);
      return !article.topics.empty();
    case Field::published:
    case Field::updated:
      return set_time(draft, field, value);
    case Field::body:
      article.paragraphs = paragraphs_of(value, line_ends_under(key));
      return !article.paragraphs.empty();
    default:
      article.*line_member(field) = line_of(value);
      return is_set(article, field);
  }
}

void clear_field(Article& article, Field field) {
  switch (field) {
    case Field::byline:
      return article.bylines.clear();
    case Field::topics:
      return article.topics.clear();
    case Field::published:
      return article.published.reset();
    case Field::updated:
      return article.updated.reset();
    case Field::body:
      return article.paragraphs.clear();
    default:
      return (article.*line_member(field)).clear();
  }
}

void set_known_fields(JsonDraft& draft, const Json& record) {
  std::map<std::string, const Json*> members;
  for (const auto& [key, value] : record.items()) members.try_emplace(folded_key(key), &value);
  for (const FieldKeys& row : kFields) {
    if (is_set(draft.article, row.field)) continue;
    any_word(row.keys, [&](std::string_view key) {
      const auto found = members.find(std::string(key));
      return found != members.end() && set_field(draft, row.field, key, *found->second);
    });
  }
}

Confidence article_confidence(std::string_view object) {
  bool title = false;
  bool body = false;
  bool date = false;
  bool beside = false;  // what a headline has beside it: an address, a summary
  bool ninjs = false;
  for (const auto& [key, value] : outermost_keys(object)) {
    if (key == "properties" && value == '{') return Confidence::no;  // a JSON Schema: its title is no headline
    const bool text = value == '"';
    const bool list = value == '[';
    title = title || ((text || value == '{') && lists(keys_of(Field::title), key)) || (list && key == "headlines");
    body = body || ((text || list) && (lists(keys_of(Field::body), key) || (list && key == "bodies")));
    date = date || ((text || (value >= '0' && value <= '9')) && lists(keys_of(Field::published), key));
    beside = beside || (text && (lists(keys_of(Field::url), key) || lists(keys_of(Field::deck), key)));
    ninjs = ninjs || (key == "versioncreated" && text) || key == "pubstatus";
  }
  if (body && (title || date)) return Confidence::certain;
  if (body || ninjs) return Confidence::likely;
  if (title && (date || beside)) return Confidence::possible;
  return Confidence::no;
}

}  // namespace news::formats
