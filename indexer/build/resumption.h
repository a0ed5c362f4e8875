// What an interrupted build holds of each file, in a form that is quickly asked.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/build/coverage.h"
#include "indexer/build/segment_builder.h"

namespace news::build {

/// Finds the durable articles of a file by its path, if the file is still what it was. Some 130 bytes of memory a file.
class Resumption {
 public:
  /// Nothing to go on with.
  Resumption() = default;
  /// Reads what the builder has taken up.
  explicit Resumption(const SegmentBuilder& builder);

  struct File {
    std::uint32_t first = 0;     ///< number of its first article, if it has any
    std::uint32_t articles = 0;  ///< durable ones, numbered one behind the other
    std::optional<FileEnd> end;  ///< if it was read to its end
  };
  /// nullptr where nothing is known of the file, or it has changed since.
  [[nodiscard]] const File* find(const FileStamp& file) const;

 private:
  struct Known {
    Digest path;
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
    File file;
  };

  [[nodiscard]] static bool goes_on(const Known& known, const Known& part);

  std::vector<Known> files_;  // by path
};

}  // namespace news::build
