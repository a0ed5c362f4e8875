// Saved queries by name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/cli.h"
#include "searcher/saved/saved_file.h"

namespace news {

/// The file that `--saved-file` names, else $XDG_CONFIG_HOME/news-archive/saved.ini, else
/// ~/.config/news-archive/saved.ini; empty where neither is set.
[[nodiscard]] std::string saved_file_or_default(const std::string& named);

struct SavedQuery {
  std::string name;
  std::string text;        ///< of the query, composed
  cli::Arguments options;  ///< that were saved with it
  std::string origin;      ///< "FILE:LINE" of the text
};

/// The file, read when the first query is asked for. One query that can't be understood does not hide the others.
class SavedQueries {
 public:
  /// `options` is the table that saved options are of; it must outlive this.
  SavedQueries(std::string path, std::span<const cli::Option> options) : path_(std::move(path)), options_(options) {}

  [[nodiscard]] const std::string& path() const { return path_; }

  /// Throws Error(Code::usage) where there is no file because no home folder is known.
  void require_place() const;

  /// The text of a query; nullopt where there is none of that name, or no file. Throws Error(Code::usage) for one that
  /// can't be understood, with the line, and for one that is not there where lines belong to no name; Error(Code::io)
  /// for a file that can't be read.
  [[nodiscard]] std::optional<std::string> text(const std::string& name);

  /// A query and its options. Throws as text() does, and Error(Code::usage) where there is none, with names that may
  /// have been meant.
  [[nodiscard]] SavedQuery query(const std::string& name);

  /// The names that these stand for, each once: names as they are, and patterns (* any text, ? one character,
  /// all else itself) in the order of the file. A pattern that no name fits stands as it is: there is no query of that
  /// name.
  [[nodiscard]] std::vector<std::string> names(const std::vector<std::string>& names_and_patterns);

  /// All names in the order of the file, each once.
  [[nodiscard]] std::vector<std::string> names();

  /// The error that says that there is none of this name, with names that may have been meant. Throws as
  /// require_place().
  [[nodiscard]] Error missing(const std::string& name);

  /// What is wrong outside of the queries.
  [[nodiscard]] const std::vector<Error>& strays();

 private:
  void read();
  [[nodiscard]] std::optional<SavedQuery> find(const std::string& name);

  std::string path_;
  std::span<const cli::Option> options_;
  bool read_ = false;
  SavedSections file_;
};

/// Whether it is a pattern of names.
[[nodiscard]] bool is_name_pattern(std::string_view text);

}  // namespace news
