// What a program says where a library ends it by std::terminate.
#pragma once

#include <string>

namespace news {

/// While it lives, a std::terminate in its thread is told as a refusal of the system, "can't write /a/gen-000001: No
/// space left on device" with the way out, and ends the process with the status of an error of io. Xapian 1.4 writes
/// values in a destructor (ValueUpdater in glass_values.cc): where the disk is full then, nobody can catch that.
class LastWords {
 public:
  /// `what` is a verb. Both must live as long as this does.
  LastWords(const std::string& what, const std::string& path) noexcept;
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;

 private:
  friend struct LastWordsTeller;

  const std::string& what_;
  const std::string& path_;
  const LastWords* outer_;
};

}  // namespace news
