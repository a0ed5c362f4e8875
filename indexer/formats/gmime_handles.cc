// Sets GMime up and parses with it.
#include "indexer/formats/gmime_handles.h"

namespace news::formats {

void set_up_gmime() {
  static const bool kDone = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(kDone);
}

ObjectHandle<GMimeMessage> parse_message(std::string_view bytes) {
  set_up_gmime();
  const ObjectHandle<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const ObjectHandle<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  return ObjectHandle<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

}  // namespace news::formats
