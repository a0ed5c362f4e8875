news_unit_test(sample_corpus reading nlohmann_json::nlohmann_json)
