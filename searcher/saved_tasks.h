// What is done to the file of saved queries: --save, --list-saved, --delete-saved.
#pragma once

#include <iosfwd>

#include "searcher/notes.h"
#include "searcher/options.h"
#include "searcher/saved/saved_queries.h"

namespace news {

/// Saves the query and the options of its search that the command line states, under options.name. Throws
/// Error(Code::usage), Error(Code::query) for a query that can't be read, Error(Code::io).
void save_query(const SearcherOptions& options, SavedQueries& saved, const Notes& notes);

/// Writes a line for each: name, query, options, separated by tabs. What can't be understood, and what would fail when
/// it is run (a query that can't be read, a value that makes no sense), is told on stderr. Returns the exit status: 2
/// if there is any such, else 0, or 1 where there are none.
[[nodiscard]] int list_saved(SavedQueries& saved, std::ostream& out);

/// Takes a query out of the file, and forgets how far its alert has come. Throws Error(Code::usage, Code::io).
void delete_saved(const SearcherOptions& options, SavedQueries& saved, const Notes& notes);

}  // namespace news
