// Hits for a person at a terminal.
#pragma once

#include <iosfwd>

#include "searcher/render/result_writer.h"

namespace news::render {

/// How highlighted words are told apart.
enum class Emphasis {
  colour,  ///< SGR escapes (ECMA-48, 8.3.117)
  stars,   ///< *word*
};

/// Writes each hit as headline, date, source and id, then snippets. Text of articles can't steer the terminal
/// (common/text.h, sanitise). How many there are is no part of it: that is said on stderr.
class TerminalWriter : public ResultWriter {
 public:
  /// `out` must outlive the writer.
  TerminalWriter(Emphasis emphasis, std::ostream& out) : emphasis_(emphasis), out_(out) {}

  void hit(const match::Hit& hit) override;
  void end(const match::Total&, double, std::string_view) override {}

 private:
  Emphasis emphasis_;
  std::ostream& out_;
};

}  // namespace news::render
