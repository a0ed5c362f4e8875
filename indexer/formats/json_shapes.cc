// Readers of the built-in JSON shapes.
#include "indexer/formats/json_shapes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/json_values.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

/// The number of an item's state, a number or its digits; 0 where it has none.
std::uint64_t version_of(const Json& record) {
  const auto version = record.find("version");
  if (version == record.end()) return 0;
  if (version->is_number_unsigned()) return version->get<std::uint64_t>();
  const std::string digits = version->is_string() ? version->get<std::string>() : std::string();
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fault == std::errc() && end == digits.data() + digits.size() ? number : 0;
}

/// A member that is text, or nothing.
std::string text_member(const Json& object, std::string_view key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

bool set_member(JsonDraft& draft, Field field, const Json& record, std::string_view key) {
  const Json* value = member(record, key);
  return value != nullptr && set_field(draft, field, key, *value);
}

// --- our own dump
// -----------------------------------------------------------------------------------------------------

bool is_dump(const Json& record) {
  const auto format = record.find("format");
  const auto provenance = record.find("provenance");
  return format != record.end() && format->is_string() && provenance != record.end() &&
         (provenance->is_object() || provenance->is_array());
}

/// Text of a dump is taken as it is: what looks like markup in it was meant so by the article.
void read_dump(const Json& record, JsonDraft& draft) {
  Article& article = draft.article;
  struct Line {
    const char* key;
    std::string Article::*member;
  };
  constexpr std::array kLines = {
      Line{"id", &Article::id},           Line{"title", &Article::title},       Line{"deck", &Article::deck},
      Line{"agency", &Article::agency},   Line{"dateline", &Article::dateline}, Line{"source", &Article::source},
      Line{"section", &Article::section}, Line{"language", &Article::language}, Line{"url", &Article::url},
      Line{"edition", &Article::edition}, Line{"page", &Article::page}};
  for (const auto& [key, line] : kLines) article.*line = text_member(record, key);
  article.version = version_of(record);

  std::string_view bylines;
  const auto byline = record.find("byline");
  if (byline != record.end() && byline->is_string()) bylines = byline->get_ref<const std::string&>();
  while (!bylines.empty()) {
    const std::size_t end = std::min(bylines.find("; "), bylines.size());
    article.bylines.emplace_back(bylines.substr(0, end));
    bylines.remove_prefix(std::min(end + 2, bylines.size()));
  }
  if (const Json* topics = member(record, "topics")) article.topics = list_of(*topics, Strings::separated);
  article.published = parse_iso(text_member(record, "published"));
  article.updated = parse_iso(text_member(record, "updated"));

  const Json* paragraphs = member(record, "paragraphs");
  if (paragraphs != nullptr && paragraphs->is_array()) {
    for (const Json& paragraph : *paragraphs) {
      if (paragraph.is_string()) article.paragraphs.push_back(paragraph.get<std::string>());
    }
  }
  if (article.paragraphs.empty()) article.paragraphs = split_paragraphs(text_member(record, "body"));
}

// --- ninjs
// ------------------------------------------------------------------------------------------------------------

bool is_ninjs(const Json& record) {
  if (const Json* standard = member(record, "standard")) {
    if (ascii_lower(text_member(*standard, "name")) == "ninjs") return true;
  }
  if (member(record, "uri") == nullptr) return false;
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"versioncreated", "pubstatus", "bodyxhtml", "bodies", "headlines", "representationtype"});
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view key) { return member(record, key) != nullptr; });
}

/// The element of a ninjs 2 list (`headlines`, `descriptions`) that has one of these roles, the best role first; the
/// first element for the role "".
const Json* with_role(const Json& record, std::string_view list_key, std::span<const std::string_view> roles) {
  const Json* list = member(record, list_key);
  if (list == nullptr || !list->is_array() || list->empty()) return nullptr;
  for (const std::string_view role : roles) {
    for (const Json& element : *list) {
      if (role.empty() || ascii_lower(text_member(element, "role")) == role) return member(element, "value");
    }
  }
  return nullptr;
}

