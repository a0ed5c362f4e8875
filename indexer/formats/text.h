// The plain-text reader: articles as news sites and text recognition dump them.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// Several articles in one file are told apart by text_split.h, the parts of one by text_layout.h.
extern const Format kTextFormat;

}  // namespace news::formats
