// The format "csv".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// Comma, semicolon, tab or bar separated values (RFC 4180) with a header: an article a row. Columns are told by the
/// same names as JSON's keys (json_fields.h), or by --map. Excel's `sep=;` line is heeded. Rows with more cells than
/// the header are refused, rows with fewer lack the last ones.
extern const Format kCsvFormat;

}  // namespace news::formats
