// What the benchmarks ask: each kind of query, over words that are in the press releases and in newspapers of 1916.
#pragma once

namespace news::bench {

struct Question {
  const char* name;
  const char* query;
};

inline constexpr Question kQuestions[] = {
    {"word_rare", "glacier"},
    {"word_common", "president"},
    {"and", "climate change"},
    {"or", "secretary OR state"},
    {"and_not", "president NOT congress"},
    {"boolean", "(oil OR gas) AND price NOT (tax OR budget)"},
    {"field_date", "title:budget date:2016"},
    {"truncated", "elect*"},
    {"truncated_many", "co*"},
    {"phrase_common", "\"of the state\""},
    {"phrase", "\"climate change\""},
    {"phrase_truncated", "\"elect* commission\""},
    {"near", "oil W/5 price"},
    {"near_common", "the W/3 state"},
    {"near_truncated", "elect* W/5 fraud"},
    {"near_nested", "(\"united states\" OR america) W/10 (tax* OR budget)"},
    {"sentence", "president W/S congress"},
    {"paragraph", "\"united states\" W/P (tax* OR budget)"},
    {"not_near", "president NOT W/10 congress"},
    {"at_least", "ATLEAST3(climate)"},
    {"hlead", "hlead:president"},
};

}  // namespace news::bench
