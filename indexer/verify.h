// Re-reads the records that articles come from, and compares them with what the archive says of them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/sources/containers.h"

namespace news {

/// What became of the records. An article counts once for each record that states it.
struct Verification {
  std::uint64_t files = 0;     ///< outermost files that articles come from
  std::uint64_t records = 0;   ///< that the archive names
  std::uint64_t verified = 0;  ///< they are there, byte for byte
  std::uint64_t changed = 0;   ///< other bytes stand in their place
  std::uint64_t missing = 0;   ///< their file, member or place is not there
  std::uint64_t unread = 0;    ///< came by standard input: there is nothing to read again

  [[nodiscard]] bool holds() const noexcept { return changed == 0 && missing == 0; }
};

/// Reads every file that articles of the archive come from, containers and compression included, and compares the
/// digest of each record's bytes (offset and length in the decoded member) with the one that the article keeps. `tell`
/// gets a line for each record that is not as it was. Memory is bounded by the articles of one file (about 100 bytes
/// each). Throws Error where the archive can't be read; what happens to sources is told, never thrown.
[[nodiscard]] Verification verify_archive(const std::string& archive, const sources::Limits& limits,
                                          const std::function<void(std::string_view line)>& tell);

/// One line for a person, with a line end.
[[nodiscard]] std::string verification_text(const Verification& verification);
/// One JSON object, one line.
[[nodiscard]] std::string verification_json(const Verification& verification);

}  // namespace news
