news_fuzz_target(date_text reading)
news_fuzz_target(markdown_reader reading)
news_fuzz_target(text_reader reading)
