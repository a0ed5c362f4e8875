// Stored records: any article comes back as it was stored, and any bytes are an article or an error.
#include "common/error.h"
#include "common/record.h"
#include "tests/fuzz/fuzzed_article.h"

namespace {

using news::testing::require;

template <typename Decode>
void accept_or_refuse(Decode decode) {
  try {
    decode();
  } catch (const news::Error& error) {
    require(error.code() == news::Code::archive_damaged);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  accept_or_refuse([&] {
    // Empty entries of lists are not stored, so the first decoding may hold more than any later one.
    const news::Article stored = news::decode_article(news::encode_article(news::decode_article(bytes)));
    require(news::decode_article(news::encode_article(stored)) == stored);
  });
  accept_or_refuse([&] { static_cast<void>(news::decode_hit(bytes)); });

  news::Article article = news::testing::fuzzed_article(bytes);
  news::normalise(article);
  const news::Article stored = news::decode_article(news::encode_article(article));
  require(stored == article);
  const news::HitRecord hit = news::decode_hit(news::encode_hit(article));
  require(article.title.starts_with(hit.title) && article.id.starts_with(hit.id));
  require(hit.cut || (hit.title == article.title && hit.source == article.source && hit.id == article.id));
  require(hit.published == (article.published ? news::to_iso(*article.published) : std::string()));
  return 0;
}
