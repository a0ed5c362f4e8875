#include "searcher/question.h"

#include <fmt/format.h>

#include "common/error.h"
#include "common/text.h"

namespace news {
Question question_of(const cli::Arguments& values) {
  Question question;
  using Result = Question::Result;
  if (values.has("count")) question.result = Result::count;
  if (values.has("explain")) question.result = Result::explanation;
  if (!values.has(cli::kOperands)) {
    throw Error(Code::usage, "there is no query",
                "such as news-searcher '\"acting mayor\" AND strike'; --help says more");
  }
  question.query = fmt::format("{}", fmt::join(values.list(cli::kOperands), " "));
  if (first_invalid_utf8(question.query) != std::string_view::npos) {
    throw Error(Code::usage, "the query is not UTF-8", "run the terminal in a UTF-8 locale");
  }
  question.query = compose(question.query);  // as articles are stored
  question.archives = values.list("archive");
  if (question.archives.empty()) question.archives.push_back(cli::archive_or_default({}));
  question.all = values.has("all");
  question.any_word = values.has("any");
  question.limit = values.number("limit", question.limit);
  question.offset = values.number("offset", question.offset);
  question.snippets.count = values.number("snippets", question.snippets.count);
  question.snippets.width = values.number("width", question.snippets.width);
  question.sort = values.choice<match::Sort>(
      "sort",
      {{"relevance", match::Sort::relevance}, {"newest", match::Sort::newest}, {"oldest", match::Sort::oldest}});
  question.format = values.choice<Question::Format>(
      "format", {{"terminal", Question::Format::terminal}, {"json", Question::Format::json}});
  return question;
}

}  // namespace news
