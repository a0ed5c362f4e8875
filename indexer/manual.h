// What news-indexer says about itself.
#pragma once

#include "common/usage/manual.h"

namespace news {

[[nodiscard]] usage::Manual indexer_manual();

}  // namespace news