/// A body that is a whole NITF document.
bool read_nitf_body(const Json& value, JsonDraft& draft) {
  if (!value.is_string()) return false;
  const ParsedXml parsed = parse_xml(value.get_ref<const std::string&>());
  if (!parsed.document) return false;
  Article nitf = read_nitf(xmlDocGetRootElement(parsed.document.get()), draft.order).article;
  draft.article.paragraphs = std::move(nitf.paragraphs);
  if (draft.article.bylines.empty()) draft.article.bylines = std::move(nitf.bylines);
  if (draft.article.dateline.empty()) draft.article.dateline = std::move(nitf.dateline);
  return !draft.article.paragraphs.empty();
}

/// Marked-up bodies first: they tell the paragraphs.
void read_ninjs_body(const Json& record, JsonDraft& draft) {
  std::vector<const Json*> marked;
  std::vector<const Json*> plain;
  if (const Json* bodies = member(record, "bodies"); bodies != nullptr && bodies->is_array()) {
    for (const Json& body : *bodies) {
      const std::string type = ascii_lower(text_member(body, "contenttype") + text_member(body, "role"));
      const Json* value = member(body, "value");
      if (value == nullptr) continue;
      if (type.find("nitf") != std::string::npos && read_nitf_body(*value, draft)) return;
      (type.find("html") != std::string::npos ? marked : plain).push_back(value);
    }
  }
  // ninjs 1 names them by their type: body_xhtml, body_html5, body_text...
  for (const auto& [key, value] : record.items()) {
    const std::string folded = folded_key(key);
    if (!folded.starts_with("body") || folded == "bodies") continue;
    (folded.find("html") != std::string::npos ? marked : plain).push_back(&value);
  }
  marked.insert(marked.end(), plain.begin(), plain.end());
  for (const Json* value : marked) {
    if (set_field(draft, Field::body, "bodytext", *value)) break;
  }
  // A page repeats its headline above the text.
  std::vector<std::string>& paragraphs = draft.article.paragraphs;
  if (paragraphs.size() > 1 && one_line(paragraphs.front()) == draft.article.title) {
    paragraphs.erase(paragraphs.begin());
  }
}

void read_ninjs_people(const Json& record, JsonDraft& draft) {
  if (set_member(draft, Field::byline, record, "byline") || set_member(draft, Field::byline, record, "by")) return;
  for (const std::string_view list_key : {"people", "person"}) {
    const Json* people = member(record, list_key);
    if (people == nullptr || !people->is_array()) continue;
    for (const Json& person : *people) {
      const std::string relation = ascii_lower(text_member(person, "rel"));
      const bool wrote = relation == "author" || relation == "byline" || relation == "creator";
      if (wrote) draft.article.bylines.push_back(line_of(person));
    }
  }
}

void read_ninjs_times(const Json& record, JsonDraft& draft) {
  for (const std::string_view key : {"firstcreated", "contentcreated", "versioncreated"}) {
    if (set_member(draft, Field::published, record, key)) break;
  }
  set_member(draft, Field::updated, record, "versioncreated");
  if (draft.article.updated == draft.article.published) draft.article.updated.reset();
}

