// The live generations of an archive during a run: finding articles in them, and changing these.
#pragma once

#include <xapian.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"

namespace news::build {

/// An article that lives in a generation.
struct Place {
  std::size_t generation;  ///< index, 0 for the newest
  Xapian::docid document;
  auto operator<=>(const Place&) const = default;
};

/// What is changed becomes visible to readers, and durable, by commit() only; destroyed before, all is as it was.
/// REQUIRES: the archive's lock is held.
class Generations {
 public:
  /// Opens the generations of these names, newest first. Changes are written as they come, so that they take a part of
  /// `memory_bytes`. Throws Xapian::Error.
  Generations(std::string archive, const std::vector<std::string>& names, std::uint64_t memory_bytes);
  ~Generations();
  Generations(const Generations&) = delete;
  Generations& operator=(const Generations&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return generations_.size(); }
  [[nodiscard]] bool empty() const noexcept { return generations_.empty(); }
  /// Newest first.
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] std::string folder(std::size_t index) const;

  /// With the changes that were made so far.
  [[nodiscard]] const Xapian::Database& database(std::size_t index) const;
  /// To change it: opened, and a transaction begun, when it is first asked for.
  Xapian::WritableDatabase& writer(std::size_t index);
  /// Whether any was asked for to be changed.
  [[nodiscard]] bool are_changed() const;

  /// Where the article of this identity lives.
  [[nodiscard]] std::optional<Place> find(const Digest& identity) const;
  [[nodiscard]] Xapian::Document document(const Place& place) const;
  [[nodiscard]] Article article(const Place& place) const;

  /// Commits the changes, those of the newest generation last: it may say that the run is complete. Throws
  /// Error(Code::io).
  void commit();

 private:
  struct Generation {
    std::string name;
    Xapian::Database reader;
    std::optional<Xapian::WritableDatabase> writer;
  };

  std::string archive_;
  std::uint64_t memory_bytes_;
  std::vector<Generation> generations_;
};

}  // namespace news::build
