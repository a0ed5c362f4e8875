// Names that nobody else gives.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace news {

using Uuid = std::array<std::uint8_t, 16>;

/// A random one (RFC 4122, section 4.4: version 4). Throws std::exception where the system gives no random numbers.
[[nodiscard]] Uuid random_uuid();

/// 32 lower-case hex digits, without dashes.
[[nodiscard]] std::string to_hex(const Uuid& uuid);

}  // namespace news
