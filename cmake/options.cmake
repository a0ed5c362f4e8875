# How our own code is compiled. Everything here applies through the interface target `news_options`,
# so that code of the libraries we use is never held to our warnings.

option(NEWS_BUILD_TESTS "Build the tests" ON)
option(NEWS_BUILD_BENCHMARKS "Build the benchmarks (Google Benchmark)" OFF)
option(NEWS_BUILD_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
set(NEWS_SANITIZE "" CACHE STRING "Sanitizers for all of our code, such as address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(news_options INTERFACE)
target_include_directories(news_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(news_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)

# GCC 12 warns of overlapping copies inside std::string's own operator+ (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(news_options INTERFACE -Wno-restrict)
endif()

# In unity builds it takes every type of an included source for one of a header, and warns of it.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(news_options INTERFACE -Wno-subobject-linkage)
endif()

if(NEWS_SANITIZE)
  target_compile_options(news_options INTERFACE
    -fsanitize=${NEWS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(news_options INTERFACE -fsanitize=${NEWS_SANITIZE})
endif()
if(NEWS_BUILD_FUZZERS)
  target_compile_options(news_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

configure_file(cmake/version.h.in generated/version.h @ONLY)
