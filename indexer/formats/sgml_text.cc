#include "indexer/formats/sgml_text.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/entities.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestTag = 1024;
constexpr std::size_t kLongestComment = std::size_t{64} << 10;
constexpr std::size_t kLongestReference = 32;

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_part(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == ':';
}

struct Named {
  std::string_view name;
  std::string_view text;
};

/// Entities of the TREC disks' document types that HTML does not have, or has under another meaning.
constexpr auto kTrecEntities = std::to_array<Named>({
    {"hyph", "-"},
    {"blank", " "},
    {"lpar", "("},
    {"rpar", ")"},
    {"amp", "&"},
    {"ldquo", "\xe2\x80\x9c"},
    {"rdquo", "\xe2\x80\x9d"},
    {"percnt", "%"},
    {"dollar", "$"},
    {"ast", "*"},
    {"plus", "+"},
    {"equals", "="},
    {"commat", "@"},
    {"lsqb", "["},
    {"rsqb", "]"},
    {"num", "#"},
    {"lowbar", "_"},
    {"verbar", "|"},
    {"horbar", "\xe2\x80\x95"},
    {"check", "\xe2\x9c\x93"},
    {"frac13", "1/3"},
    {"frac23", "2/3"},
    {"frac18", "1/8"},
    {"frac38", "3/8"},
    {"frac58", "5/8"},
    {"frac78", "7/8"},
    {"apos", "'"},
    {"mu", "\xce\xbc"},
    {"cir", "o"},
});

/// Appends what the reference at `at` stands for and returns its length; 1 where it is a plain ampersand.
std::size_t append_reference(SgmlText& out, std::string_view text, std::size_t at) {
  if (const auto entity = decode_entity(text, at)) {
    append_utf8(out.text, entity->character);
    return entity->length;
  }
  const std::size_t semicolon = text.substr(0, at + kLongestReference).find(';', at);
  const std::string_view name =
      semicolon == std::string_view::npos ? std::string_view() : text.substr(at + 1, semicolon - at - 1);
  const bool number = name.starts_with('#');
  const bool reference = !name.empty() && (number || is_name_start(name.front())) &&
                         std::all_of(name.begin() + 1, name.end(), is_name_part);
  if (!reference) {
    out.text += '&';
    return 1;
  }
  const auto* const known = std::find_if(kTrecEntities.begin(), kTrecEntities.end(),
                                         [&](const Named& each) { return iequals_ascii(each.name, name); });
  if (known != kTrecEntities.end()) {
    out.text += known->text;
  } else {
    if (!number) ++out.unknown_references;
    out.text += ' ';
  }
  return semicolon + 1 - at;
}

void append_text(SgmlText& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t ampersand = std::min(text.find('&', at), text.size());
    out.text.append(text, at, ampersand - at);
    at = ampersand;
    if (at < text.size()) at += append_reference(out, text, at);
  }
}

}  // namespace

std::size_t SgmlTags::find_comment_end(std::size_t from) {
  if (!comment_end_ || !comment_end_->answers(from)) comment_end_ = {{}, from, text_.find("-->", from)};
  return comment_end_->found;
}

std::optional<SgmlTag> SgmlTags::next(std::size_t from) {
  const std::string_view text = text_;
  while (true) {
    const std::size_t at = text.find('<', from);
    if (at == std::string_view::npos || at + 1 >= text.size()) return std::nullopt;
    from = at + 1;
    if (text.substr(at).starts_with("<!--")) {
      const std::size_t end = find_comment_end(at + 4);
      // A comment that is not closed hides nothing but its own mark.
      const bool closed = end != std::string_view::npos && end - at <= kLongestComment;
      return SgmlTag{{}, {}, false, at, closed ? end + 3 : at + 4};
    }
    const bool closes = text[at + 1] == '/';
    const std::size_t name = at + (closes ? 2 : 1);
    const bool declaration = text[at + 1] == '!' && name + 1 < text.size() && is_name_start(text[name + 1]);
    if (!declaration && (name >= text.size() || !is_name_start(text[name]))) continue;
    const std::size_t end = text.substr(0, std::min(text.size(), at + kLongestTag)).find_first_of("<>", name);
    if (end == std::string_view::npos || text[end] != '>') continue;
    if (declaration) return SgmlTag{{}, {}, false, at, end + 1};
    std::size_t name_end = name;
    while (name_end < end && is_name_part(text[name_end])) ++name_end;
    return SgmlTag{text.substr(name, name_end - name), text.substr(name_end, end - name_end), closes, at, end + 1};
  }
}

std::size_t SgmlTags::find_end(std::size_t from, std::string_view name) {
  auto search = std::find_if(ends_.begin(), ends_.end(), [&](const Search& each) { return each.name == name; });
  if (search == ends_.end()) search = ends_.insert(ends_.end(), Search{name, text_.size() + 1, 0});
  if (search->answers(from)) return search->found;
  std::size_t at = text_.find("</", from);
  for (; at != std::string_view::npos; at = text_.find("</", at + 2)) {
    const std::string_view rest = text_.substr(at + 2);
    if (rest.size() <= name.size() || !iequals_ascii(rest.substr(0, name.size()), name)) continue;
    if (!is_name_part(rest[name.size()])) break;
  }
  *search = {search->name, from, at};
  return at;
}

std::optional<SgmlTag> first_tag(std::string_view text) { return SgmlTags(text).next(0); }

std::string attribute_of(const SgmlTag& tag, std::string_view name) {
  std::string_view rest = tag.attributes;
  while (true) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const std::string_view before = trim(rest.substr(0, equals));
    const std::size_t blank = before.find_last_of(" \t\r\n");
    const std::string_view key = blank == std::string_view::npos ? before : before.substr(blank + 1);
    rest = trim(rest.substr(equals + 1));
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    const std::size_t end = std::min(quoted ? rest.find(rest.front(), 1) : rest.find_first_of(" \t\r\n"), rest.size());
    if (iequals_ascii(key, name)) return std::string(rest.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

SgmlText sgml_text(std::string_view content) {
  SgmlText out;
  SgmlTags tags(content);
  std::size_t at = 0;
  while (const auto tag = tags.next(at)) {
    append_text(out, content.substr(at, tag->begin - at));
    if (iequals_ascii(tag->name, "p")) {
      out.text += "\n\n";
    } else if (iequals_ascii(tag->name, "br")) {
      out.text += '\n';
    }
    at = tag->end;
  }
  append_text(out, content.substr(at));
  return out;
}

}  // namespace news::formats
