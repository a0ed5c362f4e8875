// Unpacks layer after layer until plain members are left.
#include "indexer/sources/containers.h"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <optional>
#include <vector>

#include "common/error.h"
#include "indexer/sources/archive_layer.h"
#include "indexer/sources/gunzip.h"
#include "indexer/sources/magic.h"

namespace news::sources {
namespace {

constexpr std::uint64_t kFreeBytes = std::uint64_t{64} << 20;  // below this the ratio is not looked at
constexpr std::size_t kDrainBytes = std::size_t{64} << 10;

/// What was taken of one outermost file's limits.
struct Budget {
  explicit Budget(const Limits& of) : limits(of) {}
  const Limits& limits;
  std::uint64_t read = 0;      // bytes of the outermost file
  std::uint64_t unpacked = 0;  // bytes that all layers gave
  std::uint64_t members = 0;
  bool exceeded = false;
  std::string reason;  // why, where a layer unpacked too much
};

/// Counts what comes out of the outermost file.
class CountedInput : public ByteStream {
 public:
  CountedInput(ByteStream& bytes, Budget& budget) : bytes_(bytes), budget_(budget) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t got = bytes_.read(buffer);
    budget_.read += got;
    return got;
  }

 private:
  ByteStream& bytes_;
  Budget& budget_;
};

/// Counts what a layer unpacks, and ends it where that is out of all proportion.
class MeteredOutput : public ByteStream {
 public:
  MeteredOutput(ByteStream& bytes, Budget& budget) : bytes_(bytes), budget_(budget) {}
  std::size_t read(std::span<char> buffer) override {
    if (!budget_.exceeded) {
      const std::size_t got = bytes_.read(buffer);
      budget_.unpacked += got;
      const std::uint64_t beyond = budget_.unpacked > kFreeBytes ? budget_.unpacked - kFreeBytes : 0;
      const bool ratio_holds = beyond / budget_.limits.max_ratio <= budget_.read;
      const bool total_holds = budget_.unpacked <= budget_.limits.max_total;
      if (ratio_holds && total_holds) return got;
      budget_.exceeded = true;
      budget_.reason = ratio_holds ? fmt::format("unpacks to more than {} bytes", budget_.limits.max_total)
                                   : fmt::format("unpacks to more than {} times its size", budget_.limits.max_ratio);
    }
    throw Error(Code::source_unreadable, budget_.reason);
  }

 private:
  ByteStream& bytes_;
  Budget& budget_;
};

/// Gives the first bytes to look at without taking them away.
class Peeked : public ByteStream {
 public:
  explicit Peeked(ByteStream& bytes) : bytes_(bytes), head_(kMagicBytes) {
    std::size_t held = 0;
    try {
      while (held < head_.size()) {
        const std::size_t got = bytes_.read(std::span(head_).subspan(held));
        if (got == 0) break;
        held += got;
      }
    } catch (const Error&) {
      failure_ = std::current_exception();  // its turn comes after the bytes before it
    }
    head_.resize(held);
  }

  [[nodiscard]] std::string_view head() const noexcept { return {head_.data(), head_.size()}; }

  std::size_t read(std::span<char> buffer) override {
    if (taken_ < head_.size()) {
      const std::size_t count = std::min(buffer.size(), head_.size() - taken_);
      std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(taken_), count, buffer.begin());
      taken_ += count;
      return count;
    }
    if (failure_) std::rethrow_exception(failure_);
    return bytes_.read(buffer);
  }

 private:
  ByteStream& bytes_;
  std::vector<char> head_;
  std::size_t taken_ = 0;
  std::exception_ptr failure_;
};

/// Remembers a damage that its reader met, whatever the reader makes of it.
class Watched : public ByteStream {
 public:
  explicit Watched(ByteStream& bytes) : bytes_(bytes) {}
  std::size_t read(std::span<char> buffer) override {
    try {
      return bytes_.read(buffer);
    } catch (const Error& error) {
      damage_ = error.what();
      throw;
    }
  }
  [[nodiscard]] const std::optional<std::string>& damage() const noexcept { return damage_; }

