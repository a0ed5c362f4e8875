// The format "trec": the SGML in which TREC and the LDC distribute newspapers.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// `<DOC>` elements on end, tags in any letter case, with `<DOCNO>` inside or `id` as an attribute: TREC disks 1-5
/// (document types FT, LATIMES, FBIS, FR94, AP, WSJ, ZIFF, SJMN as their DTDs describe them), AQUAINT, English
/// Gigaword, WT10G and GOV web pages, and collections in their manner. trec_fields.cc lists the elements that are
/// known; tags of others are dropped and their text is kept.
extern const Format kTrecFormat;

}  // namespace news::formats
