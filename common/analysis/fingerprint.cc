#include "common/analysis/fingerprint.h"

#include <array>

#include "common/analysis/stemmer.h"
#include "common/analysis/stopwords.h"
#include "common/analysis/tokenizer.h"
#include "common/digest.h"

namespace news::analysis {
namespace {

struct Probe {
  std::string_view language;
  std::string_view text;
};

/// A word or two for every rule; changing a probe changes the fingerprint and so shuts out archives for no reason.
constexpr std::array<Probe, 10> kProbes = {{
    {"en",
     "The mayor's resignation, U.S. and US and us; e-mail, AT&T, C++, 10,000 strikes at 9/11 and 10:30, 3-2. Govern-\n"
     "ment of Dr. Smith\u2019s dying universities.\n\nHe\u2019ll go. \uFB01re \u00BD \u2460 co\u00ADoperation"},
    {"de", "Die Häuser der Straße, Zürichs Bürgermeister und Øresund"},
    {"fr", "L'école est arrivée aujourd'hui, qu'elles chantaient 10\u202F000 fois"},
    {"es", "las canciones rápidas del año, corazón"},
    {"it", "dell'università perché gli operai scioperano"},
    {"ru", "Министры подписали договор о ледоколах, ещё и й"},
    {"ar", "وقّعت الحكومة الاتفاقية أمس"},
    {"ja", "東京都知事がストライキについて述べた。"},
    {"und", "ภาษาไทย ง่าย नमस्ते दुनिया שלום"},
    {"tr", "İstanbul'da ışıklar söndü"},
}};

/// Writes down all that a tokenizer says.
class Protocol final : public TokenSink {
 public:
  Protocol(std::string_view language, DigestStream& digest)
      : language_(language), stemmer_(language), digest_(digest) {}

  void token(const Token& token) override {
    line('t', token.position);
    digest_.update(std::to_string(token.begin) + "-" + std::to_string(token.end));
    digest_.update(token.term);
    digest_.update(is_stop_word(language_, token.term) ? "stop" : "word");
    digest_.update(stemmer_.stem(token.term));
  }
  void sentence_end(std::uint32_t position) override { line('s', position); }
  void paragraph_end(std::uint32_t position) override { line('p', position); }

 private:
  void line(char kind, std::uint32_t position) {
    digest_.update(std::string("\n") + kind + std::to_string(position) + " ");
  }

  std::string_view language_;
  Stemmer stemmer_;
  DigestStream& digest_;
};

}  // namespace

const std::string& fingerprint() {
  static const std::string kFingerprint = [] {
    DigestStream digest;
    for (const Probe& probe : kProbes) {
      Protocol protocol(probe.language, digest);
      tokenize(probe.text, protocol);
    }
    return to_hex(digest.digest());
  }();
  return kFingerprint;
}

}  // namespace news::analysis
