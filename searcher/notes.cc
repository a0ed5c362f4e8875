#include "searcher/notes.h"

#include <fmt/format.h>

#include <ostream>

#include "common/stopwatch.h"
#include "common/text.h"

namespace news {

void Notes::say(const std::string& text) const {
  if (!quiet_) err_ << sanitise(subject_ + text) << '\n';
}

Notes Notes::about(const std::string& subject) const {
  Notes notes = *this;
  notes.subject_ = subject + ": ";
  return notes;
}

void Notes::note(const std::vector<std::string>& notes) const {
  for (const std::string& note : notes) say("note: " + note);
}

void Notes::total(const match::Total& total, std::uint64_t first, std::uint64_t shown) const {
  std::string articles = (total.exact ? "" : "about ") + counted(total.value, "article");
  if (total.stories) {
    articles =
        (total.stories->exact ? "" : "about ") + counted(total.stories->value, "story", "stories") + " in " + articles;
  }
  if (total.value == 0) {
    say("nothing found");
  } else if (shown == 0) {
    say(articles + ", none at this offset");
  } else {
    say(fmt::format("{}, {}-{} shown", articles, first + 1, first + shown));
  }
}

void Notes::facets(const match::Facets& facets, std::uint64_t first, std::uint64_t shown) const {
  const std::size_t values = facets.values.size();
  const std::string articles = counted(facets.articles, "article");
  if (facets.articles == 0) {
    say("nothing found");
  } else if (shown == values) {
    say(articles);
  } else if (shown == 0) {
    say(fmt::format("{}, no value at this offset", articles));
  } else {
    say(fmt::format("{}, values {}-{} of {} shown", articles, first + 1, first + shown, values));
  }
}

void Notes::suggest(const std::vector<query::Suggestion>& suggestions) const {
  for (const query::Suggestion& each : suggestions) {
    say(fmt::format("'{}' is in {} articles: did you mean {} ({} articles)?", each.word,
                    each.articles == 0 ? "no" : std::to_string(each.articles), each.meant, each.meant_articles));
  }
}

match::Progress Notes::progress() const {
  if (quiet_ || !watched_) return {};
  return [&err = err_, watch = Stopwatch(), next = 1.0](std::uint64_t done, std::uint64_t of) mutable {
    if (watch.seconds() < next) return;
    next = watch.seconds() + 1;
    err << (of == 0 ? fmt::format("{} articles looked at\n", done)
                    : fmt::format("{} of {} articles looked at\n", done, of));
  };
}

}  // namespace news
