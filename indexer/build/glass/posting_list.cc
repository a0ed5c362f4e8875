#include "indexer/build/glass/posting_list.h"

#include <algorithm>
#include <stdexcept>

#include "common/codec.h"

namespace news::glass {
namespace {

char* put_varint_at(char* place, std::uint32_t value) noexcept {
  for (; value >= 0x80; value >>= 7U) *place++ = static_cast<char>(value | 0x80U);
  *place++ = static_cast<char>(value);
  return place;
}

}  // namespace

void PostingList::add(DocId docid, std::uint32_t wdf) {
  if (docid <= last_) throw std::logic_error("docids of a posting list do not ascend");
  if (body_size_ >= kChunkBytes) close_chunk();
  char* place = body_.data() + body_size_;
  if (body_size_ == 0) {
    first_ = docid;
  } else {
    place = put_varint_at(place, docid - last_ - 1);
  }
  place = put_varint_at(place, wdf);
  body_size_ = static_cast<std::size_t>(place - body_.data());
  last_ = docid;
  ++count_;
  wdf_sum_ += wdf;
  largest_wdf_ = std::max(largest_wdf_, wdf);
}

void PostingList::add(std::span<const Posting> postings) {
  for (const auto& [docid, wdf] : postings) add(docid, wdf);
}

void PostingList::close_chunk() {
  bodies_.append(body_.data(), body_size_);
  chunks_.push_back({first_, last_, bodies_.size()});
  body_size_ = 0;
}

void PostingList::write(TableWriter& table, Frequencies frequencies, std::string_view first_key,
                        std::string_view further_key) {
  close_chunk();
  std::size_t begin = 0;
  for (const Chunk& chunk : chunks_) {
    key_.clear();
    tag_.clear();
    if (begin == 0) {
      key_ = first_key;
      put_varint(tag_, frequencies.documents);
      put_varint(tag_, frequencies.wdf_sum);
      put_varint(tag_, chunk.first - 1);
    } else {
      key_ = further_key;
      append_docid(key_, chunk.first);
    }
    tag_ += chunk.end == bodies_.size() ? '1' : '0';
    put_varint(tag_, chunk.last - chunk.first);
    tag_.append(bodies_, begin, chunk.end - begin);
    table.add(key_, tag_, Packing::plain);
    begin = chunk.end;
  }
  clear();
}

void PostingList::clear() noexcept {
  body_size_ = 0;
  last_ = 0;
  count_ = 0;
  wdf_sum_ = 0;
  bodies_.clear();
  chunks_.clear();
}

}  // namespace news::glass
