#include "indexer/build/compaction.h"

#include "common/archive.h"
#include "common/error.h"
#include "common/fields.h"

namespace news::build {
namespace {

/// Terms and positions of a document, and its data.
std::string told(const Xapian::Database& database, Xapian::docid number) {
  std::string text = database.get_document(number).get_data();
  for (auto term = database.termlist_begin(number); term != database.termlist_end(number); ++term) {
    text.append("\n").append(*term);
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) text += " " + std::to_string(*at);
  }
  return text;
}

/// The document that has the unique term of another one; 0 where there is none.
Xapian::docid same_article(const Xapian::Database& among, const Xapian::Database& of, Xapian::docid number) {
  auto term = of.termlist_begin(number);
  term.skip_to(std::string(prefix::kUnique));
  if (term == of.termlist_end(number)) return 0;
  const auto found = among.postlist_begin(*term);
  return found == among.postlist_end(*term) ? 0 : *found;
}

/// One document tells for its whole database: a table is merged or it is not.
bool holds_first_of(const Xapian::Database& merged, const Xapian::Database& source) {
  const auto first = source.postlist_begin({});
  if (first == source.postlist_end({})) return true;
  const Xapian::docid found = same_article(merged, source, *first);
  try {
    return found != 0 && told(merged, found) == told(source, *first);
  } catch (const Xapian::FeatureUnavailableError&) {
    return false;  // there are no term lists
  } catch (const Xapian::DocNotFoundError&) {
    return false;  // there are, but none of this document
  }
}

}  // namespace

void compact_databases(const std::vector<std::string>& folders, const std::string& merged,
                       Xapian::Compactor& compactor) {
  Xapian::Database group;
  for (const std::string& folder : folders) group.add_database(Xapian::Database(folder));
  group.compact(merged, Xapian::Compactor::FULL, 0, compactor);
  group.close();
  const Xapian::Database result(merged);
  for (const std::string& folder : folders) {
    if (!holds_first_of(result, open_generation(folder))) throw incomplete_opening(folder);
  }
}

}  // namespace news::build
