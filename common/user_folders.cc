#include "common/user_folders.h"

#include <cstdlib>

namespace news {

std::string environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string user_folder(UserFolder folder) {
  struct Place {
    const char* variable;
    const char* below_home;
  };
  const Place place = folder == UserFolder::config ? Place{"XDG_CONFIG_HOME", "/.config"}
                      : folder == UserFolder::data ? Place{"XDG_DATA_HOME", "/.local/share"}
                                                   : Place{"XDG_STATE_HOME", "/.local/state"};
  std::string base = environment_variable(place.variable);
  if (!base.starts_with('/')) {
    base = environment_variable("HOME");
    if (base.empty()) return {};
    base += place.below_home;
  }
  return base + "/news-archive";
}

}  // namespace news
