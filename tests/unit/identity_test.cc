// Articles without an id of their own.
#include "indexer/formats/identity.h"

#include <gtest/gtest.h>

namespace news::formats {
namespace {

std::string id_of(const std::string& id, const std::string& url) {
  Article article;
  article.id = id;
  article.url = url;
  identify_by_address(article);
  return article.id;
}

TEST(Identity, an_address_stands_in_for_a_missing_id) {
  EXPECT_EQ(id_of("", "https://example.org/2024/strike"), "https://example.org/2024/strike");
  EXPECT_EQ(id_of("", "/2024/strike"), "/2024/strike");
  EXPECT_EQ(id_of("urn:1", "https://example.org/2024/strike"), "urn:1");
}

TEST(Identity, the_address_of_a_site_is_shared_by_all_its_articles) {
  for (const char* site : {"", "https://example.org", "https://example.org/", "example.org"})
    EXPECT_EQ(id_of("", site), "");
}

}  // namespace
}  // namespace news::formats
