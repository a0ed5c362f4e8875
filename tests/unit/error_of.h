// The error that something must throw.
#pragma once

#include <gtest/gtest.h>

#include "common/error.h"

namespace news::testing {

/// What `action` throws; a failure of the test where it throws nothing.
template <typename Action>
[[nodiscard]] Error error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {Code::usage, ""};
}

}  // namespace news::testing
