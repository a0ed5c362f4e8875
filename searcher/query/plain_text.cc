#include "searcher/query/plain_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/text.h"
#include "searcher/query/problem.h"
#include "searcher/query/word_sequences.h"

namespace news::query {
namespace {

Node word_node(Word word, std::string_view text, std::size_t begin) {
  Node node;
  node.kind = Node::Kind::word;
  node.sequences = {{std::move(word)}};
  node.text = text;
  node.begin = begin;
  node.end = begin + text.size();
  return node;
}

/// Appends the words of a text between blanks.
void add_words(std::string_view text, std::size_t begin, std::vector<Node>& words) {
  WordSequences read = read_words(text, begin, false);
  if (read.readings.empty()) return;
  for (Word& word : read.readings.front()) words.push_back(word_node(std::move(word), text, begin));
}

}  // namespace

Parsed read_plain_text(std::string_view text, Join join) {
  require_query_length(text);
  std::string plain(text);
  for (char& c : plain) {
    if (c == '*' || c == '?') c = ' ';  // else a wildcard
  }
  std::vector<Node> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= plain.size();) {
    const bool end = at == plain.size();
    const Decoded decoded = end ? Decoded{0, 1, true} : decode_utf8(plain, at);
    if (end || is_space(decoded.character)) {
      if (begin < at) add_words(std::string_view(plain).substr(begin, at - begin), begin, words);
      begin = at + decoded.length;
    }
    at += decoded.length;
  }
  if (words.empty()) {
    throw QueryError(0, text.size(), "there is nothing to search for", "a text to search for holds a word");
  }
  if (words.size() == 1) return {std::move(words.front()), {}};
  Node tree;
  tree.kind = join == Join::any ? Node::Kind::any : Node::Kind::all;
  tree.end = text.size();
  tree.children = std::move(words);
  return {std::move(tree), {}};
}

}  // namespace news::query
