news_fuzz_target(charset reading)
news_fuzz_target(containers reading)
news_fuzz_target(json_reader reading)
news_fuzz_target(nitf_reader reading)
