#include "indexer/build/run_file.h"

#include <fcntl.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "common/codec.h"
#include "common/error.h"
#include "common/open_file.h"
#include "common/record.h"
#include "indexer/build/glass/deflate.h"

namespace news::build {
namespace {

constexpr std::string_view kMagic = "NEWSRUN2";
constexpr std::size_t kFooterBytes = 4 + kSections * 24;
/// Stored articles are smaller: a record has at most 64 MiB, and no character becomes more than some bytes.
constexpr std::size_t kMostArticleBytes = std::size_t{1} << 30;
constexpr std::size_t kTailBytes = kFooterBytes + 8 + kMagic.size();

void put_fixed(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

std::uint64_t take_fixed(std::string_view& bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(count);
  return value;
}

}  // namespace

std::uint64_t Run::bytes() const {
  return std::accumulate(sections.begin(), sections.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const std::string& section) { return sum + section.size(); });
}

void write_run(const std::string& path, const Run& run) {
  OpenFile file(path, O_WRONLY | O_CREAT | O_TRUNC);
  file.write_all(kMagic);
  std::string footer;
  put_fixed(footer, run.articles, 4);
  std::uint64_t offset = kMagic.size();
  for (const std::string& section : run.sections) {
    file.write_all(section);
    put_fixed(footer, offset, 8);
    put_fixed(footer, section.size(), 8);
    put_fixed(footer, XXH3_64bits(section.data(), section.size()), 8);
    offset += section.size();
  }
  put_fixed(footer, XXH3_64bits(footer.data(), footer.size()), 8);
  file.write_all(footer.append(kMagic));
  file.begin_flush();
  file.close();
}

RunSource::RunSource(Run run) : path_("a run in memory"), run_(std::move(run)), articles_(run_.articles) {
  for (std::size_t i = 0; i < kSections; ++i) {
    const std::string& bytes = run_.sections[i];
    extents_[i] = {0, bytes.size(), XXH3_64bits(bytes.data(), bytes.size())};
  }
}

RunSource::RunSource(std::string path) : path_(std::move(path)) {
  const OpenFile file(path_, O_RDONLY);
  const std::uint64_t size = file.size();
  std::string tail(kTailBytes, '\0');
  const bool whole = size >= kMagic.size() + kTailBytes &&
                     file.read_at(size - kTailBytes, tail.data(), tail.size()) == tail.size() && tail.ends_with(kMagic);
  std::string_view rest = tail;
  const std::uint64_t checksum = XXH3_64bits(tail.data(), kFooterBytes);
  std::string_view stated = rest.substr(kFooterBytes, 8);
  if (!whole || take_fixed(stated, 8) != checksum) {
    throw Error(Code::archive_damaged, path_ + " is no whole run of articles");
  }
  articles_ = static_cast<std::uint32_t>(take_fixed(rest, 4));
  for (Extent& extent : extents_) {
    extent.offset = take_fixed(rest, 8);
    extent.size = take_fixed(rest, 8);
    extent.checksum = take_fixed(rest, 8);
  }
}

std::size_t RunSource::read(Section section, std::uint64_t offset, char* buffer, std::size_t buffer_size) const {
  const Extent& place = extent(section);
  if (offset >= place.size) return 0;
  const std::size_t size = std::min<std::uint64_t>(buffer_size, place.size - offset);
  if (!run_.sections[static_cast<std::size_t>(section)].empty()) {
    std::memcpy(buffer, run_[section].data() + offset, size);
    return size;
  }
  // Opened for each window, which costs a few microseconds: a night's runs are more than the files a process may hold.
  const OpenFile file(path_, O_RDONLY);
  return file.read_at(place.offset + offset, buffer, size);
}

void check_run(const RunSource& run) {
  constexpr std::size_t kWindow = std::size_t{1} << 20;
  for (std::size_t i = 0; i < kSections; ++i) {
    SectionReader reader(run, static_cast<Section>(i), kWindow);
    for (std::uint64_t rest = run.size(static_cast<Section>(i)); !reader.at_end();) {
      rest -= reader.take(static_cast<std::size_t>(std::min<std::uint64_t>(rest, kWindow))).size();
    }
  }
}

Article stored_article(const RunSource& run, std::uint32_t article) {
  const auto bytes_of = [&](Section section, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    bytes.resize(run.read(section, offset, bytes.data(), bytes.size()));
    return bytes;
  };
  const std::string place = bytes_of(Section::places, std::uint64_t{4} * article, 4);
  constexpr std::size_t kMostSizeBytes = 10;
  if (place.size() == 4) {
    std::string_view rest = place;
    const std::uint64_t offset = take_fixed(rest, 4);
    const std::string head = bytes_of(Section::documents, offset, kMostSizeBytes);
    rest = head;
    const auto size = take_varint(rest);
    const std::uint64_t begin = offset + head.size() - rest.size();
    if (size && *size > 0 && *size <= run.size(Section::documents)) {
      const std::string packed = bytes_of(Section::documents, begin, *size);
      const std::string_view data = std::string_view(packed).substr(1);
      if (packed.size() == *size) {
        return decode_article(packed.front() == '\0' ? std::string(data) : glass::inflate(data, kMostArticleBytes));
      }
    }
  }
  throw Error(Code::archive_damaged, run.name() + " contradicts itself");
}

SectionReader::SectionReader(const RunSource& run, Section section, std::size_t window)
    : run_(&run), section_(section), window_(std::max<std::size_t>(window, 64)), checksum_(XXH3_createState()) {
  if (!checksum_) throw std::bad_alloc();
  XXH3_64bits_reset(checksum_.get());
}
SectionReader::~SectionReader() = default;
SectionReader::SectionReader(SectionReader&&) noexcept = default;
SectionReader& SectionReader::operator=(SectionReader&&) noexcept = default;

void SectionReader::FreeState::operator()(XXH3_state_s* state) const noexcept { XXH3_freeState(state); }

void SectionReader::damaged() const {
  throw Error(Code::archive_damaged, run_->name() + " has changed since it was written",
              "the disk may be failing; run the same command again");
}

void SectionReader::fill(std::size_t wanted) {
  const std::uint64_t rest = run_->size(section_) - read_;
  if (rest == 0) return;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t more = std::min<std::uint64_t>(std::max(window_, wanted) - end_, rest);
  if (buffer_.size() < end_ + more) buffer_.resize(end_ + more);
  const std::size_t got = run_->read(section_, read_, buffer_.data() + end_, more);
  if (got != more) damaged();
  XXH3_64bits_update(checksum_.get(), buffer_.data() + end_, got);
  end_ += got;
  read_ += got;
}

bool SectionReader::at_end() {
  if (begin_ < end_) return false;
  if (read_ < run_->size(section_)) return false;
  if (!checked_ && XXH3_64bits_digest(checksum_.get()) != run_->extent(section_).checksum) damaged();
  checked_ = true;
  return true;
}

std::string_view SectionReader::take(std::size_t bytes) {
  if (end_ - begin_ < bytes) {
    fill(bytes);
    if (end_ - begin_ < bytes) damaged();
  }
  const std::string_view taken(buffer_.data() + begin_, bytes);
  begin_ += bytes;
  return taken;
}

std::uint64_t SectionReader::take_number() {
  constexpr std::size_t kMostBytes = 10;
  if (end_ - begin_ < kMostBytes) fill(kMostBytes);
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && begin_ < end_; shift += 7) {
    const auto group = static_cast<unsigned char>(buffer_[begin_++]);
    value |= std::uint64_t{group & 0x7FU} << shift;
    if ((group & 0x80U) == 0) return value;
  }
  damaged();
}

}  // namespace news::build