std::string_view read_ninjs(const Json& record, JsonDraft& draft) {
  set_member(draft, Field::id, record, "uri");
  if (!set_member(draft, Field::source, record, "provider")) {
    set_member(draft, Field::source, record, "copyrightholder");
  }
  draft.article.version = version_of(record);
  read_ninjs_times(record, draft);
  const std::string status = ascii_lower(text_member(record, "pubstatus"));
  if (status == "canceled" || status == "cancelled") return kCanceled;
  if (status == "withheld") return "withheld";

  constexpr auto kMainRoles = std::to_array<std::string_view>({"main", "headline", ""});
  constexpr auto kDeckRoles = std::to_array<std::string_view>({"sub", "subtitle", "subheadline", "deck"});
  constexpr auto kDescriptionRoles = std::to_array<std::string_view>({"lead", "text", "summary", ""});
  const Json* headline = with_role(record, "headlines", kMainRoles);
  if (headline == nullptr || !set_field(draft, Field::title, "headline", *headline)) {
    if (!set_member(draft, Field::title, record, "headline")) set_member(draft, Field::title, record, "title");
  }
  const Json* deck = with_role(record, "headlines", kDeckRoles);
  if (deck == nullptr) deck = with_role(record, "descriptions", kDescriptionRoles);
  if (deck == nullptr) deck = member(record, "descriptiontext");
  if (deck == nullptr) deck = member(record, "descriptionxhtml");
  if (deck != nullptr) set_field(draft, Field::deck, "description", *deck);

  read_ninjs_body(record, draft);
  const std::string type = ascii_lower(text_member(record, "type"));
  const bool may_be_article = type.empty() || type == "text" || type == "composite";
  if (!may_be_article && draft.article.paragraphs.empty()) return "not an article";

  read_ninjs_people(record, draft);
  set_member(draft, Field::dateline, record, "located");
  if (!set_member(draft, Field::section, record, "service")) set_member(draft, Field::section, record, "desk");
  for (const std::string_view key : {"subjects", "subject", "keywords"}) {
    if (set_member(draft, Field::topics, record, key)) break;
  }
  set_member(draft, Field::language, record, "language");
  set_member(draft, Field::url, record, "url");
  return {};
}

// --- content blocks
// ---------------------------------------------------------------------------------------------------

const Json* content_blocks(const Json& record) {
  const auto contents = record.find("contents");
  if (contents == record.end() || !contents->is_array()) return nullptr;
  const auto is_block = [](const Json& block) { return member(block, "type") != nullptr; };
  return std::any_of(contents->begin(), contents->end(), is_block) ? &*contents : nullptr;
}

void read_blocks(const Json& blocks, JsonDraft& draft) {
  constexpr auto kNoText = std::to_array<std::string_view>(
      {"image", "video", "gallery", "author_info", "inline_story", "links_list", "graphic"});
  Json body = Json::array();
  for (const Json& block : blocks) {
    const Json* content = member(block, "content");
    if (content == nullptr) continue;
    const std::string type = text_member(block, "type");
    if (type == "kicker") {
      set_field(draft, Field::section, type, *content);
    } else if (type == "title") {
      set_field(draft, Field::title, type, *content);
    } else if (type == "deck") {
      set_field(draft, Field::deck, type, *content);
    } else if (type == "byline") {
      set_field(draft, Field::byline, type, *content);
    } else if (type == "date") {
      set_field(draft, Field::published, type, *content);
    } else if (std::find(kNoText.begin(), kNoText.end(), type) == kNoText.end()) {
      body.push_back(*content);
    }
  }
  set_field(draft, Field::body, "contents", body);
}

/// Where the search interfaces of newspapers keep the record inside a hit.
const Json& unwrapped(const Json& record) {
  const Json* source = member(record, "source");
  const bool hit = record.contains("_source") && source != nullptr && source->is_object();
  return hit ? record.at("_source") : record;
}

}  // namespace

std::string_view read_shape(const Json& record, JsonDraft& draft) {
  if (is_dump(record)) {
    read_dump(record, draft);
    return {};
  }
  if (is_ninjs(record)) return read_ninjs(record, draft);
  const Json& inner = unwrapped(record);
  if (const Json* blocks = content_blocks(inner)) read_blocks(*blocks, draft);
  set_known_fields(draft, inner);
  if (&inner != &record) set_known_fields(draft, Json{{"id", record.value("_id", Json())}});
  return {};
}

}  // namespace news::formats
