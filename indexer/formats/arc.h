// The format "arc".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// The Internet Archive's ARC file format, versions 1 and 2 (Burner and Kahle, 1996): a `filedesc` record, then for
/// each capture a line (address, IP, date, type, length; ten fields in version 2) and the server's answer. Addresses
/// may hold blanks: fields are counted from the end of the line.
extern const Format kArcFormat;

}  // namespace news::formats
