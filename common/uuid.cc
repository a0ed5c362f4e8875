#include "common/uuid.h"

#include <fmt/format.h>

#include <random>

namespace news {

Uuid random_uuid() {
  std::random_device random;
  Uuid uuid{};
  for (std::uint8_t& byte : uuid) byte = static_cast<std::uint8_t>(random());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0FU) | 0x40U);
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3FU) | 0x80U);
  return uuid;
}

std::string to_hex(const Uuid& uuid) { return fmt::format("{:02x}", fmt::join(uuid, "")); }

}  // namespace news
