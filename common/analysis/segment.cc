#include "common/analysis/segment.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace news::analysis {
namespace {

struct CloseText {
  void operator()(UText* text) const noexcept { utext_close(text); }
};

void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU can't find words: ") + u_errorName(status));
}

}  // namespace

std::vector<std::size_t> segment_words(std::string_view run) {
  UErrorCode status = U_ZERO_ERROR;
  // Opening an iterator loads rules; its state must not be shared between threads.
  thread_local const std::unique_ptr<icu::BreakIterator> kIterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  check(status);
  const std::unique_ptr<UText, CloseText> text(
      utext_openUTF8(nullptr, run.data(), static_cast<int64_t>(run.size()), &status));
  check(status);
  kIterator->setText(text.get(), status);
  check(status);
  std::vector<std::size_t> lengths;
  int32_t begin = kIterator->first();
  for (int32_t end = kIterator->next(); end != icu::BreakIterator::DONE; end = kIterator->next()) {
    lengths.push_back(static_cast<std::size_t>(end - begin));
    begin = end;
  }
  return lengths;
}

}  // namespace news::analysis
