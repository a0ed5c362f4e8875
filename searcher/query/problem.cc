#include "searcher/query/problem.h"

#include <algorithm>

#include "common/text.h"

namespace news::query {

std::string QueryError::show(std::string_view query) const {
  const std::size_t begin = std::min(begin_, query.size());
  const std::size_t end = std::clamp(end_, begin, query.size());
  std::string line = sanitise(query);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  const std::size_t width = std::max<std::size_t>(1, count_characters(query.substr(begin, end - begin)));
  return std::string(what()) + "\n  " + line + "\n  " + std::string(count_characters(query.substr(0, begin)), ' ') +
         std::string(width, '^');
}

}  // namespace news::query
