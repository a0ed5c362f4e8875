// A sorted run: a batch of articles, inverted and complete, in the form in which runs are merged into a database.
//
//   "NEWSRUN2"
//   the sections, one behind the other (Section)
//   footer: u32 articles; for each section u64 offset, u64 size, u64 XXH3 of its bytes
//   u64 XXH3 of the footer, "NEWSRUN2"
//
// All numbers little-endian. A file is whole if its footer is; the sections' own checksums are checked where they are
// read to their ends. Articles of a run are numbered from 0.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/article.h"

struct XXH3_state_s;

namespace news::build {

/// What a run holds. `varint` and `string` as in common/codec.h; each section is read from front to back, by one of the
/// threads that write the tables.
enum class Section : std::uint8_t {
  coverage,  ///< of which files, see coverage.cc
  forms,     ///< odd forms: (string language, string stem, string word)*
  digests,   ///< for each article 16 bytes identity, 16 bytes content
  lengths,   ///< for each article varint document length (the sum of its wdfs)
  values,  ///< for each slot, in the order of the table: varint slot, count, bytes; then (varint article gap, string)*
  postings,   ///< for each term: term, varint count, bytes; then (varint article gap, varint wdf)*
  positions,  ///< for each term with positions: term, varint count; then (varint article gap, string tag)*
  documents,  ///< for each article: string data, string terms, string slots, as the tables hold them
  places,     ///< for each article u32: where it begins in `documents`
};
inline constexpr std::size_t kSections = 9;
// A term: varint bytes shared with the term before it, string the rest. An article gap counts from the article before,
// the first from -1, less one. Tags of `documents` begin with a byte that is 1 where what follows is deflated.

/// A run in memory.
struct Run {
  std::uint32_t articles = 0;
  std::array<std::string, kSections> sections;

  [[nodiscard]] std::string& operator[](Section section) { return sections[static_cast<std::size_t>(section)]; }
  [[nodiscard]] const std::string& operator[](Section section) const {
    return sections[static_cast<std::size_t>(section)];
  }
  [[nodiscard]] std::uint64_t bytes() const;
};

/// Writes a run to a file and has the disk begin with it; sync_path (common/durable_file.h) waits until it is there,
/// which costs little some time later. Throws Error(Code::io).
void write_run(const std::string& path, const Run& run);

/// A run to be read: in memory, or a file of which only windows are in memory. No file stays open, so that there may be
/// any number of runs. May be read by several threads.
class RunSource {
 public:
  explicit RunSource(Run run);
  /// Throws Error(Code::io) where the file can't be read, Error(Code::archive_damaged) where it is no whole run.
  explicit RunSource(std::string path);

  [[nodiscard]] std::uint32_t articles() const noexcept { return articles_; }
  [[nodiscard]] std::uint64_t size(Section section) const { return extent(section).size; }
  /// For messages.
  [[nodiscard]] const std::string& name() const noexcept { return path_; }

  /// Bytes of a section: those from `offset` on, at most `buffer_size`. Returns how many. Throws Error(Code::io).
  std::size_t read(Section section, std::uint64_t offset, char* buffer, std::size_t buffer_size) const;

 private:
  friend class SectionReader;
  struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t checksum = 0;
  };
  [[nodiscard]] const Extent& extent(Section section) const { return extents_[static_cast<std::size_t>(section)]; }

  std::string path_;
  Run run_;  // without a path
  std::uint32_t articles_ = 0;
  std::array<Extent, kSections> extents_;
};

/// Reads a section of a run from front to back through a window, and checks its bytes. The run must outlive it.
class SectionReader {
 public:
  /// Holds `window` bytes at a time, more where one piece is longer.
  SectionReader(const RunSource& run, Section section, std::size_t window);
  ~SectionReader();
  SectionReader(SectionReader&&) noexcept;
  SectionReader& operator=(SectionReader&&) noexcept;

  /// Whether all has been taken. Throws Error(Code::archive_damaged) at the end of a section whose bytes have changed.
  [[nodiscard]] bool at_end();
  /// The next bytes, valid until the next call. Throws Error(Code::archive_damaged) where the section has not as many.
  std::string_view take(std::size_t bytes);
  std::uint64_t take_number();
  std::string_view take_text() { return take(static_cast<std::size_t>(take_number())); }

 private:
  struct FreeState {
    void operator()(XXH3_state_s* state) const noexcept;
  };

  /// Makes `wanted` bytes available, if the section has them.
  void fill(std::size_t wanted);
  [[noreturn]] void damaged() const;

  const RunSource* run_;
  Section section_;
  std::size_t window_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not taken yet, in buffer_
  std::size_t end_ = 0;
  std::uint64_t read_ = 0;  // of the section
  std::unique_ptr<XXH3_state_s, FreeState> checksum_;
  bool checked_ = false;
};

/// Checks all sections. Throws Error(Code::io), Error(Code::archive_damaged).
void check_run(const RunSource& run);

/// The stored article of that number, from 0. Throws Error(Code::io, Code::archive_damaged).
[[nodiscard]] Article stored_article(const RunSource& run, std::uint32_t article);

}  // namespace news::build
