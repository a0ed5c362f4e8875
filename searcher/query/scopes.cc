#include "searcher/query/scopes.h"

#include <map>

namespace news::query {
namespace {

using Scopes = std::map<const Field*, std::vector<Scope>>;

Scopes make_scopes() {
  Scopes scopes;
  scopes[nullptr] = {{"", false}, {prefix::kTitle, false}, {prefix::kDeck, false}};
  for (const Field& field : kFields) {
    std::vector<Scope>& list = scopes[&field];
    if (!field.prefix.empty()) list.push_back({field.prefix, false});
    if (field.kind == FieldKind::lead) list.push_back({"", true});
  }
  return scopes;
}

}  // namespace

const std::vector<Scope>& scopes_of(const Field* field) {
  static const Scopes kScopes = make_scopes();
  return kScopes.at(field);
}

}  // namespace news::query
