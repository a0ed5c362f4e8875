// What belongs to a language: telling it, its stop words, and the fingerprint of the whole analysis.
#include "common/analysis/language.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>

#include "common/analysis/fingerprint.h"
#include "common/analysis/stemmer.h"
#include "common/analysis/stopwords.h"

namespace news::analysis {
namespace {

using testing::Values;

struct Sample {
  std::string text;
  std::string language;
};
void PrintTo(const Sample& c, std::ostream* out) { *out << c.language << ' ' << c.text; }

class Language : public testing::TestWithParam<Sample> {};

TEST_P(Language, is_told) { EXPECT_EQ(detect_language(GetParam().text), GetParam().language); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(Detection, Language, Values(
    Sample{"The dockers of Varnholt went back to work on Monday after the mayor had promised them a new contract.", "en"},
    Sample{"Die Hafenarbeiter gingen am Montag wieder an die Arbeit, nachdem die Stadt einen Vertrag zugesagt hatte.", "de"},
    Sample{"Les dockers ont repris le travail lundi, après que la mairie leur a promis un nouveau contrat.", "fr"},
    Sample{"Los estibadores volvieron al trabajo el lunes después de que el alcalde prometiera un nuevo contrato.", "es"},
    Sample{"Рабочие порта вернулись к работе в понедельник, после того как мэр пообещал им новый договор.", "ru"},
    Sample{"עובדי הנמל חזרו לעבודה ביום שני לאחר שראש העיר הבטיח להם חוזה חדש ושכר גבוה יותר.", "he"},
    Sample{"Havnearbeiderne gikk tilbake på jobb mandag etter at ordføreren hadde lovet dem en ny avtale.", "no"},
    Sample{"市長が新しい契約を約束したことを受けて、港湾労働者は月曜日に仕事に戻った。", "ja"},
    Sample{"碼頭工人在市長承諾簽訂新合約之後於星期一復工，港口恢復運作。", "zh"},
    Sample{"", ""},
    Sample{"1916", ""},
    Sample{"*** --- ***", ""}));
// clang-format on

TEST(Language, of_a_long_text_is_told_wherever_it_is_cut) {
  std::string text;
  while (text.size() < 100'000) text += "Les dockers ont repris le travail après l'été, écrit la presse étrangère. ";
  for (std::size_t shift = 0; shift < 4; ++shift) EXPECT_EQ(detect_language(std::string(shift, ' ') + text), "fr");
}

TEST(Language, of_a_long_text_is_not_that_of_its_first_sentence) {
  const std::string quoted =
      "The mayor said that the port and the docks have been closed from the time of the strike. ";
  std::string german = quoted;
  std::string english;
  while (german.size() < 5000) {
    german += "Die Hafenarbeiter gingen am Montag wieder an die Arbeit, nachdem die Stadt zugesagt hatte. ";
    english += quoted + "Port workers went back to work on Monday. ";
  }
  EXPECT_EQ(detect_language(german), "de");
  EXPECT_EQ(detect_language(english), "en");
}

TEST(StopWords, belong_to_one_language) {
  EXPECT_TRUE(is_stop_word("en", "the"));
  EXPECT_TRUE(is_stop_word("de", "die"));
  EXPECT_FALSE(is_stop_word("en", "die"));
  EXPECT_FALSE(is_stop_word("de", "the"));
  EXPECT_FALSE(is_stop_word("en", "strike"));
  EXPECT_FALSE(is_stop_word("xx", "the"));
  EXPECT_FALSE(is_stop_word("", "the"));
}

TEST(StopWords, meet_words_as_the_tokenizer_folds_them) {
  EXPECT_TRUE(is_stop_word("en", "dont"));
  EXPECT_TRUE(is_stop_word("en", "us"));
  EXPECT_FALSE(is_stop_word("en", "u.s"));
  EXPECT_TRUE(is_stop_word("de", "uber"));
  EXPECT_TRUE(is_stop_word("fr", "etaient"));
  EXPECT_TRUE(is_stop_word("it", "perche"));
  EXPECT_TRUE(is_stop_word("pt", "nao"));
  EXPECT_TRUE(is_stop_word("es", "tambien"));
  EXPECT_TRUE(is_stop_word("nl", "het"));
  EXPECT_TRUE(is_stop_word("ru", "еще"));
  EXPECT_FALSE(is_stop_word("ru", "ещё"));
}

TEST(Fingerprint, is_the_same_for_every_asker) {
  const std::string& first = fingerprint();
  EXPECT_EQ(first.size(), 32U);
  EXPECT_EQ(first.find_first_not_of("0123456789abcdef"), std::string::npos);
  std::string second;
  std::thread([&] { second = fingerprint(); }).join();
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace news::analysis
