#include "indexer/build/database_comparison.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace news::build {
namespace {

/// Collects what differs, a line each. Text, so that unit tests and fuzz targets can both use it.
class Differences {
 public:
  template <typename Value>
  void expect_same(const std::string& what, const Value& left, const Value& right) {
    if (left == right || !more()) return;
    ++count_;
    text_ += what + ": " + shown(left) + " / " + shown(right) + "\n";
  }
  /// Whether further differences are still written down.
  [[nodiscard]] bool more() const { return count_ < 20; }
  [[nodiscard]] const std::string& text() const { return text_; }

  [[nodiscard]] static std::string shown(std::string_view bytes) {
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text = "'";
    for (const char c : bytes.substr(0, 60)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte > 0x20 && byte < 0x7F) {
        text += c;
      } else {
        text += {'\\', kDigits[byte >> 4U], kDigits[byte & 15U]};
      }
    }
    return text + (bytes.size() > 60 ? "...' of " + std::to_string(bytes.size()) + " bytes" : "'");
  }
  template <typename Number>
  [[nodiscard]] static std::string shown(const Number& number) requires std::is_arithmetic_v<Number> {
    return std::to_string(number);
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

/// Walks two databases side by side.
class DatabaseComparison {
 public:
  DatabaseComparison(Xapian::Database left, Xapian::Database right)
      : left_(std::move(left)), right_(std::move(right)) {}

  [[nodiscard]] std::string differences() {
    compare_counts();
    compare_metadata();
    compare_terms();
    compare_documents();
    compare_slots();
    return found_.text();
  }

  [[nodiscard]] std::string differences(std::span<const Xapian::Query> queries) {
    for (const Xapian::Query& query : queries) {
      if (found_.more()) compare_answers(query);
    }
    return found_.text();
  }

 private:
  using Database = Xapian::Database;

  /// Walks two sequences side by side. `compare` gets both iterators where their heads, `key` of them, are the same.
  template <typename Iterator, typename Key, typename Compare>
  void walk(const std::string& what, Iterator left, const Iterator& left_end, Iterator right, const Iterator& right_end,
            Key key, Compare compare) {
    for (; left != left_end && right != right_end && found_.more(); ++left, ++right) {
      found_.expect_same(what, key(left), key(right));
      if (key(left) != key(right)) return;
      compare(left, right);
    }
    if (!found_.more()) return;
    found_.expect_same(what + " goes on", left != left_end, right != right_end);
  }
  template <typename Iterator>
  void walk(const std::string& what, const Iterator& left, const Iterator& left_end, const Iterator& right,
            const Iterator& right_end) {
    walk(
        what, left, left_end, right, right_end, [](const Iterator& it) { return *it; },
        [](const Iterator&, const Iterator&) {});
  }
  template <typename Get>
  void same(const std::string& what, Get get) {
    found_.expect_same(what, get(left_), get(right_));
  }

  void compare_counts() {
    same("documents", [](const Database& db) { return db.get_doccount(); });
    same("last docid", [](const Database& db) { return db.get_lastdocid(); });
    same("total length", [](const Database& db) { return db.get_total_length(); });
    same("average length", [](const Database& db) { return db.get_avlength(); });
    same("least length", [](const Database& db) { return db.get_doclength_lower_bound(); });
    same("greatest length", [](const Database& db) { return db.get_doclength_upper_bound(); });
    same("has positions", [](const Database& db) { return db.has_positions(); });
  }

  void compare_metadata() {
    walk(
        "metadata", left_.metadata_keys_begin(), left_.metadata_keys_end(), right_.metadata_keys_begin(),
        right_.metadata_keys_end(), [](const Xapian::TermIterator& it) { return *it; },
        [&](const Xapian::TermIterator& it, const Xapian::TermIterator&) {
          same("metadata " + *it, [&](const Database& db) { return db.get_metadata(*it); });
        });
  }

  void compare_terms() {
    walk(
        "term", left_.allterms_begin(), left_.allterms_end(), right_.allterms_begin(), right_.allterms_end(),
        [](const Xapian::TermIterator& it) { return *it; },
        [&](const Xapian::TermIterator& it, const Xapian::TermIterator&) { compare_term(*it); });
  }

  void compare_term(const std::string& term) {
    const std::string name = "term " + Differences::shown(term);
    same(name + " termfreq", [&](const Database& db) { return db.get_termfreq(term); });
    same(name + " collfreq", [&](const Database& db) { return db.get_collection_freq(term); });
    same(name + " wdf bound", [&](const Database& db) { return db.get_wdf_upper_bound(term); });
    walk(
        name + " posting", left_.postlist_begin(term), left_.postlist_end(term), right_.postlist_begin(term),
        right_.postlist_end(term), [](const Xapian::PostingIterator& it) { return *it; },
        [&](const Xapian::PostingIterator& left, const Xapian::PostingIterator& right) {
          found_.expect_same(name + " wdf", left.get_wdf(), right.get_wdf());
          found_.expect_same(name + " length", left.get_doclength(), right.get_doclength());
        });
  }

  void compare_documents() {
    walk(
        "document", left_.postlist_begin(""), left_.postlist_end(""), right_.postlist_begin(""),
        right_.postlist_end(""), [](const Xapian::PostingIterator& it) { return *it; },
        [&](const Xapian::PostingIterator& it, const Xapian::PostingIterator&) { compare_document(*it); });
  }

  void compare_document(Xapian::docid docid) {
    const std::string name = "document " + std::to_string(docid);
    same(name + " length", [&](const Database& db) { return db.get_doclength(docid); });
    same(name + " unique terms", [&](const Database& db) { return db.get_unique_terms(docid); });
    const Xapian::Document left = left_.get_document(docid);
    const Xapian::Document right = right_.get_document(docid);
    found_.expect_same(name + " data", left.get_data(), right.get_data());
    walk(name + " value", left.values_begin(), left.values_end(), right.values_begin(), right.values_end());
    walk(
        name + " term", left_.termlist_begin(docid), left_.termlist_end(docid), right_.termlist_begin(docid),
        right_.termlist_end(docid), [](const Xapian::TermIterator& it) { return *it; },
        [&](const Xapian::TermIterator& in_left, const Xapian::TermIterator& in_right) {
          const std::string term = name + " term " + Differences::shown(*in_left);
          found_.expect_same(term + " wdf", in_left.get_wdf(), in_right.get_wdf());
          found_.expect_same(term + " positions", in_left.positionlist_count(), in_right.positionlist_count());
          walk(term + " position", in_left.positionlist_begin(), in_left.positionlist_end(),
               in_right.positionlist_begin(), in_right.positionlist_end());
        });
  }

  void compare_slots() {
    std::vector<Xapian::valueno> slots;
    for (auto it = left_.postlist_begin(""); it != left_.postlist_end(""); ++it) {
      const Xapian::Document document = left_.get_document(*it);
      for (auto value = document.values_begin(); value != document.values_end(); ++value) {
        slots.push_back(value.get_valueno());
      }
    }
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    // One that is unlikely to be in use, and is to look so in both.
    slots.push_back(4711);
    for (const Xapian::valueno slot : slots) compare_slot(slot);
  }

  void compare_slot(Xapian::valueno slot) {
    const std::string name = "slot " + std::to_string(slot);
    same(name + " frequency", [&](const Database& db) { return db.get_value_freq(slot); });
    same(name + " least value", [&](const Database& db) { return db.get_value_lower_bound(slot); });
    same(name + " greatest value", [&](const Database& db) { return db.get_value_upper_bound(slot); });
    walk(
        name + " docid", left_.valuestream_begin(slot), left_.valuestream_end(slot), right_.valuestream_begin(slot),
        right_.valuestream_end(slot), [](const Xapian::ValueIterator& it) { return it.get_docid(); },
        [&](const Xapian::ValueIterator& left, const Xapian::ValueIterator& right) {
          found_.expect_same(name + " of " + std::to_string(left.get_docid()), *left, *right);
        });
  }

  void compare_answers(const Xapian::Query& query) {
    const std::string name = query.get_description();
    const Xapian::MSet left = answer(left_, query);
    const Xapian::MSet right = answer(right_, query);
    walk(
        name, left.begin(), left.end(), right.begin(), right.end(), [](const Xapian::MSetIterator& it) { return *it; },
        [&](const Xapian::MSetIterator& in_left, const Xapian::MSetIterator& in_right) {
          found_.expect_same(name + " weight", in_left.get_weight(), in_right.get_weight());
        });
    found_.expect_same(name + " estimate", left.get_matches_estimated(), right.get_matches_estimated());
    found_.expect_same(name + " bound", left.get_max_possible(), right.get_max_possible());
  }
  static Xapian::MSet answer(const Database& database, const Xapian::Query& query) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    return enquire.get_mset(0, database.get_doccount());
  }

  Database left_;
  Database right_;
  Differences found_;
};

}  // namespace

std::string differences_between(const Xapian::Database& left, const Xapian::Database& right) {
  return DatabaseComparison(left, right).differences();
}

std::string differences_between_answers(const Xapian::Database& left, const Xapian::Database& right,
                                        std::span<const Xapian::Query> queries) {
  return DatabaseComparison(left, right).differences(queries);
}

}  // namespace news::build
