// Any text as a topic of a research collection: it is read, and what it holds can be searched or holds no word.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "common/text.h"
#include "searcher/batch/topics.h"
#include "searcher/query/plain_text.h"
#include "searcher/query/problem.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = news::scrub_utf8({reinterpret_cast<const char*>(data), size});
  const news::batch::Topic topic = news::batch::read_topic(text, text);
  for (const std::string& part : {topic.number, topic.title, topic.description, topic.narrative, text}) {
    if (news::first_invalid_utf8(part) != std::string_view::npos) std::abort();
    try {
      if (to_text(news::query::read_plain_text(part, news::query::Join::any).tree).empty()) std::abort();
    } catch (const news::query::QueryError& error) {
      if (error.end() > part.size()) std::abort();
    }
  }
  return 0;
}
