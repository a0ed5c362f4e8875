// What a reading process and the one that it works for say to each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/ingest.h"

namespace news::messages {

enum class Kind : std::uint8_t {
  member,   ///< one begins to be read
  article,  ///< IngestSink::article
  refused,  ///< IngestSink::refused, and so on
  skipped,
  canceled,
  unknown_kind,
  noted,
  alive,    ///< nothing to tell, but bytes are being read or waited for
  outcome,  ///< the file is done
  failure,  ///< an Error ended the file
};

/// A message without its length.
struct Message {
  Kind kind = Kind::alive;
  std::string_view body;
};

/// A file to read. The first `members_to_pass` of its members are passed over. What there is to say of it is said `at
/// once`, or together with what is said of the files next to it.
struct Request {
  std::string path;
  std::uint64_t members_to_pass = 0;
  bool at_once = false;
};

[[nodiscard]] std::string encode_request(const Request& request);
[[nodiscard]] Request decode_request(std::string_view body);

[[nodiscard]] std::string encode_outcome(const FileOutcome& outcome);
[[nodiscard]] FileOutcome decode_outcome(std::string_view body);

/// Writes the body of every event of a sink.
[[nodiscard]] std::string encode_event(const ReadEvent& where, std::string_view reason, std::string_view detail);

/// An event as its receiver sees it; the views live as long as the message.
struct Event {
  ReadEvent where;
  std::string_view reason;
  std::string_view detail;
};
/// Throws std::logic_error where the bytes are no event: both ends are the same program.
[[nodiscard]] Event decode_event(std::string_view body);

}  // namespace news::messages
