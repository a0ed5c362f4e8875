news_unit_test(tokenizer common)
