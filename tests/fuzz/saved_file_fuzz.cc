// Any bytes as a file of saved queries: it is read, and saving and deleting a query leaves the rest as it was.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/saved/saved_file.h"

namespace {

const std::string kName = "n";
const std::string kFile = "f";

/// The sections but those of the name, as text.
std::vector<std::string> others(const news::SavedSections& parsed) {
  std::vector<std::string> texts;
  for (const news::SavedSection& section : parsed.sections) {
    if (section.begin >= section.end) std::abort();
    std::string text = section.name + (section.problem ? "!" : "");
    for (const news::cli::Setting& setting : section.settings)
      text += "\n" + setting.name + "=" + setting.value.value_or("-");
    if (section.name != kName) texts.push_back(text);
  }
  return texts;
}

std::size_t named(const news::SavedSections& parsed) {
  return static_cast<std::size_t>(std::count_if(parsed.sections.begin(), parsed.sections.end(),
                                                [](const auto& section) { return section.name == kName; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const news::SavedSections before = news::parse_saved_file(text, kFile);
  try {
    const std::string saved = news::with_section(text, kFile, kName, {{"query", "x"}, {"any", ""}});
    const news::SavedSections after = news::parse_saved_file(saved, kFile);
    if (named(after) != 1 || others(after) != others(before)) std::abort();
    if (after.strays.size() != before.strays.size()) std::abort();
    for (const news::SavedSection& section : after.sections) {
      if (section.name == kName && (section.problem || section.settings.size() != 2)) std::abort();
    }
    if (named(before) == 0 && !saved.starts_with(text)) std::abort();
    const std::string deleted = news::without_section(saved, kFile, kName);
    if (named(before) == 0 && !deleted.starts_with(text)) std::abort();
    const news::SavedSections rest = news::parse_saved_file(deleted, kFile);
    if (named(rest) != 0 || others(rest) != others(before)) std::abort();
  } catch (const news::Error&) {
    if (named(before) < 2) std::abort();
  }
  return 0;
}
