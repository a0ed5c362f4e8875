// The queries of a batch, in any of three forms that are told apart by their content.
//
//   301<TAB>strike AND harbour                              a line each: the query's id and the query
//   {"id": "301", "query": "strike", "sort": "newest"}      JSON Lines: with options by their long names
//   <top> <num> 301 <title> harbour strikes </top>          topics of TREC (batch/topics.h)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/error.h"
#include "common/settings.h"
#include "searcher/batch/line_source.h"
#include "searcher/batch/topics.h"
#include "searcher/question.h"

namespace news::batch {

/// One query of a batch, or what is wrong with it.
struct Item {
  std::uint64_t line = 0;         ///< on which it begins, from 1
  std::optional<std::string> id;  ///< nullopt where even that can't be read
  std::string query;              ///< valid UTF-8
  Question::Reading reading = Question::Reading::query;
  std::vector<cli::Setting> options;
  std::optional<Error> problem;  ///< then there is nothing to ask
};

/// Reads one of the forms. Not shared between threads.
class Reader {
 public:
  virtual ~Reader() = default;

  /// The next query, or nullopt at the end. What can't be read as one is an item with a problem, and the next is read.
  /// Throws as LineSource does.
  [[nodiscard]] virtual std::optional<Item> next() = 0;
};

/// Looks at the first line that is not blank. `name` of the input is for messages; the parts of topics that make the
/// query are joined by a blank. The lines must outlive the reader.
[[nodiscard]] std::unique_ptr<Reader> open_reader(LineSource& lines, const std::string& name,
                                                  std::vector<TopicPart> topic_parts);

}  // namespace news::batch
