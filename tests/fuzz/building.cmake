news_fuzz_target(glass building)
