// What the first paragraphs of a story state beside the story: byline, credit, date line, dateline.
#pragma once

#include <string_view>

#include "common/article.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// Whether a dateline without date and agency (`LONDON — The`) is to be believed.
enum class Opening { edited, raw_scan };

/// Moves paragraphs that are nothing but a byline, a credit (`--News Direct--`) or a date out of the beginning of the
/// body into their fields, and reads the dateline, which stays in its paragraph. Fields that are set already stay.
void read_opening(Article& article, const StatedDates& dates, Opening opening);

/// Whether a line is furniture of a web page, no text: `Read more`, `Continue reading »`, `Share this article`.
[[nodiscard]] bool is_furniture(std::string_view line);

/// A date that a whole line is, with or without `Published on`: what the line adds to the article. False where it is
/// none.
[[nodiscard]] bool take_date_line(std::string_view line, const StatedDates& dates, Article& article);

/// A byline that a whole line is, or an agency's writer line (`Associated Press Writer`) below one.
[[nodiscard]] bool take_byline_line(std::string_view line, Article& article);

}  // namespace news::formats
