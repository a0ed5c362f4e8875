// Building an archive anew from the articles that it stores, without their sources: for another text analysis.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/build/segment_builder.h"

namespace news::build {

struct Rebuilt {
  std::uint64_t articles = 0;  ///< of the archive; where it was not finished, those that are durable
  std::uint64_t taken_up = 0;  ///< of these, what an interrupted attempt had done
  bool finished = false;
};

/// Analyses and inverts every stored article again, by the means of `options`, into one generation that takes the place
/// of all. Articles keep the numbers of the runs that brought them, their dates and their order; the archive keeps its
/// identity, history and manifest. Readers go on with the old generations until the new one is there. An archive of an
/// older schema or of another text analysis becomes one of this program's.
///
/// `go_on` hears before each article how many are done; where it says no, what is finished is made durable, and the
/// next attempt takes it up, unless a run has come in between. So it does where an attempt was killed.
/// REQUIRES: the archive's lock is held; the builder is not automatic. Throws Error(Code::archive_mismatch) for a later
/// schema, Error(Code::archive_damaged), naming the article that can't be read; Error(Code::io), Xapian::Error.
[[nodiscard]] Rebuilt rebuild_archive(const std::string& archive, BuilderOptions options,
                                      const std::function<bool(std::uint64_t done)>& go_on);

}  // namespace news::build
