news_fuzz_target(glass indexing)
