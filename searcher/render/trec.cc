#include "searcher/render/trec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "common/text.h"

namespace news::render {
namespace {

/// Less than `last`, in six decimals and as single precision.
double below(double last) {
  constexpr double kDecimals = 1e-6;
  const auto single = static_cast<float>(last);
  const double gap = single - std::nextafter(single, -std::numeric_limits<float>::infinity());
  return last - std::max(kDecimals, 2 * gap);
}

}  // namespace

std::string trec_column(std::string_view text) {
  std::string column;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, decoded.length);
    at += decoded.length;
    const char32_t c = decoded.character;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    if (c != U'%' && !control && !is_space(c)) {
      column += bytes;
      continue;
    }
    for (const char byte : bytes) column += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return column;
}

void TrecWriter::hit(const match::Hit& hit) {
  last_ = std::isinf(last_) ? hit.score : std::min(hit.score, below(last_));
  out_ << fmt::format("{} Q0 {} {} {:.6f} news-searcher\n", topic_, trec_column(hit.record.id), hit.rank, last_);
}

}  // namespace news::render
