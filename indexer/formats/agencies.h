// Tells the names of news agencies and wires from other names.
#pragma once

#include <string_view>

namespace news::formats {

/// Whether this is the name of a news agency or press-release wire: one of a list (`AP`, `Reuters`, `dpa`), or a name
/// that says so itself (`BUSINESS WIRE`, `Xinhua News Agency`). Any case.
[[nodiscard]] bool is_known_agency(std::string_view name);

/// Whether this could stand as a credit in a dateline: a short name, neither a stock exchange (`NYSE: T`), nor a
/// politician's party (`D-Ohio`), an age or a year.
[[nodiscard]] bool may_be_agency(std::string_view name);

}  // namespace news::formats
