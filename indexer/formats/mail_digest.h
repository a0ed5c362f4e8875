// Takes apart a digest: a message that holds nothing but messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace news::formats {

/// RFC 2046, section 5.1.5.
class MailDigest {
 public:
  /// A message of the digest, as it stands in the record.
  struct Part {
    std::string_view raw;      ///< between two boundary lines
    std::string_view message;  ///< the end of `raw`: behind the part's own header
    std::uint64_t offset = 0;  ///< of `raw` in the member
  };

  /// The digest that `message`, which begins with its header at `offset` of the member, is; nullopt where it is none,
  /// or where a part is no message. Views into `message`.
  [[nodiscard]] static std::optional<MailDigest> open(std::string_view message, std::uint64_t offset);

  /// The next message, in order; nullopt behind the last.
  [[nodiscard]] std::optional<Part> next();

 private:
  std::vector<Part> parts_;
  std::size_t given_ = 0;
};

}  // namespace news::formats
