news_fuzz_target(query searching)
