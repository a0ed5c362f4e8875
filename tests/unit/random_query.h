// Queries and articles made at random from the same few words, so that they meet.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "common/article.h"

namespace news::testing {

/// Makes queries by the grammar.
class RandomQuery {
 public:
  explicit RandomQuery(std::mt19937& random) : random_(random) {}

  std::string make(int depth) {
    if (depth == 0 || below(3) == 0) return leaf();
    switch (below(6)) {
      case 0:
        return "(" + make(depth - 1) + " " + make(depth - 1) + ")";
      case 1:
        return "(" + make(depth - 1) + " OR " + make(depth - 1) + ")";
      case 2:
        return "(" + make(depth - 1) + " NOT " + make(depth - 1) + ")";
      case 3:
        return "(" + make(depth - 1) + " AND " + make(depth - 1) + " -" + leaf() + ")";
      case 4:
        return (below(3) == 0 ? field() : "") + "(" + near(depth) + ")";
      default:
        return (below(3) == 0 ? field() : "") + "ATLEAST" + std::to_string(1 + below(3)) + "(" + words() + ")";
    }
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  std::string pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  std::string word() {
    return pick({"strike", "striking", "harbour", "harbours", "e-mail", "mail", "US", "us", "the", "acting", "mayor's",
                 "note", "10,000", "die"});
  }
  std::string truncated() { return pick({"strik*", "har*", "note*", "ma?l", "ma*", "m?yor", "acting*"}); }
  std::string field() { return pick({"title:", "lead:", "hlead:", "topic:"}); }
  std::string phrase() { return "\"" + word() + " " + (below(4) == 0 ? truncated() : word()) + "\""; }

  /// An operand of a proximity.
  std::string operand(int depth) {
    switch (below(depth > 0 ? 7 : 5)) {
      case 0:
        return phrase();
      case 1:
        return truncated();
      case 2:
        return "=" + word();
      case 3:
        return "(" + word() + " OR " + (below(2) == 0 ? phrase() : truncated()) + ")";
      case 4:
        return word();
      default:
        return "(" + near(depth - 1) + ")";
    }
  }
  std::string near(int depth) {
    static const std::vector<std::string> kOperators = {"W/1",     "W/2",     "W/4",       "PRE/1",  "PRE/3",
                                                        "NEAR/3",  "ADJ/2",   "W/S",       "W/P",    "NOT W/2",
                                                        "NOT W/S", "NOT W/1", "NOT PRE/2", "NOT W/P"};
    std::string made = operand(depth) + " " + pick(kOperators) + " " + operand(depth);
    if (below(4) == 0) made += " " + pick(kOperators) + " " + operand(0);
    return made;
  }
  std::string words() { return below(2) == 0 ? word() : word() + " OR " + (below(2) == 0 ? phrase() : truncated()); }

  std::string leaf() {
    switch (below(12)) {
      case 0:
        return phrase();
      case 1:
        return field() + word();
      case 2:
        return "=" + word();
      case 3:
        return field() + phrase();
      case 4:
        return below(2) == 0 ? "date:2024" : "date:2023-06..2024-02";
      case 5:
        return below(2) == 0 ? "source:courier" : "lang:fr";
      case 6:
        return below(2) == 0 ? truncated() : field() + truncated();
      case 7:
        return below(2) == 0 ? "words:>8" : "words:3..9";
      default:
        return word();
    }
  }

  std::mt19937& random_;
};

/// Short articles of the words that RandomQuery asks for.
inline std::vector<Article> random_articles(std::mt19937& random, std::size_t count) {
  static const std::vector<std::string> kWords = {"strike", "strikes", "harbour", "e-mail", "email", "mail",
                                                  "U.S.",   "us",      "the",     "acting", "mayor", "notes",
                                                  "note",   "10000",   "and",     "dying"};
  static const std::vector<std::string> kDates = {"2023-06-01", "2024-02-10T10:00", "2024", "2024-02", "1999-01-01"};
  const auto text = [&](std::size_t longest) {
    std::string made;
    for (std::size_t n = 1 + random() % longest; n > 0; --n) {
      made += kWords[random() % kWords.size()] + (random() % 8 == 0 ? ". The " : " ");
    }
    return made;
  };
  std::vector<Article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    Article made;
    made.id = "id" + std::to_string(i);
    made.title = text(4);
    made.paragraphs = {text(12)};
    made.language = "en";
    made.provenances = {{"/" + made.id, "", 0, 10, {}}};
    if (random() % 5 != 0) made.published = parse_iso(kDates[random() % kDates.size()]);
    if (random() % 3 == 0) made.language = "fr";
    if (random() % 4 == 0) made.language = "";
    if (random() % 2 == 0) made.source = "Harbour Courier";
    if (random() % 3 == 0) made.deck = text(3);
    for (std::size_t n = random() % 4; n > 0; --n) made.topics.push_back(text(3));
    while (random() % 3 == 0) made.paragraphs.push_back(text(6));
    normalise(made);
    articles.push_back(std::move(made));
  }
  return articles;
}

}  // namespace news::testing
