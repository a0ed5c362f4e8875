#include "searcher/match/holds.h"

#include <algorithm>
#include <map>

#include "searcher/match/extents.h"

namespace news::match {
namespace {

using query::Node;
using query::Scope;

/// The first paragraph of a text.
class Lead final : public Places {
 public:
  explicit Lead(Places& whole) : whole_(whole) {
    const Positions& ends = whole.paragraph_ends();
    if (!ends.empty()) end_ = ends.front();
  }

  const Positions& of(const query::Word& word) override {
    const auto [entry, fresh] = words_.try_emplace(&word);
    if (fresh) entry->second = cut(whole_.of(word));
    return entry->second;
  }
  const Positions& sentence_ends() override { return whole_.sentence_ends(); }
  const Positions& paragraph_ends() override { return whole_.paragraph_ends(); }

 private:
  [[nodiscard]] Positions cut(const Positions& all) const {
    return {all.begin(), std::upper_bound(all.begin(), all.end(), end_)};
  }

  Places& whole_;
  std::uint32_t end_ = UINT32_MAX;
  std::map<const query::Word*, Positions> words_;
};

const Field* field_of(const Node& node) {
  const Node* inner = &node;
  while (!query::is_leaf(*inner)) inner = &inner->children.front();
  return inner->field;
}

/// Occurrences that begin at different words: the readings of one compound are one occurrence of it.
bool at_least(const Node& node, Texts& texts) {
  std::size_t count = 0;
  return !each_text(node, texts, [&](const Scope&, Places& places) {
    std::uint32_t before = UINT32_MAX;
    for (const Extent& extent : occurrences(node.children.front(), places)) {
      if (extent.first != before) ++count;
      before = extent.first;
    }
    return count < node.count;
  });
}

}  // namespace

bool each_text(const Node& node, Texts& texts, const std::function<bool(const Scope&, Places&)>& visit) {
  const std::vector<Scope>& scopes = query::scopes_of(field_of(node));
  return std::all_of(scopes.begin(), scopes.end(), [&](const Scope& scope) {
    Places& whole = texts.text(scope.prefix);
    if (!scope.lead_only) return visit(scope, whole);
    Lead lead(whole);
    return visit(scope, lead);
  });
}

bool holds(const Node& node, Texts& texts) {
  if (node.kind == Node::Kind::at_least) return at_least(node, texts);
  return !each_text(node, texts, [&](const Scope&, Places& places) { return !occurs(node, places); });
}

}  // namespace news::match
