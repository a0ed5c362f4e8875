news_unit_test(sample_corpus reading)
