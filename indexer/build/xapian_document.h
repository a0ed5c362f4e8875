// Analysed article -> Xapian::Document, for all writing through Xapian's API.
#pragma once

#include <xapian.h>

#include "indexer/build/analyser.h"

namespace news::build {

/// `terms`: those of the analyser that analysed the article.
[[nodiscard]] Xapian::Document to_document(const AnalysedArticle& article, const Vocabulary& terms);

}  // namespace news::build
