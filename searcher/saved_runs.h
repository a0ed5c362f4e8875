// Runs saved queries one after another, and as alerts: --saved, --new.
#pragma once

#include <iosfwd>

#include "searcher/notes.h"
#include "searcher/options.h"
#include "searcher/render/terminal.h"
#include "searcher/saved/saved_queries.h"

namespace news {

/// Writes what the saved queries that the options name find, in that order. One that fails is told on stderr and does
/// not keep the others. With --new only what is new is written, and an alert's mark moves once all of it has left this
/// process: flushed to `out`, and to the disk where `out` is a file. --count on the command line only looks. Returns
/// the exit status: 2 if any failed, else 0 if any found something, else 1. Throws where `out` fails.
[[nodiscard]] int run_saved(const SearcherOptions& options, SavedQueries& saved, render::Emphasis emphasis,
                            const Notes& notes, std::ostream& out);

}  // namespace news
