#include "indexer/build/inverter.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "common/appender.h"
#include "common/codec.h"
#include "common/error.h"
#include "indexer/build/glass/codings.h"
#include "indexer/build/glass/values.h"

namespace news::build {
namespace {

/// How many entries ahead memory is asked for that is read in no order.
constexpr std::size_t kAhead = 16;

/// Terms in ascending order, as the sections of a run write them.
class TermWriter {
 public:
  explicit TermWriter(Appender& out) : out_(out) {}
  void put(std::string_view term) {
    const auto [mine, theirs] = std::mismatch(term.begin(), term.end(), previous_.begin(), previous_.end());
    const auto shared = static_cast<std::size_t>(mine - term.begin());
    static_cast<void>(theirs);
    out_.number(shared);
    out_.text(term.substr(shared));
    previous_ = term;
  }

 private:
  Appender& out_;
  std::string_view previous_;
};

void put_packed(std::string& out, std::string_view tag, bool deflated) {
  put_varint(out, tag.size() + 1);
  out += deflated ? '\1' : '\0';
  out += tag;
}

}  // namespace

void Inverter::add(const Article& article, const ArticleDigests& digests, std::uint64_t sequence,
                   std::optional<std::int64_t> instant) {
  begin_run();
  const AnalysedArticle& analysed = analyser_.analyse(article, digests, sequence, instant);
  std::uint64_t length = 0;
  for (const TermPostings& postings : analysed.terms) {
    length += postings.wdf;
    const std::size_t begin = tags_.size();
    if (postings.positions > 0) glass::append_positions(tags_, analysed.positions_of(postings));
    postings_.push_back({postings.term, postings.wdf, static_cast<std::uint32_t>(begin),
                         static_cast<std::uint32_t>(tags_.size() - begin)});
  }
  if (length > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(Code::io, fmt::format("article {} has more words than a database can count", article.id));
  }
  ends_.push_back(static_cast<std::uint32_t>(postings_.size()));
  lengths_.push_back(static_cast<std::uint32_t>(length));
  for (const auto& [slot, value] : analysed.values) {
    values_.push_back({slot, run_.articles, static_cast<std::uint32_t>(value_bytes_.size()),
                       static_cast<std::uint32_t>(value.size())});
    value_bytes_ += value;
  }
  const std::size_t flag = data_.size();
  data_ += '\1';
  if (!deflater_.compress(glass::TagKind::data, analysed.data, data_)) {
    data_[flag] = '\0';
    data_ += analysed.data;
  }
  data_ends_.push_back(static_cast<std::uint32_t>(data_.size()));
  for (const std::uint64_t half :
       {digests.identity.high, digests.identity.low, digests.content.high, digests.content.low}) {
    run_[Section::digests] += big_endian(half, 8);
  }
  ++run_.articles;
}

void Inverter::rank_terms() {
  const Vocabulary& terms = analyser_.terms();
  kept_order_.update(terms.kept());
  passing_order_.update(terms.passing());
  used_.assign(kept_order_.size() / 64 + 1, 0);
  for (const std::uint32_t term : analyser_.run_terms()) {
    const std::uint32_t place = kept_order_.place_of(term);
    used_[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  kept_ranks_.resize(terms.kept().size());
  passing_ranks_.resize(terms.passing().size());
  ranked_texts_.clear();
  text_begins_.clear();
  const auto rank = [&](std::string_view text) {
    text_begins_.push_back(static_cast<std::uint32_t>(ranked_texts_.size()));
    ranked_texts_ += text;
    return static_cast<std::uint32_t>(text_begins_.size() - 1);
  };
  std::uint32_t passing = 0;
  const auto rank_passing = [&] {
    const std::uint32_t term = passing_order_.term_at(passing++);
    passing_ranks_[term] = rank(terms.passing().text(term));
  };
  for (std::size_t word = 0; word < used_.size(); ++word) {
    for (std::uint64_t bits = used_[word]; bits != 0; bits &= bits - 1) {
      const auto place = static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
      const std::uint32_t term = kept_order_.term_at(place);
      const std::string_view text = terms.kept().text(term);
      while (passing < passing_order_.size() && terms.passing().text(passing_order_.term_at(passing)) < text) {
        rank_passing();
      }
      kept_ranks_[term] = rank(text);
    }
  }
  while (passing < passing_order_.size()) rank_passing();
  ranks_ = static_cast<std::uint32_t>(text_begins_.size());
  text_begins_.push_back(static_cast<std::uint32_t>(ranked_texts_.size()));
  for (Posting& posting : postings_) {
    posting.term = posting.term < Vocabulary::kPassing ? kept_ranks_[posting.term]
                                                       : passing_ranks_[posting.term - Vocabulary::kPassing];
  }
}

/// By article -> by rank, and the same back again: then each article's terms are in order, too.
void Inverter::sort_postings() {
  rank_ends_.assign(ranks_, 0);
  for (const Posting& posting : postings_) ++rank_ends_[posting.term];
  std::uint32_t begin = 0;
  for (std::uint32_t& entry : rank_ends_) entry = std::exchange(begin, begin + entry);
  placed_.resize(postings_.size());
  std::uint32_t next = 0;
  for (std::uint32_t article = 0; article < run_.articles; ++article) {
    for (; next < ends_[article]; ++next) {
      const Posting& posting = postings_[next];
      placed_[rank_ends_[posting.term]++] = {article, posting.wdf, posting.tag_begin, posting.tag_size};
    }
  }
  std::vector<std::uint32_t> free(run_.articles);  // the next free place of each article
  for (std::uint32_t article = 1; article < run_.articles; ++article) free[article] = ends_[article - 1];
  ranked_terms_.resize(postings_.size());
  std::uint32_t at = 0;
  for (std::uint32_t rank = 0; rank < rank_ends_.size(); ++rank) {
    for (; at < rank_ends_[rank]; ++at) ranked_terms_[free[placed_[at].article]++] = {rank, placed_[at].wdf};
  }
}

void Inverter::write_values(std::string& out) const {
  std::vector<SlotValue> sorted = values_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const SlotValue& a, const SlotValue& b) {
    return a.slot != b.slot && glass::comes_before(a.slot, b.slot);
  });
  std::string list;
  for (std::size_t i = 0; i < sorted.size();) {
    const std::uint32_t slot = sorted[i].slot;
    std::uint32_t count = 0;
    std::uint32_t expected = 0;
    list.clear();
    for (; i < sorted.size() && sorted[i].slot == slot; ++i, ++count) {
      put_varint(list, sorted[i].article - expected);
      put_string(list, std::string_view(value_bytes_).substr(sorted[i].begin, sorted[i].size));
      expected = sorted[i].article + 1;
    }
    put_varint(out, slot);
    put_varint(out, count);
    put_string(out, list);
  }
}

void Inverter::write_postings(std::string& section) const {
  Appender out(section);
  TermWriter terms(out);
  std::string list;
  std::uint32_t at = 0;
  for (std::uint32_t rank = 0; rank < ranks_; ++rank) {
    terms.put(term_of(rank));
    out.number(rank_ends_[rank] - at);
    list.clear();
    Appender postings(list);
    std::uint32_t expected = 0;
    for (; at < rank_ends_[rank]; ++at) {
      postings.number(placed_[at].article - expected);
      postings.number(placed_[at].wdf);
      expected = placed_[at].article + 1;
    }
    postings.flush();
    out.text(list);
  }
}

void Inverter::write_positions(std::string& section) const {
  // The tags of one term lie as far apart as its articles; asked for ahead, they come in time.
  Appender out(section);
  TermWriter terms(out);
  std::uint32_t at = 0;
  for (std::uint32_t rank = 0; rank < ranks_; ++rank) {
    const std::uint32_t end = rank_ends_[rank];
    const auto count = std::count_if(placed_.begin() + at, placed_.begin() + end,
                                     [](const Placed& placed) { return placed.tag_size > 0; });
    if (count > 0) {
      terms.put(term_of(rank));
      out.number(static_cast<std::uint64_t>(count));
    }
    std::uint32_t expected = 0;
    for (; at < end; ++at) {
      const Placed& placed = placed_[at];
      if (at + kAhead < placed_.size()) __builtin_prefetch(tags_.data() + placed_[at + kAhead].tag_begin);
      if (placed.tag_size == 0) continue;
      out.number(placed.article - expected);
      out.text_overreading({tags_.data() + placed.tag_begin, placed.tag_size});
      expected = placed.article + 1;
    }
  }
}

void Inverter::write_documents() {
  std::string& out = run_[Section::documents];
  std::string terms;
  std::string deflated;
  std::string slots;
  glass::TermlistEncoder encoder(terms);
  std::vector<std::uint32_t> used;
  std::size_t value = 0;
  for (std::uint32_t article = 0; article < run_.articles; ++article) {
    for (std::size_t i = 0; i < 4; ++i) {
      run_[Section::places] += static_cast<char>((out.size() >> (8 * i)) & 0xFFU);
    }
    const std::size_t data_begin = article == 0 ? 0 : data_ends_[article - 1];
    put_string(out, std::string_view(data_).substr(data_begin, data_ends_[article] - data_begin));

    const std::uint32_t begin = article == 0 ? 0 : ends_[article - 1];
    terms.clear();
    encoder.begin(lengths_[article], ends_[article] - begin);
    for (std::uint32_t i = begin; i < ends_[article]; ++i) {
      // As in write_positions; first where a text begins, then the text.
      if (i + 2 * kAhead < ranked_terms_.size()) {
        __builtin_prefetch(text_begins_.data() + ranked_terms_[i + 2 * kAhead].rank);
        __builtin_prefetch(ranked_texts_.data() + text_begins_[ranked_terms_[i + kAhead].rank]);
      }
      const auto [rank, wdf] = ranked_terms_[i];
      encoder.add(term_of(rank), wdf);
    }
    encoder.end();
    deflated.clear();
    const bool smaller = deflater_.compress(glass::TagKind::terms, terms, deflated);
    put_packed(out, smaller ? deflated : terms, smaller);

    used.clear();
    for (; value < values_.size() && values_[value].article == article; ++value) used.push_back(values_[value].slot);
    slots.clear();
    glass::append_slots(slots, used);
    put_string(out, slots);
    put_varint(run_[Section::lengths], lengths_[article]);
  }
}

void Inverter::begin_run() {
  if (!std::exchange(finished_, false)) return;
  run_.articles = 0;
  for (std::string& section : run_.sections) section.clear();
  postings_.clear();
  ends_.clear();
  lengths_.clear();
  tags_.clear();
  values_.clear();
  value_bytes_.clear();
  data_.clear();
  data_ends_.clear();
  if (analyser_.begin_run(most_remembered_)) kept_order_.clear();
  passing_order_.clear();
}

const Run& Inverter::finish(std::string_view coverage) {
  begin_run();
  rank_terms();
  sort_postings();
  run_[Section::coverage] = coverage;
  for (const OddForm& form : analyser_.take_odd_forms()) {
    for (const std::string_view text :
         {std::string_view(form.language), std::string_view(form.stem), std::string_view(form.word)}) {
      put_string(run_[Section::forms], text);
    }
  }
  write_values(run_[Section::values]);
  write_postings(run_[Section::postings]);
  tags_.append(Appender::kOverread, '\0');
  write_positions(run_[Section::positions]);
  write_documents();
  finished_ = true;
  return run_;
}

}  // namespace news::build
