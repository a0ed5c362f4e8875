#include "searcher/batch/topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/error.h"
#include "common/text.h"

namespace news::batch {
namespace {

struct Part {
  std::string_view tag;
  TopicPart member;
  std::array<std::string_view, 2> labels;  // that collections put before the text
};
constexpr std::array<Part, 8> kParts = {{
    {"num", &Topic::number, {"number:", ""}},
    {"title", &Topic::title, {"topic:", "title:"}},
    {"desc", &Topic::description, {"description:", ""}},
    {"narr", &Topic::narrative, {"narrative:", ""}},
    // In topics that are XML.
    {"query", &Topic::title, {"", ""}},
    {"question", &Topic::description, {"", ""}},
    {"description", &Topic::description, {"", ""}},
    {"narrative", &Topic::narrative, {"", ""}},
}};

const Part* find_part(std::string_view tag) {
  const auto* const found =
      std::find_if(kParts.begin(), kParts.end(), [&](const Part& part) { return part.tag == tag; });
  return found == kParts.end() ? nullptr : found;
}

struct Tag {
  std::string name;  // lower case; empty where no tag stands there
  bool closes = false;
  std::size_t end = 0;
};

/// The tag that begins at this `<`.
Tag tag_at(std::string_view text, std::size_t begin) {
  const std::size_t end = text.find('>', begin);
  if (end == std::string_view::npos) return {};
  std::string_view inside = text.substr(begin + 1, end - begin - 1);
  const bool closes = inside.starts_with('/');
  if (closes) inside.remove_prefix(1);
  const std::string name = ascii_lower(inside.substr(0, inside.find_first_of(" \t\n")));
  const bool letters =
      !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters) return {};
  return {name, closes, end + 1};
}

bool begins_line(std::string_view text, std::size_t at) {
  const std::size_t before = text.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
  return at == 0 || before == std::string_view::npos || text[before] == '\n';
}

std::string decode_entities(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  std::string decoded;
  for (std::size_t at = 0; at < text.size();) {
    const auto* const entity = std::find_if(kEntities.begin(), kEntities.end(),
                                            [&](const auto& each) { return text.substr(at).starts_with(each.first); });
    if (entity == kEntities.end()) {
      decoded += text[at++];
    } else {
      decoded += entity->second;
      at += entity->first.size();
    }
  }
  return decoded;
}

std::string clean(const Part& part, std::string_view text) {
  std::string line = one_line(decode_entities(text));
  for (const std::string_view label : part.labels) {
    if (label.empty() || !iequals_ascii(std::string_view(line).substr(0, label.size()), label)) continue;
    return std::string(trim(std::string_view(line).substr(label.size())));
  }
  return line;
}

/// The value of the attribute `number` of a tag, or nothing.
std::string_view number_of(std::string_view tag) {
  constexpr std::string_view kBlanks = " \t\n";
  constexpr std::string_view kName = "number";
  for (std::size_t at = tag.find(kName); at != std::string_view::npos; at = tag.find(kName, at + 1)) {
    std::string_view rest = trim(tag.substr(at + kName.size()));
    const bool named = at > 0 && kBlanks.find(tag[at - 1]) != std::string_view::npos;
    if (!named || !rest.starts_with('=')) continue;
    rest = trim(rest.substr(1));
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    return quoted ? rest.substr(1, rest.find(rest.front(), 1) - 1) : rest.substr(0, rest.find_first_of(" \t\n/>"));
  }
  return {};
}

std::string without_leading_zeros(std::string number) {
  if (number.find_first_not_of("0123456789") != std::string::npos) return number;
  return number.substr(
      std::min(number.find_first_not_of('0'), number.size() - std::min<std::size_t>(1, number.size())));
}

}  // namespace

Topic read_topic(std::string_view opening, std::string_view text) {
  Topic topic;
  const Part* part = nullptr;
  std::string content;
  const auto close = [&] {
    if (part != nullptr && (topic.*part->member).empty()) topic.*part->member = clean(*part, content);
    content.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find('<', at), text.size());
    content += text.substr(at, begin - at);
    at = begin;
    if (at == text.size()) break;
    const Tag tag = tag_at(text, at);
    if (tag.name.empty()) {  // a < of the text
      content += text[at++];
      continue;
    }
    at = tag.end;
    const Part* named = find_part(tag.name);
    // Of other tags those that begin a line are parts of the topic that make no query (<dom>, <con> ...); those inside
    // a line are markup of the text.
    if (named == nullptr && !begins_line(text, begin)) {
      content += ' ';
      continue;
    }
    close();
    part = tag.closes ? nullptr : named;
  }
  close();
  if (topic.number.empty()) topic.number = one_line(decode_entities(number_of(opening)));
  topic.number = without_leading_zeros(std::move(topic.number));
  return topic;
}

std::vector<TopicPart> read_topic_parts(std::string_view list) {
  std::vector<TopicPart> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view name = trim(list.substr(begin, end - begin));
    begin = end + 1;
    const Part* part = find_part(name);
    if (part == nullptr || part->member == &Topic::number) {
      throw Error(Code::usage, fmt::format("topics have no part '{}' to search for", name),
                  "parts are title, desc and narr, with commas between them");
    }
    parts.push_back(part->member);
  }
  return parts;
}

}  // namespace news::batch
