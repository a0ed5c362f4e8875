#include "searcher/match/engine.h"

#include <algorithm>
#include <utility>

#include "common/error.h"
#include "common/stopwatch.h"

namespace news::match {

using query::Node;

Engine::Engine(const std::vector<std::string>& archives, Progress progress)
    : archives_(archives), progress_(std::move(progress)) {
  vocabulary_.emplace(archives_.database(), [this](const std::string& language, const std::string& stem) {
    return archives_.odd_forms(language, stem);
  });
}

void Engine::reopen() {
  archives_.reopen();
  vocabulary_.emplace(archives_.database(), [this](const std::string& language, const std::string& stem) {
    return archives_.odd_forms(language, stem);
  });
}

template <typename Action>
auto Engine::with_retry(Action action) {
  constexpr int kTries = 10;
  for (int attempt = 1;; ++attempt) {
    try {
      auto result = action();
      if (attempt == kTries || !archives_.moved_on()) return result;
    } catch (const Xapian::DatabaseModifiedError&) {
      // The blocks that we were reading are being written again: the archive has moved on.
      if (attempt == kTries) throw;
    } catch (const Xapian::DatabaseOpeningError&) {
      if (attempt == kTries) throw;
    } catch (const Xapian::DocNotFoundError&) {
      if (attempt == kTries) throw;
    } catch (const Xapian::DatabaseError&) {
      const bool careful = std::exchange(nothing_, query::Nothing::hardly) == query::Nothing::hardly;
      if (attempt == kTries || (careful && !archives_.moved_on())) throw;
    } catch (const Error& error) {
      if (attempt == kTries || error.code() != Code::archive_damaged || !archives_.moved_on()) throw;
    }
    // Opened anew: Database::reopen would not see a new list of generations.
    reopen();
  }
}

Page Engine::search(const SearchRequest& request) {
  const Stopwatch watch;
  Page page = with_retry([&] {
    Search search(archives_, *vocabulary_, *request.tree, progress_, nothing_, request.seen);
    Page made = search.page(request);
    searched_ = search.searched();
    notes_ = search.compiled().notes;
    return made;
  });
  page.elapsed_ms = watch.milliseconds();
  return page;
}

Total Engine::stream(const SearchRequest& request, const std::function<void(const Hit&)>& give) {
  std::optional<Search> search;
  with_retry([&] {
    search.emplace(archives_, *vocabulary_, *request.tree, progress_, nothing_, request.seen);
    search->prepare_stream(request);
    searched_ = search->searched();
    notes_ = search->compiled().notes;
    return true;
  });
  const auto changed = [] {
    return Error(Code::archive_changed, "the archive has changed while its matches were being written",
                 "run the search again");
  };
  try {
    return search->stream(request, give);
  } catch (const Xapian::DatabaseModifiedError&) {
    throw changed();
  } catch (const Xapian::DocNotFoundError&) {
    throw changed();  // it was found a moment ago
  } catch (const Xapian::DatabaseError&) {
    if (archives_.moved_on()) throw changed();
    throw;
  } catch (const Error& error) {
    if (error.code() == Code::archive_damaged && archives_.moved_on()) throw changed();
    throw;
  }
}

std::uint64_t Engine::count(const Node& tree, const Seen* seen) {
  return with_retry([&] {
    Search search(archives_, *vocabulary_, tree, progress_, nothing_, seen);
    searched_ = search.searched();
    notes_ = search.compiled().notes;
    return search.count();
  });
}

Total Engine::count_stories(const SearchRequest& request) {
  return with_retry([&] {
    Search search(archives_, *vocabulary_, *request.tree, progress_, nothing_, request.seen);
    searched_ = search.searched();
    search.prepare_stream(request);
    notes_ = search.compiled().notes;
    return search.stories_total();
  });
}

Facets Engine::facets(const Node& tree, FacetField field, const Seen* seen) {
  return with_retry([&] {
    Search search(archives_, *vocabulary_, tree, progress_, nothing_, seen);
    searched_ = search.searched();
    Facets counted = search.facets(field);
    notes_ = search.compiled().notes;
    return counted;
  });
}

Explanation Engine::explain(const SearchRequest& request) {
  return with_retry([&] {
    Explanation explanation;
    const Stopwatch matching;
    Search search(archives_, *vocabulary_, *request.tree, progress_, nothing_, request.seen, true);
    explanation.total = search.find(request);
    explanation.verify_ms = search.verification().milliseconds;
    explanation.match_ms = matching.milliseconds() - explanation.verify_ms;
    const Stopwatch showing;
    static_cast<void>(search.show(request));
    explanation.snippet_ms = showing.milliseconds();

    const query::Compiled& compiled = search.compiled();
    notes_ = compiled.notes;
    const auto counted = [&](const std::string& term) {
      return Explanation::TermCount{term, archives_.database().get_termfreq(term)};
    };
    for (const query::ExpandedWord& each : compiled.expansions) {
      Explanation::WordCount word{each.word, {}, {}};
      for (const std::string& term : each.terms) word.terms.push_back(counted(term));
      for (const std::string& language : archives_.languages()) {
        if (!each.stemmed) break;
        for (const std::string& form : vocabulary_->forms(each.prefix, language, each.word).words) {
          const bool known = std::any_of(word.forms.begin(), word.forms.end(),
                                         [&](const auto& other) { return other.term == each.prefix + form; });
          if (!known) word.forms.push_back(counted(each.prefix + form));
        }
      }
      explanation.words.push_back(std::move(word));
    }
    explanation.xapian_query = compiled.query.get_description();
    for (const Node* node : compiled.verified) explanation.verified.push_back(query::to_text(*node));
    explanation.verified_articles = search.verification().asked;
    return explanation;
  });
}

std::vector<query::Suggestion> Engine::suggestions(const Node& tree) {
  return with_retry([&] { return query::suggest(tree, archives_.database(), archives_.languages()); });
}

}  // namespace news::match
