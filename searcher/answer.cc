#include "searcher/answer.h"

#include <ctime>
#include <memory>
#include <ostream>
#include <utility>

#include "common/error.h"
#include "common/stopwatch.h"
#include "searcher/query/plain_text.h"
#include "searcher/query/problem.h"
#include "searcher/question_output.h"
#include "searcher/render/explain.h"

namespace news {
namespace {

/// By the C library: loading the zones of the world takes longer than many a search.
StatedTime local_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  StatedTime day;
  day.year = local.tm_year + 1900;
  day.month = local.tm_mon + 1;
  day.day = local.tm_mday;
  return day;
}

match::SearchRequest request_for(const Question& question, const query::Node& tree) {
  match::SearchRequest request;
  request.tree = &tree;
  request.limit = question.all ? match::SearchRequest::kAll : question.limit;
  request.offset = question.offset;
  request.sort = question.sort;
  request.snippets = question.snippets;
  request.parts = parts_for(question);
  request.as_stories = question.as_stories;
  request.seen = question.seen ? &*question.seen : nullptr;
  return request;
}

/// JSON has the total in its summary, and a batch is no place for a line on stderr for each query.
bool says_total(const Question& question) {
  const bool of_batch = question.id && !question.saved;
  return question.format == render::Format::terminal || (question.format != render::Format::json && !of_batch);
}

void note_uncompared(const match::Total& total, const Notes& notes) {
  if (!total.stories || total.stories->exact) return;
  notes.note({"there are so many stories that not all were compared with each other: some may be copies"});
}

match::Total search(const Question& question, const query::Node& tree, match::Engine& engine, render::Emphasis emphasis,
                    const Notes& notes, std::ostream& out) {
  const std::unique_ptr<render::ResultWriter> writer = writer_of(question, emphasis, out);
  const match::SearchRequest request = request_for(question, tree);
  const Stopwatch watch;
  std::uint64_t shown = 0;
  const auto give = [&](const match::Hit& hit) {
    if (++shown == 1) begin_hits(question, emphasis, out);
    writer->hit(hit);
  };
  match::Total total;
  if (question.all || question.as_stories) {
    total = engine.stream(request, give);
  } else {
    const match::Page page = engine.search(request);
    for (const match::Hit& hit : page.hits) give(hit);
    total = page.total;
  }
  writer->end(total, watch.milliseconds(), question.query);
  if (question.format == render::Format::terminal) out.flush();  // what is said about the hits comes behind them
  notes.note(engine.notes());
  note_uncompared(total, notes);
  if (!says_total(question)) {
    // It is in the output, or is not worth a line for each of many queries.
  } else if (question.seen && total.value == 0) {
    notes.say("nothing new");
  } else {
    notes.total(total, question.offset, shown);
  }
  constexpr std::uint64_t kFew = 3;
  // Of what is new there are few as a rule.
  if (total.value < kFew && notes.wanted() && !question.seen) notes.suggest(engine.suggestions(tree));
  return total;
}

match::Total count_facets(const Question& question, const query::Node& tree, match::Engine& engine,
                          render::Emphasis emphasis, const Notes& notes, std::ostream& out) {
  const Stopwatch watch;
  const match::Facets facets = engine.facets(tree, question.by, question.seen ? &*question.seen : nullptr);
  const std::uint64_t shown = write_facets(question, facets, watch.milliseconds(), emphasis, out);
  if (question.format == render::Format::terminal) out.flush();
  notes.note(engine.notes());
  if (says_total(question) && question.seen && facets.articles == 0) {
    notes.say("nothing new");
  } else if (says_total(question)) {
    notes.facets(facets, question.offset, shown);
  }
  return {facets.articles, true};
}

}  // namespace

ReadQuestion read_question(Question question,
                           const std::function<std::optional<std::string>(const std::string& name)>& saved) {
  ReadQuestion read{std::move(question), {}, 0};
  const Stopwatch watch;
  try {
    if (read.question.reading == Question::Reading::plain_text) {
      read.parsed =
          query::read_plain_text(read.question.query, read.question.any_word ? query::Join::any : query::Join::all);
    } else {
      const bool may_only_exclude = read.question.reading == Question::Reading::restriction;
      read.parsed = query::parse(read.question.query, {local_day(), read.question.any_word, saved, may_only_exclude});
    }
  } catch (const query::QueryError& error) {
    throw Error(error.code(), error.show(read.question.query), error.hint());
  }
  read.parse_ms = watch.milliseconds();
  return read;
}

match::Total answer(const ReadQuestion& read, match::Engine& engine, render::Emphasis emphasis, const Notes& notes,
                    std::ostream& out) {
  const query::Node& tree = read.parsed.tree;
  notes.note(read.parsed.notes);
  switch (read.question.result) {
    case Question::Result::count: {
      const Stopwatch watch;
      const match::SearchRequest request = request_for(read.question, tree);
      const match::Total total =
          request.as_stories ? engine.count_stories(request) : match::Total{engine.count(tree, request.seen), true};
      write_count(read.question, total, watch.milliseconds(), out);
      notes.note(engine.notes());
      note_uncompared(total, notes);
      return total;
    }
    case Question::Result::facets:
      return count_facets(read.question, tree, engine, emphasis, notes, out);
    case Question::Result::explanation: {
      const match::Explanation explanation = engine.explain(request_for(read.question, tree));
      begin_hits(read.question, emphasis, out);
      render::explain(read.parsed, read.parse_ms, explanation, out);
      notes.note(engine.notes());
      return explanation.total;
    }
    case Question::Result::hits:
      break;
  }
  return search(read.question, tree, engine, emphasis, notes, out);
}

}  // namespace news
