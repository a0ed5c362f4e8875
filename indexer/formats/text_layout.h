// Tells the parts of one plain-text article: labels, date line, headline, byline, paragraphs.
#pragma once

#include <string_view>

#include "common/article.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// Lays out the decoded text of one record:
///
///   ID :                                   label lines in any order, any number
///   Fri, 03/29/2024 - 13:14                a date line
///
///   Headline
///
///   WASHINGTON (Sputnik) – First paragraph, one a line, or hard-wrapped lines with blank lines between
///
///   Read more                              furniture, left out
///
/// Where there are neither labels nor a date line, the first line is the headline only if it looks like one and prose
/// follows it; else there is none, as on a page of scanned text. Title and paragraphs may both come out empty.
[[nodiscard]] Article lay_out(std::string_view text, const StatedDates& dates);

}  // namespace news::formats
