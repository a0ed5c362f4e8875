// NITF, the News Industry Text Format of the IPTC.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "nitf". Each `nitf` element is an article, whether it is the document, one of several on end, or inside another
/// format's envelope; namespaces may be present or absent. Ill-formed records are refused with libxml2's message, the
/// others are read. External DTDs and entities are never fetched. The encoding is the declared one, but valid UTF-8 is
/// read as UTF-8 and undeclared bytes are guessed at, with a note.
extern const Format kNitfFormat;

}  // namespace news::formats
