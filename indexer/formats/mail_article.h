// Turns one parsed message into an article.
#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// What came of a message.
struct MailReading {
  enum class Outcome { article, refused, skipped, canceled };
  Outcome outcome = Outcome::article;
  Article article;          ///< of a cancellation: the id of what it cancels, and the source
  std::string_view reason;  ///< why it is refused or skipped
};

/// Reads a message (RFC 5322, MIME; RFC 5536 for news) that begins with its header. `envelope_date` is the date of its
/// separator in a mailbox, which counts where the message has no other; may be empty. The table of docs/formats.md says
/// which field of the article comes from which header field.
[[nodiscard]] MailReading read_mail(std::string_view message, std::string_view envelope_date, const StatedDates& dates);

}  // namespace news::formats
