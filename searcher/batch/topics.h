// Topics of research collections (TREC) as queries.
//
//   <top>
//   <num> Number: 301
//   <title> International Organized Crime
//   <desc> Description:
//   Identify organizations that participate in international criminal activity ...
//   <narr> Narrative: ...
//   </top>
//
// Or, as later ones are written:
//
//   <topic number="1">
//   <query>coronavirus origin</query>
//   <question>what is the origin of COVID-19</question>
//   <narrative>...</narrative>
//   </topic>
//
// Closing tags may be there or not, tags are in any case, and several may stand on a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::batch {

/// The parts of a topic, each on one line, with their labels ("Number:", "Topic:" ...) taken off and the entities of
/// &, <, > and quotes decoded. What is not there is empty.
struct Topic {
  std::string number;  ///< without leading zeros where it is nothing but digits, as qrels write it
  std::string title;
  std::string description;
  std::string narrative;
};

/// Reads the tag that opens a topic, whose attribute `number` counts where there is no <num>, and what stands behind
/// it.
[[nodiscard]] Topic read_topic(std::string_view opening, std::string_view text);

/// A part of a topic that makes a query.
using TopicPart = std::string Topic::*;

/// Reads names separated by commas, such as `title,desc`: title, desc, narr. Throws Error(Code::usage).
[[nodiscard]] std::vector<TopicPart> read_topic_parts(std::string_view list);

}  // namespace news::batch
