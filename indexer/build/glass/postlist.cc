#include "indexer/build/glass/postlist.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "common/error.h"

namespace news::glass {
namespace {

constexpr std::string_view kMetadata("\0\xC0", 2);
constexpr std::string_view kLengths("\0\xE0", 2);

}  // namespace

PostlistWriter::PostlistWriter(std::string path) : table_(std::move(path), WhenEmpty::empty_file), values_(table_) {}

void PostlistWriter::enter(Part part) {
  if (in_term_ || part < part_) throw std::logic_error(table_.path() + " is not written in order");
  if (part == part_) return;
  if (part_ <= Part::values && part > Part::values) leave_values();
  if (part_ <= Part::lengths && part > Part::lengths) leave_lengths();
  part_ = part;
}

void PostlistWriter::metadata(std::string_view key, std::string_view value) {
  enter(Part::metadata);
  if (key.empty()) throw std::logic_error("metadata has an empty key");
  if (value.empty()) return;
  key_ = kMetadata;
  key_.append(key);
  table_.add(key_, value, Packing::plain);
}

void PostlistWriter::value_statistics(const ValueStatistics& statistics) {
  enter(Part::statistics);
  promised_ = statistics;
  write_statistics(table_, statistics);
}

void PostlistWriter::add_value(std::uint32_t slot, DocId docid, std::string_view value) {
  enter(Part::values);
  values_.add(slot, docid, value);
}

void PostlistWriter::leave_values() {
  values_.flush();
  const auto same = [](const auto& promised, const auto& added) {
    return promised.first == added.first && promised.second.frequency == added.second;
  };
  const auto& promised = promised_.slots();
  const auto& added = values_.frequencies();
  if (!std::equal(promised.begin(), promised.end(), added.begin(), added.end(), same)) {
    throw std::logic_error("the values of " + table_.path() + " are not those of its statistics");
  }
}

void PostlistWriter::add_length(DocId docid, std::uint32_t length) {
  enter(Part::lengths);
  lengths_.add(docid, length);
  ++statistics_.documents;
  statistics_.last_docid = docid;
  statistics_.longest = std::max(statistics_.longest, length);
  statistics_.total_length += length;
  if (length > 0) {
    statistics_.shortest = statistics_.shortest == 0 ? length : std::min(statistics_.shortest, length);
  }
}

void PostlistWriter::leave_lengths() {
  // The list of lengths counts neither documents nor lengths (merge_doclen_changes in glass_postlist.cc).
  if (!lengths_.empty()) lengths_.write(table_, {0, 0}, kLengths, kLengths);
}

void PostlistWriter::begin_term(std::string_view term) {
  enter(Part::terms);
  if (term.empty()) throw std::logic_error("a term is empty");
  if (term.size() > kMaxTermBytes) {
    throw Error(Code::io, "can't write " + table_.path() + ": a term has " + std::to_string(term.size()) +
                              " bytes, a database holds terms of " + std::to_string(kMaxTermBytes));
  }
  key_.clear();
  append_term(key_, term);
  in_term_ = true;
}

void PostlistWriter::add_postings(std::span<const Posting> postings) {
  if (!in_term_) throw std::logic_error("a posting of no term");
  postings_.add(postings);
}

void PostlistWriter::end_term() {
  if (!in_term_) throw std::logic_error("no term to end");
  in_term_ = false;
  if (postings_.empty()) return;
  if (postings_.wdf_sum() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(Code::io, "can't write " + table_.path() + ": a term occurs 2^32 times or more");
  }
  const auto wdf_sum = static_cast<std::uint32_t>(postings_.wdf_sum());
  std::string further_key = key_;
  further_key += '\0';
  postings_.write(table_, {postings_.count(), wdf_sum}, key_, further_key);
}

TableRoot PostlistWriter::finish() {
  enter(Part::finished);
  return table_.finish();
}

Statistics PostlistWriter::statistics() const noexcept {
  Statistics statistics = statistics_;
  statistics.largest_wdf = postings_.largest_wdf();
  return statistics;
}

}  // namespace news::glass
