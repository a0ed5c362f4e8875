// The option table of news-indexer and what parses it agree.
#include <gtest/gtest.h>

#include "indexer/options.h"
#include "tests/unit/options_table.h"

namespace news {
namespace {

TEST(IndexerOptions, the_table_is_sound) { check_table(indexer_options()); }

TEST(IndexerOptions, every_value_that_the_table_lists_is_known) {
  check_choices(indexer_options(), "articles",
                [](const std::vector<std::string>& arguments) { static_cast<void>(parse_indexer_options(arguments)); });
}

}  // namespace
}  // namespace news
