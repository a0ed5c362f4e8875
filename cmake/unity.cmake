# Which sources unity builds (CMAKE_UNITY_BUILD) leave alone, for there are names in them that another source of their
# library has for something else. Whether each includes what it needs is for the other builds to say.

# Every reader has its sniff() and its Item.
set_target_properties(reading PROPERTIES UNITY_BUILD OFF)

set(alone
  common/usage/bash_completion.cc
  common/usage/fish_completion.cc
  common/usage/man_page.cc
  common/usage/zsh_completion.cc
  indexer/build/glass/version_file.cc
  indexer/build/word_table.cc
  indexer/summary.cc
  searcher/query/proximity.cc
)
list(TRANSFORM alone PREPEND ${PROJECT_SOURCE_DIR}/)
set_source_files_properties(${alone} TARGET_DIRECTORY common indexing glass answering
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
