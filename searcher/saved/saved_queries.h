// The file of saved queries.
//
//   # what the port desk watches
//   [ports]
//   query = harbour OR port OR docks
//
// A line is a section's name in brackets, KEY = VALUE, blank, or a comment behind # or ; at its begin.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace news {

/// The file that `--saved-file` names, else $XDG_CONFIG_HOME/news-archive/saved.ini, else
/// ~/.config/news-archive/saved.ini; empty where neither is set.
[[nodiscard]] std::string saved_file_or_default(const std::string& named);

/// Queries by name, read when the first one is asked for.
class SavedQueries {
 public:
  explicit SavedQueries(std::string path) : path_(std::move(path)) {}

  /// The text of a query; nullopt where there is none of that name, or no file. Throws Error(Code::usage) for a file
  /// that can't be understood, with the line, Error(Code::io) for one that can't be read.
  [[nodiscard]] std::optional<std::string> text(const std::string& name);

 private:
  void read();

  std::string path_;
  bool read_ = false;
  std::map<std::string, std::string> queries_;
};

}  // namespace news
