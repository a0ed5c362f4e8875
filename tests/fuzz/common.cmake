news_fuzz_target(article common)
news_fuzz_target(dates common)
news_fuzz_target(record common)
news_fuzz_target(tokenizer common)
