news_fuzz_target(glass glass PkgConfig::XAPIAN)
