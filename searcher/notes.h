// What a person should know about a search, beside its result.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "searcher/match/engine.h"

namespace news {

/// Says it on a stream of its own, so that the output is the result alone.
class Notes {
 public:
  /// What is `watched` by somebody gets progress, too. `err` must outlive the notes.
  Notes(bool quiet, bool watched, std::ostream& err) : quiet_(quiet), watched_(watched), err_(err) {}

  /// Whether anybody wants to hear them.
  [[nodiscard]] bool wanted() const { return !quiet_; }

  /// The same, with what they are about before each of them.
  [[nodiscard]] Notes about(const std::string& subject) const;

  void say(const std::string& text) const;
  /// Each with "note: " before it.
  void note(const std::vector<std::string>& notes) const;
  /// How many hits there are, and which of them are shown.
  void total(const match::Total& total, std::uint64_t first, std::uint64_t shown) const;
  /// How many articles were counted, and which of their values are shown.
  void facets(const match::Facets& facets, std::uint64_t first, std::uint64_t shown) const;
  /// Other spellings.
  void suggest(const std::vector<query::Suggestion>& suggestions) const;
  /// How far a long verification is, now and then.
  [[nodiscard]] match::Progress progress() const;

 private:
  bool quiet_;
  bool watched_;
  std::ostream& err_;
  std::string subject_;
};

}  // namespace news
