#include "indexer/formats/json_ld.h"

#include <algorithm>
#include <array>
#include <deque>

#include "common/text.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/json_parse.h"
#include "indexer/formats/json_values.h"

namespace news::formats {
namespace {

constexpr std::size_t kMostObjects = 2000;  // looked at for an article

/// Types of schema.org below CreativeWork whose text is an article's.
bool is_article_type(const std::string& type) {
  static constexpr auto kOthers = std::to_array<std::string_view>({"LiveBlogPosting", "BlogPosting", "Report"});
  const std::size_t slash = type.rfind('/');
  const std::string_view name = std::string_view(type).substr(slash == std::string::npos ? 0 : slash + 1);
  return name.ends_with("Article") || std::find(kOthers.begin(), kOthers.end(), name) != kOthers.end();
}

bool is_article(const Json& object) {
  const Json* type = member(object, "type");
  if (type == nullptr) return false;
  if (type->is_string()) return is_article_type(type->get<std::string>());
  if (!type->is_array()) return false;
  return std::any_of(type->begin(), type->end(),
                     [](const Json& each) { return each.is_string() && is_article_type(each.get<std::string>()); });
}

/// The first article in the order of breadth.
const Json* find_article(const Json& root) {
  std::deque<const Json*> open = {&root};
  for (std::size_t looked_at = 0; !open.empty() && looked_at < kMostObjects; ++looked_at) {
    const Json& value = *open.front();
    open.pop_front();
    if (value.is_object() && is_article(value)) return &value;
    if (value.is_structured()) {
      for (const Json& inner : value) {
        if (inner.is_structured()) open.push_back(&inner);
      }
    }
  }
  return nullptr;
}

/// Removes what makes JSON of a page's template invalid: comment marks around it, commas before a closing bracket.
std::string mended(std::string_view script) {
  std::string text;
  text.reserve(script.size());
  bool in_string = false;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const char c = script[i];
    if (in_string) {
      if (c == '\\' && i + 1 < script.size()) text += script[i++];
      in_string = c != '"';
      text += c == '\\' ? script[i] : c;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == ',') {
      const std::size_t next = script.find_first_not_of(" \t\r\n", i + 1);
      if (next != std::string_view::npos && (script[next] == '}' || script[next] == ']')) continue;
    }
    text += c;
  }
  return text;
}

std::optional<Json> parse(std::string_view script) {
  const std::size_t begin = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return std::nullopt;
  const std::string_view json = script.substr(begin, end - begin + 1);
  if (ParsedJson parsed = parse_json(json); parsed.value) return std::move(parsed.value);
  if (ParsedJson parsed = parse_json(mended(json)); parsed.value) return std::move(parsed.value);
  return parse_json(mended(decode_entities(json))).value;
}

std::string line_at(const Json& object, std::string_view key) {
  const Json* value = member(object, key);
  return value != nullptr ? line_of(*value) : std::string();
}

/// Persons as text, objects, or lists of either.
std::vector<std::string> names_of(const Json* value) {
  std::vector<std::string> names;
  if (value == nullptr) return names;
  const auto take = [&](const Json& each) {
    if (std::string name = line_of(each); !name.empty()) names.push_back(std::move(name));
  };
  if (value->is_array()) {
    for (const Json& each : *value) take(each);
  } else {
    take(*value);
  }
  return names;
}

std::string text_at(const Json& object, std::string_view key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

}  // namespace

LinkedData read_linked_data(std::string_view script) {
  LinkedData data;
  const std::optional<Json> json = parse(script);
  if (!json) return data;
  const Json* article = find_article(*json);
  if (article == nullptr) return data;
  data.is_article = true;
  data.headline = line_at(*article, "headline");
  if (data.headline.empty()) data.headline = line_at(*article, "name");
  data.alternative = line_at(*article, "alternativeheadline");
  data.description = line_at(*article, "description");
  data.body = text_at(*article, "articlebody");
  data.authors = names_of(member(*article, "author"));
  if (data.authors.empty()) data.authors = names_of(member(*article, "creator"));
  data.publisher = line_at(*article, "publisher");
  data.published = text_at(*article, "datepublished");
  if (data.published.empty()) data.published = text_at(*article, "datecreated");
  data.modified = text_at(*article, "datemodified");
  data.section = line_at(*article, "articlesection");
  if (const Json* keywords = member(*article, "keywords")) data.keywords = list_of(*keywords, Strings::separated);
  data.language = line_at(*article, "inlanguage");
  data.url = text_at(*article, "url");
  if (data.url.empty()) data.url = text_at(*article, "mainentityofpage");
  return data;
}

}  // namespace news::formats
