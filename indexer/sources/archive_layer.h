// One container or compression layer, read through libarchive.
#pragma once

#include <memory>
#include <string>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/magic.h"

namespace news::sources {

/// Steps through the entries of a tar or zip; a compression has one entry without a name.
class ArchiveLayer {
 public:
  enum class Outcome {
    entry,        ///< `entry` is a regular file; its data can be read until the next call
    passed_over,  ///< a folder, link or device
    end,          ///< no further entries
    damaged,      ///< `reason` tells; calling again goes on behind the damage
    dead,         ///< `reason` tells; nothing behind it can be read
  };
  struct Step {
    Outcome outcome = Outcome::end;
    std::string name;  ///< as stored, ill-formed UTF-8 as U+FFFD
    std::string reason;
    bool encrypted = false;
  };

  /// `packed` begins with the layer's first byte and must outlive it. `packing` is none of none and gzip.
  ArchiveLayer(ByteStream& packed, Packing packing);
  ~ArchiveLayer();
  ArchiveLayer(const ArchiveLayer&) = delete;
  ArchiveLayer& operator=(const ArchiveLayer&) = delete;

  [[nodiscard]] Step next();

  /// The data of the current entry. Valid until the next call of next().
  [[nodiscard]] ByteStream& data() noexcept;

  /// Whether the last damage ended it: next() would tell nothing new.
  [[nodiscard]] bool is_dead() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace news::sources
