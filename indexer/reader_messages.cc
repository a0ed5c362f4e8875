#include "indexer/reader_messages.h"

#include <stdexcept>

#include "common/codec.h"

namespace news::messages {
namespace {

/// Takes values off the front of a message.
class Taking {
 public:
  explicit Taking(std::string_view body) : rest_(body) {}

  std::uint64_t number() { return checked(take_varint(rest_)); }
  std::string_view text() { return checked(take_string(rest_)); }

 private:
  template <typename Value>
  static Value checked(const std::optional<Value>& value) {
    if (!value) throw std::logic_error("a message of the reading process is cut off");
    return *value;
  }

  std::string_view rest_;
};

}  // namespace

std::string encode_request(const Request& request) {
  std::string body;
  put_string(body, request.path);
  put_varint(body, request.members_to_pass);
  put_varint(body, request.at_once ? 1 : 0);
  return body;
}

Request decode_request(std::string_view body) {
  Taking taking(body);
  Request request;
  request.path = taking.text();
  request.members_to_pass = taking.number();
  request.at_once = taking.number() == 1;
  return request;
}

std::string encode_outcome(const FileOutcome& outcome) {
  std::string body;
  put_string(body, to_hex(outcome.digest));
  for (const std::uint64_t number :
       {outcome.bytes, outcome.text_bytes, outcome.members, outcome.articles, outcome.refused,
        std::uint64_t{outcome.whole ? 1U : 0U}, std::uint64_t{outcome.medium_failed ? 1U : 0U}}) {
    put_varint(body, number);
  }
  return body;
}

FileOutcome decode_outcome(std::string_view body) {
  Taking taking(body);
  FileOutcome outcome;
  outcome.digest = digest_from_hex(taking.text()).value_or(Digest{});
  for (std::uint64_t* number :
       {&outcome.bytes, &outcome.text_bytes, &outcome.members, &outcome.articles, &outcome.refused}) {
    *number = taking.number();
  }
  outcome.whole = taking.number() == 1;
  outcome.medium_failed = taking.number() == 1;
  return outcome;
}

std::string encode_event(const ReadEvent& where, std::string_view reason, std::string_view detail) {
  std::string body;
  for (const std::string_view text : {where.path, where.member, where.format}) put_string(body, text);
  for (const std::uint64_t number : {where.place.record, where.place.offset, where.place.length}) {
    put_varint(body, number);
  }
  put_string(body, reason);
  put_string(body, detail);
  return body;
}

Event decode_event(std::string_view body) {
  Taking taking(body);
  Event event;
  for (std::string_view* text : {&event.where.path, &event.where.member, &event.where.format}) *text = taking.text();
  for (std::uint64_t* number : {&event.where.place.record, &event.where.place.offset, &event.where.place.length}) {
    *number = taking.number();
  }
  event.reason = taking.text();
  event.detail = taking.text();
  return event;
}

}  // namespace news::messages
