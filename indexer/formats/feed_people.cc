// Takes addresses off names.
#include "indexer/formats/feed_people.h"

#include <utility>

#include "common/text.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find(' ') == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos;
}

bool is_unread_address(std::string_view address) {
  const std::string lower = ascii_lower(address);
  return lower.starts_with("noreply@") || lower.starts_with("no-reply@") || lower.starts_with("donotreply@");
}

/// What stands between two marks at the end of the text, and what stands before them.
struct Bracketed {
  std::string_view before;
  std::string_view inside;
};

Bracketed bracketed(std::string_view text, char open, char close) {
  if (!text.ends_with(close)) return {text, {}};
  const std::size_t at = text.find(open);
  if (at == std::string_view::npos) return {text, {}};
  return {trim(text.substr(0, at)), trim(text.substr(at + 1, text.size() - at - 2))};
}

/// The name in a text that may hold an address as well; the address where there is no name.
std::string_view name_in(std::string_view text) {
  constexpr std::string_view kMailto = "mailto:";
  if (ascii_lower(text.substr(0, kMailto.size())) == kMailto) text = trim(text.substr(kMailto.size()));
  const Bracketed comment = bracketed(text, '(', ')');
  if (is_address(comment.before) && !comment.inside.empty()) return comment.inside;
  const Bracketed angle = bracketed(text, '<', '>');
  if (is_address(angle.inside)) {
    std::string_view name = angle.before;
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"')) name = trim(name.substr(1, name.size() - 2));
    return name.empty() ? angle.inside : name;
  }
  // "(jane@example.org) Jane Roe", "Jane Roe (jane@example.org)"
  if (is_address(comment.inside)) return comment.before.empty() ? comment.inside : comment.before;
  return text;
}

}  // namespace

Byline read_feed_author(std::string_view text) {
  const std::string line = one_line(text);
  const std::string_view name = name_in(line);
  if (name.empty() || is_unread_address(name)) return {};
  if (is_address(name)) return {{std::string(name)}, {}};
  return split_byline(name);
}

std::string atom_person(const xmlNode* person) {
  std::string name = loose_text(child(person, "name")).line();
  if (name.empty()) name = loose_text(child(person, "email")).line();
  if (name.empty() && child(person, "uri") == nullptr && child(person, "url") == nullptr) {
    name = loose_text(person).line();
  }
  const std::string_view plain = name_in(name);
  return is_unread_address(plain) ? std::string() : std::string(plain);
}

void add_name(std::vector<std::string>& names, std::string name) {
  if (!name.empty()) names.push_back(std::move(name));
}

}  // namespace news::formats
