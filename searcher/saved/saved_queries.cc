#include "searcher/saved/saved_queries.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "common/error.h"
#include "common/text.h"
#include "common/user_folders.h"

namespace news {

std::string saved_file_or_default(const std::string& named) {
  if (!named.empty()) return named;
  const std::string folder = user_folder(UserFolder::config);
  return folder.empty() ? folder : folder + "/saved.ini";
}

std::optional<std::string> SavedQueries::text(const std::string& name) {
  if (!read_) read();
  read_ = true;
  const auto found = queries_.find(name);
  if (found == queries_.end()) return std::nullopt;
  return found->second;
}

void SavedQueries::read() {
  if (path_.empty() || !std::filesystem::exists(path_)) return;
  std::ifstream file(path_);
  if (!file) throw Error(Code::io, "can't read " + path_ + ": " + std::strerror(errno));
  std::string section;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    const std::string_view text = trim(line);
    const auto wrong = [&](const std::string& message) {
      return Error(Code::usage, fmt::format("{}:{}: {}", path_, number, message), "such as query = harbour W/5 strike");
    };
    if (text.empty() || text.front() == '#' || text.front() == ';') continue;
    if (first_invalid_utf8(text) != std::string_view::npos) throw wrong("this line is not UTF-8");
    if (text.front() == '[') {
      if (text.back() != ']' || trim(text.substr(1, text.size() - 2)).empty()) throw wrong("this is no [name]");
      section = one_line(text.substr(1, text.size() - 2));
      continue;
    }
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) throw wrong("this line has no =");
    if (section.empty()) throw wrong("this line belongs to no [name]");
    if (trim(text.substr(0, equals)) != "query") continue;
    if (!queries_.emplace(section, compose(trim(text.substr(equals + 1)))).second) {
      throw wrong("there are two queries named '" + section + "'");
    }
  }
  if (file.bad()) throw Error(Code::io, "can't read " + path_ + ": " + std::strerror(errno));
}

}  // namespace news
