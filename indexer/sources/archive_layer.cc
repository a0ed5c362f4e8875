// Lends a ByteStream to libarchive and its entries back as ByteStreams.
#include "indexer/sources/archive_layer.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>  // NOLINT(modernize-deprecated-headers): newlocale and uselocale are POSIX, not in <clocale>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstring>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "common/error.h"
#include "common/text.h"

namespace news::sources {
namespace {

constexpr std::size_t kInputBytes = std::size_t{64} << 10;

struct FreeArchive {
  void operator()(archive* handle) const noexcept { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, FreeArchive>;

/// libarchive converts names to the charset of the thread's locale; in the C locale they would be lost.
class Utf8Names {
 public:
  Utf8Names() : before_(::uselocale(utf8_locale())) {}
  ~Utf8Names() { ::uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  static locale_t utf8_locale() {
    static const locale_t kShared = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return kShared;
  }

  locale_t before_;
};

}  // namespace

class ArchiveLayer::Impl : public ByteStream {
 public:
  Impl(ByteStream& packed, Packing packing) : packed_(packed), input_(kInputBytes), handle_(archive_read_new()) {
    if (!handle_) throw std::bad_alloc();
    enable(packing);
    const Utf8Names utf8_names;
    if (archive_read_open(handle_.get(), this, nullptr, &Impl::on_read, nullptr) != ARCHIVE_OK) die();
  }

  Step next() {
    pending_ = {};
    expected_offset_ = 0;
    damage_.reset();
    if (dead_) return {.outcome = Outcome::dead, .name = {}, .reason = death_};

    archive_entry* entry = nullptr;
    const Utf8Names utf8_names;
    switch (archive_read_next_header(handle_.get(), &entry)) {
      case ARCHIVE_EOF:
        ended_ = true;
        return {};
      case ARCHIVE_OK:
      case ARCHIVE_WARN:  // some attribute could not be read; ours are the name and the data
        return step_of(entry);
      case ARCHIVE_RETRY:
        return {.outcome = Outcome::damaged, .name = {}, .reason = reason()};
      default:
        die();
        return {.outcome = Outcome::dead, .name = {}, .reason = death_};
    }
  }

  std::size_t read(std::span<char> buffer) override {
    if (buffer.empty()) return 0;
    if (pending_.empty()) fetch();
    const std::size_t count = std::min(buffer.size(), pending_.size());
    std::copy_n(pending_.begin(), count, buffer.begin());
    pending_ = pending_.subspan(count);
    return count;
  }

  [[nodiscard]] bool is_dead() const noexcept { return dead_; }

 private:
  static la_ssize_t on_read(archive* handle, void* self, const void** buffer) {
    auto& layer = *static_cast<Impl*>(self);
    try {
      *buffer = layer.input_.data();
      return static_cast<la_ssize_t>(layer.packed_.read(layer.input_));
    } catch (const Error& error) {
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the only way to hand libarchive a message
      archive_set_error(handle, EIO, "%s", error.what());
    } catch (...) {
      layer.foreign_ = std::current_exception();         // thrown on once libarchive's frames are left
      archive_set_error(handle, EIO, "reading failed");  // NOLINT(cppcoreguidelines-pro-type-vararg)
    }
    return -1;
  }

  void enable(Packing packing) {
    archive* const handle = handle_.get();
    switch (packing) {
      case Packing::tar:
        archive_read_support_format_tar(handle);
        return;
      case Packing::zip:
        // The streamable reader goes by the local headers: it needs no seeking, hence works in nested containers too.
        archive_read_support_format_zip_streamable(handle);
        return;
      case Packing::bzip2:
        archive_read_support_filter_bzip2(handle);
        break;
      case Packing::xz:
        archive_read_support_filter_xz(handle);
        break;
      case Packing::zstd:
        archive_read_support_filter_zstd(handle);
        break;
      case Packing::lz4:
        archive_read_support_filter_lz4(handle);
        break;
      case Packing::compress:
        archive_read_support_filter_compress(handle);
        break;
      case Packing::none:
      case Packing::gzip:
        break;
    }
    archive_read_support_format_raw(handle);
    archive_read_support_format_empty(handle);
  }

  Step step_of(archive_entry* entry) {
    Step step;
    step.outcome = Outcome::passed_over;
    if (const char* name = archive_entry_pathname(entry); name != nullptr) step.name = scrub_utf8(name);
    if (archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr) {
      step.outcome = Outcome::entry;
      step.encrypted = archive_entry_is_encrypted(entry) != 0;
    }
    return step;
  }

  void fetch() {
    if (ended_) return;
    if (damage_) throw Error(Code::source_unreadable, *damage_);
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int status = ARCHIVE_OK;
    do {
      status = archive_read_data_block(handle_.get(), &block, &size, &offset);
    } while (status == ARCHIVE_OK && size == 0);
    if (status == ARCHIVE_EOF) return;
    // A warning (a wrong checksum) comes with the last block, which stands.
    if (status == ARCHIVE_WARN || status == ARCHIVE_RETRY || status == ARCHIVE_FAILED) damage_ = reason();
    if (status == ARCHIVE_FATAL) {
      die();
      damage_ = death_;
    }
    if (size == 0 || block == nullptr || status == ARCHIVE_FATAL || status == ARCHIVE_FAILED) {
      throw Error(Code::source_unreadable, damage_.value_or("damaged entry"));
    }
    if (offset != expected_offset_) {
      damage_ = "a sparse file";  // its holes could be made of any number of zeros
      throw Error(Code::source_unreadable, *damage_);
    }
    expected_offset_ += static_cast<la_int64_t>(size);
    pending_ = {static_cast<const char*>(block), size};
  }

  [[nodiscard]] std::string reason() const {
    const char* text = archive_error_string(handle_.get());
    return text != nullptr ? sanitise(text) : "damaged or truncated";
  }

  void die() {
    if (foreign_) std::rethrow_exception(std::exchange(foreign_, nullptr));
    dead_ = true;
    death_ = reason();
  }

  ByteStream& packed_;
  std::vector<char> input_;
  std::exception_ptr foreign_;
  std::span<const char> pending_;  // bytes of libarchive's current block not read yet
  la_int64_t expected_offset_ = 0;
  std::optional<std::string> damage_;  // of the current entry
  bool ended_ = false;                 // also an empty compressed text, which has no entry at all
  bool dead_ = false;
  std::string death_;
  ArchiveHandle handle_;  // last, so that it goes first: closing may still call on_read
};

ArchiveLayer::ArchiveLayer(ByteStream& packed, Packing packing) : impl_(std::make_unique<Impl>(packed, packing)) {}
ArchiveLayer::~ArchiveLayer() = default;
ArchiveLayer::Step ArchiveLayer::next() { return impl_->next(); }
ByteStream& ArchiveLayer::data() noexcept { return *impl_; }
bool ArchiveLayer::is_dead() const noexcept { return impl_->is_dead(); }

}  // namespace news::sources
