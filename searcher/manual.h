// What news-searcher says about itself.
#pragma once

#include "common/usage/manual.h"

namespace news {

[[nodiscard]] usage::Manual searcher_manual();

}  // namespace news
