news_fuzz_target(query searching)
news_fuzz_target(saved_file searching)
news_fuzz_target(topics answering)
