// Where sentences and paragraphs end, judged from what stands between two words.
#include "common/analysis/sentences.h"

#include <gtest/gtest.h>

#include <string>

namespace news::analysis {
namespace {

using testing::Values;

/// "word[gap]next": the gap is what stands between the brackets.
struct Gap {
  std::string text;
  Boundary boundary;
};
void PrintTo(const Gap& c, std::ostream* out) { *out << testing::PrintToString(c.text); }

class Sentences : public testing::TestWithParam<Gap> {};

TEST_P(Sentences, end) {
  const std::string& shown = GetParam().text;
  const std::size_t open = shown.find('[');
  const std::size_t close = shown.rfind(']');
  const std::string word = shown.substr(0, open);
  const std::string gap = shown.substr(open + 1, close - open - 1);
  const std::string text = word + gap + shown.substr(close + 1);
  EXPECT_EQ(boundary_between(text, word, word.size(), word.size() + gap.size()), GetParam().boundary);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(None, Sentences, Values(
    Gap{"a[ ]B", Boundary::none},
    Gap{"burned[, ]He", Boundary::none},
    Gap{"burned[\n]He", Boundary::none},
    Gap{"burned[. ]he", Boundary::none},            // an abbreviation that we don't know
    Gap{"example[.]Org", Boundary::none},           // no blank
    Gap{"3[.]5", Boundary::none},
    Gap{"Dr[. ]Smith", Boundary::none},
    Gap{"DR[. ]SMITH", Boundary::none},
    Gap{"St[.\n]Louis", Boundary::none},
    Gap{"Messrs[. ]Quill", Boundary::none},
    Gap{"J[. ]Smith", Boundary::none},
    Gap{"É[. ]Zola", Boundary::none},
    Gap{"U.S.[ ]Army", Boundary::none},
    Gap{"p.m.[ ]The", Boundary::none},
    Gap{"No[. ]5", Boundary::none},
    Gap{"Nos[. ]5", Boundary::none},
    Gap{"Mar[. ]3", Boundary::none},
    Gap{"Corp[.) ]Shares", Boundary::none},
    Gap{"what[?” ]he", Boundary::none},
    Gap{"burned[ — ]He", Boundary::none}));

INSTANTIATE_TEST_SUITE_P(Sentence, Sentences, Values(
    Gap{"burned[. ]He", Boundary::sentence},
    Gap{"burned[.\n]He", Boundary::sentence},
    Gap{"burned[! ]He", Boundary::sentence},
    Gap{"burned[? ]He", Boundary::sentence},
    Gap{"burned[… ]He", Boundary::sentence},
    Gap{"burned[... ]He", Boundary::sentence},
    Gap{"burned[. ]7", Boundary::sentence},
    Gap{"burned[. ]Élan", Boundary::sentence},
    Gap{"burned[.” ]He", Boundary::sentence},
    Gap{"burned[.\" \"]He", Boundary::sentence},
    Gap{"burned[.) (]He", Boundary::sentence},
    Gap{"burned[.»\u00A0]He", Boundary::sentence},
    Gap{"brannte[.« »]Er", Boundary::sentence},
    Gap{"burned[. — ]He", Boundary::sentence},
    Gap{"Dr[! ]Smith", Boundary::sentence},          // only a dot abbreviates
    Gap{"No[. ]He", Boundary::sentence},
    Gap{"Mar[. ]He", Boundary::sentence},
    Gap{"II[. ]He", Boundary::sentence},
    Gap{"7[. ]He", Boundary::sentence},
    Gap{"U.S.[... ]He", Boundary::sentence},
    Gap{"कहा[। ]वह", Boundary::sentence},
    Gap{"قال[؟ ]ثم", Boundary::sentence},
    Gap{"終[。]東", Boundary::sentence},
    Gap{"終[！」]東", Boundary::sentence},
    Gap{"終[。]he", Boundary::sentence}));

INSTANTIATE_TEST_SUITE_P(Paragraph, Sentences, Values(
    Gap{"one[\n\n]two", Boundary::paragraph},
    Gap{"one[.\n\n]Two", Boundary::paragraph},
    Gap{"one[ \n \t\n ]two", Boundary::paragraph},
    Gap{"one[\r\n\r\n]two", Boundary::paragraph},
    Gap{"Dr[.\n\n]Smith", Boundary::paragraph},
    Gap{"one[\n* * *\n\n]two", Boundary::paragraph},
    Gap{"one[\n***\n]two", Boundary::none}));
// clang-format on

}  // namespace
}  // namespace news::analysis
