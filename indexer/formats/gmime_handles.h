// Owners of what the library GMime hands out.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string_view>

namespace news::formats {

struct UnrefObject {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
/// A reference to an object of GLib's type system.
template <typename Type>
using ObjectHandle = std::unique_ptr<Type, UnrefObject>;

struct FreeGlibText {
  void operator()(char* text) const noexcept { g_free(text); }
};
using GlibText = std::unique_ptr<char, FreeGlibText>;

/// To be called before anything else of GMime, from any thread; only the first call does something.
void set_up_gmime();

/// A message parsed from memory, header and parts. Whatever the bytes, GMime makes a message of them; null only where
/// it gives up. Nesting is at most 1024 deep, GMime's own bound.
[[nodiscard]] ObjectHandle<GMimeMessage> parse_message(std::string_view bytes);

}  // namespace news::formats
