// What holds of every option table.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "common/cli.h"
#include "common/error.h"

namespace news {

/// Names are there once, groups stand together, and every text is one that help and man page can show.
inline void check_table(std::span<const cli::Option> options) {
  std::set<std::string> names;
  std::set<std::string> groups;
  std::string group;
  for (const cli::Option& option : options) {
    const std::string name(cli::long_name(option));
    EXPECT_TRUE(names.insert(name).second) << name;
    if (const std::string letter(cli::short_name(option)); !letter.empty()) {
      EXPECT_EQ(letter.size(), 1U) << name;
      EXPECT_TRUE(names.insert(letter).second) << letter;
    }
    if (group != option.group) {
      group = option.group;
      EXPECT_TRUE(groups.insert(group).second) << group << " stands in two places";
    }
    const std::string help = option.help;
    EXPECT_FALSE(help.empty()) << name;
    EXPECT_FALSE(help.ends_with('.')) << name << ": the man page adds the full stop";
    EXPECT_EQ(help.find('`'), std::string::npos) << name;
    EXPECT_TRUE(option.value != nullptr || !option.repeatable) << name;
  }
}

/// Every value that the table lists is one that `parse` knows. It may refuse it for what else must be said with it.
inline void check_choices(std::span<const cli::Option> options, const std::string& operand,
                          const std::function<void(const std::vector<std::string>& arguments)>& parse) {
  for (const cli::Option& option : options) {
    for (const std::string& value : cli::choices(option)) {
      try {
        parse({"--" + std::string(cli::long_name(option)), value, operand});
      } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).find(" is one of "), std::string::npos) << error.what();
      }
    }
  }
}

}  // namespace news
