// Mailboxes, mail messages and news articles with mail headers.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "mbox". Mailboxes (RFC 4155; `>From ` lines are unquoted as mboxo and mboxrd have them), each message an article;
/// else a file is one message (RFC 5322) or news article (RFC 5536), MIME or not. The messages of a message that is
/// nothing but a digest (`multipart/digest`, RFC 2046, section 5.1.5) are articles with records of their own.
/// Parsing of MIME is GMime's.
extern const Format kMboxFormat;

}  // namespace news::formats