 private:
  ByteStream& bytes_;
  std::optional<std::string> damage_;
};

class Unpacker {
 public:
  Unpacker(const Limits& limits, MemberSink& sink) : budget_(limits), sink_(sink) {}

  void run(ByteStream& bytes) {
    CountedInput counted(bytes, budget_);
    unpack(counted, {}, 0);
  }

 private:
  void unpack(ByteStream& bytes, const std::string& member, unsigned depth) {
    Peeked peeked(bytes);
    const Packing packing = packing_of(peeked.head());
    if (packing == Packing::none) return deliver(peeked, member);
    if (depth >= budget_.limits.max_depth) {
      return report(member, fmt::format("more than {} containers inside one another", budget_.limits.max_depth));
    }
    if (packing == Packing::tar || packing == Packing::zip) return unpack_container(peeked, packing, member, depth);
    if (packing == Packing::gzip) {
      const std::unique_ptr<ByteStream> plain = gunzip(peeked);
      MeteredOutput metered(*plain, budget_);
      return unpack(metered, member, depth + 1);
    }
    ArchiveLayer layer(peeked, packing);
    const ArchiveLayer::Step step = layer.next();
    if (step.outcome == ArchiveLayer::Outcome::dead || step.outcome == ArchiveLayer::Outcome::damaged) {
      return report(member, step.reason);
    }
    MeteredOutput metered(layer.data(), budget_);
    unpack(metered, member, depth + 1);
  }

  void unpack_container(ByteStream& packed, Packing packing, const std::string& container, unsigned depth) {
    ArchiveLayer layer(packed, packing);
    bool in_damage = false;  // one report for a stretch of damage, however many tries lead out of it
    while (!budget_.exceeded) {
      const ArchiveLayer::Step step = layer.next();
      if (step.outcome == ArchiveLayer::Outcome::end) return;
      if (step.outcome == ArchiveLayer::Outcome::dead) return report(container, step.reason);
      if (step.outcome == ArchiveLayer::Outcome::damaged) {
        if (!in_damage) report(container, step.reason);
        in_damage = true;
        continue;
      }
      in_damage = false;
      if (++budget_.members > budget_.limits.max_members) {
        budget_.exceeded = true;
        return report(container, fmt::format("more than {} members", budget_.limits.max_members));
      }
      if (step.outcome == ArchiveLayer::Outcome::passed_over) continue;
      unpack_entry(layer, step, container.empty() ? step.name : container + '/' + step.name, depth);
      if (layer.is_dead()) return;  // said with the entry
    }
  }

  void unpack_entry(ArchiveLayer& layer, const ArchiveLayer::Step& step, const std::string& member, unsigned depth) {
    if (step.encrypted) return report(member, "encrypted");
    const std::uint64_t reports_before = reports_;
    MeteredOutput metered(layer.data(), budget_);
    unpack(metered, member, depth + 1);
    // What the sink left is read here rather than skipped by libarchive, so that it counts against the limits.
    try {
      std::array<char, kDrainBytes> rest;
      while (metered.read(rest) > 0) {
      }
    } catch (const Error& error) {
      if (reports_ == reports_before) report(member, error.what());
    }
  }

  void deliver(ByteStream& bytes, const std::string& member) {
    Watched watched(bytes);
    std::optional<std::string> damage;
    try {
      sink_.member(member, watched);
    } catch (const Error& error) {
      if (error.code() != Code::source_unreadable) throw;
      damage = error.what();
    }
    if (watched.damage()) damage = watched.damage();
    if (damage) report(member, *damage);
  }

  void report(const std::string& member, std::string_view reason) {
    ++reports_;
    sink_.unreadable(member, reason);
  }

  Budget budget_;
  MemberSink& sink_;
  std::uint64_t reports_ = 0;
};

}  // namespace

void read_members(ByteStream& bytes, std::string_view /*name*/, const Limits& limits, MemberSink& sink) {
  Unpacker(limits, sink).run(bytes);
}

}  // namespace news::sources
