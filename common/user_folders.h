// The folders that a user's own files are in: XDG Base Directory Specification 0.8.
#pragma once

#include <string>

namespace news {

enum class UserFolder {
  config,  ///< $XDG_CONFIG_HOME/news-archive, else ~/.config/news-archive
  data,    ///< $XDG_DATA_HOME/news-archive, else ~/.local/share/news-archive
  state,   ///< $XDG_STATE_HOME/news-archive, else ~/.local/state/news-archive
};

/// The path, whether there is such a folder or not; empty where neither variable is set. A relative one counts as not
/// set, as the specification has it.
[[nodiscard]] std::string user_folder(UserFolder folder);

/// An environment variable, empty where it is not set.
[[nodiscard]] std::string environment_variable(const char* name);

}  // namespace news
