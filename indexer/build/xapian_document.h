// Analysed article -> Xapian::Document, for all writing through Xapian's API.
#pragma once

#include <xapian.h>

#include "indexer/build/analyser.h"

namespace news::build {

[[nodiscard]] Xapian::Document to_document(const AnalysedArticle& article);

}  // namespace news::build
