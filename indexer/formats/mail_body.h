// Collects the readable text of a MIME message.
#pragma once

#include <string>
#include <vector>

#include "indexer/formats/gmime_handles.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// The paragraphs of a message (RFC 2045, 2046):
/// - of `multipart/alternative` the plain text, unless it is only a hint that there is HTML; else the HTML;
/// - of `multipart/related` and `multipart/signed` the first part;
/// - of other multiparts the texts of all, one behind another; attached files are left out, but where there is nothing
///   else, attached text is read;
/// - forwarded messages (`message/rfc822`) with their subject as a paragraph before their text.
/// Parts deeper than 30 or beyond the first 1000 are left out, with a note.
[[nodiscard]] std::vector<std::string> mail_body(GMimeMessage* message, const StatedDates& notes);

/// The charset that the first text part of a message declares; empty where none does.
[[nodiscard]] std::string declared_charset(GMimeMessage* message);

}  // namespace news::formats
