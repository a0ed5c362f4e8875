// Keeps the stack of open elements.
#include "indexer/formats/xml_context.h"

#include <algorithm>

namespace news::formats {
namespace {

constexpr std::size_t kDeepest = 100;
constexpr std::size_t kLongestTag = std::size_t{16} << 10;  // one with more is not worth repeating for each record
constexpr std::size_t kMostOutside = std::size_t{256} << 10;

std::string_view name_of(std::string_view tag) {
  tag.remove_prefix(std::min(tag.size(), tag.starts_with("</") ? std::size_t{2} : std::size_t{1}));
  return tag.substr(0, std::min(tag.find_first_of("/> \t\r\n"), tag.size()));
}

}  // namespace

void XmlContext::open(std::string_view tag) {
  append(tag);
  if (tag.ends_with("/>")) return;
  if (open_.size() == kDeepest) {
    ++unnamed_;
    return;
  }
  const std::string name(name_of(tag));
  open_.push_back({name, tag.size() <= kLongestTag ? std::string(tag) : '<' + name + '>'});
}

void XmlContext::close(std::string_view tag) {
  append(tag);
  if (unnamed_ > 0) {
    --unnamed_;
    return;
  }
  const std::string_view name = name_of(tag);
  const auto found =
      std::find_if(open_.rbegin(), open_.rend(), [&](const Element& element) { return element.name == name; });
  if (found != open_.rend()) open_.erase(std::prev(found.base()), open_.end());
}

void XmlContext::append(std::string_view text) {
  outside_.append(text.substr(0, kMostOutside - std::min(kMostOutside, outside_.size())));
}

void XmlContext::clear() {
  open_.clear();
  unnamed_ = 0;
  outside_.clear();
  ++documents_;
}

std::string XmlContext::opening() const {
  std::string tags;
  for (const Element& element : open_) tags += element.tag;
  std::replace(tags.begin(), tags.end(), '\n', ' ');  // as a parser does inside attributes
  return tags;
}

std::string XmlContext::closing() const {
  std::string tags;
  for (std::size_t i = open_.size(); i-- > 0;) tags.append("</").append(open_[i].name).append(">");
  return tags;
}

}  // namespace news::formats
