// What an article gives to the index: terms with their weights and positions, values, odd forms.
#include "indexer/build/analyser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "common/codec.h"
#include "common/fields.h"
#include "common/record.h"

namespace news::build {
namespace {

using testing::Values;
using Texts = std::vector<std::string>;

/// Longer terms hold a digest and have tests of their own.
constexpr std::size_t kMaxListed = 30;

/// The postings of one term, with the term spelled out.
struct Listed {
  std::string term;
  std::uint32_t wdf;
  std::vector<std::uint32_t> positions;
};

/// An article as analysed, its terms in byte order.
struct Result {
  AnalysedArticle article;
  std::vector<Listed> terms;
  std::set<OddForm> odd_forms;
};

Result result_of(Analyser& analyser, const Article& article, std::uint64_t sequence = 7) {
  Result result;
  result.article = analyser.analyse(article, digests_of(article), sequence);
  for (const TermPostings& postings : result.article.terms) {
    const auto positions = result.article.positions_of(postings);
    result.terms.push_back(
        {std::string(analyser.terms().text(postings.term)), postings.wdf, {positions.begin(), positions.end()}});
  }
  std::sort(result.terms.begin(), result.terms.end(), [](const Listed& a, const Listed& b) { return a.term < b.term; });
  result.odd_forms = analyser.take_odd_forms();
  return result;
}

Result analysed(const Article& article, std::uint64_t sequence = 7) {
  Analyser analyser{Zone()};
  return result_of(analyser, article, sequence);
}

/// Terms as "term/wdf@position,position", positions counted from 1.
std::string listing(const Result& result) {
  std::string text;
  for (const Listed& listed : result.terms) {
    if (listed.term.size() > kMaxListed) continue;
    text += (text.empty() ? "" : " ") + listed.term + "/" + std::to_string(listed.wdf);
    for (std::size_t i = 0; i < listed.positions.size(); ++i) {
      text += (i == 0 ? '@' : ',') + std::to_string(listed.positions[i] - kFirstPosition + 1);
    }
  }
  return text;
}

const Listed* find(const Result& result, std::string_view term) {
  const auto found =
      std::find_if(result.terms.begin(), result.terms.end(), [&](const Listed& listed) { return listed.term == term; });
  return found == result.terms.end() ? nullptr : &*found;
}

std::string value(const Result& result, std::uint32_t slot) {
  for (const auto& [number, text] : result.article.values) {
    if (number == slot) return text;
  }
  return "none";
}

struct Fields {
  const char* name;
  Article article;
  std::string terms;
};
void PrintTo(const Fields& c, std::ostream* out) { *out << c.name; }

class Terms : public testing::TestWithParam<Fields> {};

TEST_P(Terms, are) { EXPECT_EQ(listing(analysed(GetParam().article)), GetParam().terms); }

Article with(auto change) {
  Article article;
  article.language = "en";
  change(article);
  return article;
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Of, Terms, Values(
    Fields{"nothing", with([](Article&) {}), "Len/0"},
    Fields{"no_language", Article{}, "Lund/0"},
    Fields{"format", with([](Article& a) { a.format = "nitf"; }), "Len/0 Tnitf/0"},
    Fields{"body", with([](Article& a) { a.paragraphs = {"Strikes end strikes"}; }),
           "Len/0 Zend/1 Zstrike/2 end/1@2 strikes/2@1,3"},
    Fields{"body_in_french", with([](Article& a) { a.paragraphs = {"arrivées"}; a.language = "fr"; }),
           "Lfr/0 XZfr:arriv/1 arrivees/1@1"},
    Fields{"body_without_language", with([](Article& a) { a.paragraphs = {"Strikes"}; a.language = ""; }),
           "Lund/0 XZund:strikes/1 strikes/1@1"},
    // A headline counts three times where a body word counts once; its unprefixed terms have no positions.
    Fields{"title", with([](Article& a) { a.title = "Strikes end"; }),
           "Len/0 Send/1@2 Sstrikes/1@1 ZSend/1 ZSstrike/1 Zend/3 Zstrike/3 end/3 strikes/3"},
    Fields{"title_in_french", with([](Article& a) { a.title = "note"; a.language = "fr"; }),
           "Lfr/0 Snote/1@1 XZfr:Snot/1 XZfr:not/3 note/3"},
    Fields{"title_and_body", with([](Article& a) { a.title = "Strike"; a.paragraphs = {"no strike"}; }),
           "Len/0 Sstrike/1@1 ZSstrike/1 Zno/1 Zstrike/4 no/1@1 strike/4@2"},
    Fields{"deck", with([](Article& a) { a.deck = "Ships sail"; }),
           "Len/0 XDEsail/1@2 XDEships/1@1 ZXDEsail/1 ZXDEship/1 Zsail/1 Zship/1 sail/1 ships/1"},
    // Metadata is outside of the rank; no phrase runs from one entry into the next.
    Fields{"bylines", with([](Article& a) { a.bylines = {"Ada Quill", "Ben Quill"}; }),
           "Aada/0@1 Aben/0@103 Aquill/0@2,104 Len/0"},
    Fields{"topics", with([](Article& a) { a.topics = {"strikes", "sea law"}; }),
           "Len/0 XTOlaw/0@103 XTOsea/0@102 XTOstrikes/0@1"},
    Fields{"places", with([](Article& a) { a.dateline = "VARNHOLT"; a.source = "Daily Courier"; a.section = "World"; }),
           "Len/0 XPLvarnholt/0@1 XSEworld/0@1 XSOcourier/0@2 XSOdaily/0@1"},
    Fields{"day", with([](Article& a) { a.published = parse_iso("2024-03-29T23:30-05:00"); }),
           "D20240329/0 Len/0 M202403/0 Y2024/0"},
    Fields{"month", with([](Article& a) { a.published = parse_iso("2024-03"); }), "Len/0 M202403/0 Y2024/0"},
    Fields{"year", with([](Article& a) { a.published = parse_iso("0916"); }), "Len/0 Y0916/0"},
    // Marks weigh nothing and stand behind the last word; headlines have none.
    Fields{"marks", with([](Article& a) { a.paragraphs = {"One. Two", "Three. Four"}; a.title = "A. Be. Cee"; }),
           "Len/0 Sa/1@1 Sbe/1@2 Scee/1@3 XMP/0@2 XMS/0@1,3 ZSa/1 ZSbe/1 ZScee/1 Za/3 Zbe/3 Zcee/3 Zfour/1 Zone/1 "
           "Zthree/1 Ztwo/1 a/3 be/3 cee/3 four/1@4 one/1@1 three/1@3 two/1@2"},
    Fields{"compound", with([](Article& a) { a.paragraphs = {"e-mail"}; }),
           "Len/0 Ze/1 Zemail/1 Zmail/1 e/1@1 email/1@1 mail/1@2"}));
// clang-format on

TEST(Analyser, no_word_stands_at_position_1) {
  // A headline word's unprefixed term would make an exact phrase with it (see kFirstPosition).
  const Result result = analysed(with([](Article& a) {
    a.title = a.deck = a.dateline = a.source = a.section = "one two";
    a.bylines = a.topics = a.paragraphs = {"one two"};
  }));
  std::size_t with_positions = 0;
  for (const Listed& postings : result.terms) {
    if (postings.positions.empty()) continue;
    ++with_positions;
    EXPECT_GE(postings.positions.front(), 2U) << postings.term;
  }
  EXPECT_EQ(with_positions, 16U);
}

TEST(Analyser, terms_come_once) {
  const Result result = analysed(with([](Article& a) {
    a.title = "Zürich Élan a B c";
    a.paragraphs = {"zulu élan a b C 東京 9/11"};
    a.bylines = {"A", "B"};
  }));
  for (std::size_t i = 1; i < result.terms.size(); ++i) EXPECT_LT(result.terms[i - 1].term, result.terms[i].term);
}

TEST(Analyser, whole_values_are_findable_by_their_digests) {
  Article article = with([](Article& a) {
    a.id = "urn:courier:17";
    a.title = "Strike";
    a.url = "https://courier.example/17";
    a.source = "Courier";
    a.provenances = {{"/a", "", 0, 1, {}}, {"/a", "m", 0, 1, {}}, {"/b", "", 0, 1, {}}};
  });
  const Result result = analysed(article);
  EXPECT_EQ(result.article.digests.identity, identity_digest(article));
  EXPECT_EQ(result.article.digests.content, content_digest(article));
  const Texts terms = {"XI" + to_hex(digest_of("urn:courier:17")),
                       "XU" + to_hex(digest_of("https://courier.example/17")), "Q" + to_hex(identity_digest(article)),
                       "XF" + to_hex(digest_of("/a")), "XF" + to_hex(digest_of("/b"))};
  for (const std::string& term : terms) {
    const Listed* postings = find(result, term);
    ASSERT_NE(postings, nullptr) << term;
    EXPECT_EQ(postings->wdf, 0U);
    EXPECT_TRUE(postings->positions.empty());
  }
  EXPECT_EQ(unique_term(result.article.digests.identity), terms[2]);
  EXPECT_EQ(file_term("/b"), terms[4]);
}

TEST(Analyser, an_article_without_a_word_has_length_1) {
  const Article article = with([](Article& a) { a.source = "Courier"; });
  const Result result = analysed(article);
  std::uint32_t length = 0;
  for (const Listed& each : result.terms) length += each.wdf;
  EXPECT_EQ(length, 1U);
  EXPECT_EQ(find(result, unique_term(result.article.digests.identity))->wdf, 1U);
}

TEST(Analyser, values_are_those_of_the_slots_table) {
  const Article article = with([](Article& a) {
    a.id = "17";
    a.title = "Three words here";
    a.published = parse_iso("2024-03-29T23:30-05:00");
    a.paragraphs = {"One e-mail", "two"};
  });
  const Result result = analysed(article, 258);
  EXPECT_EQ(decode_hit(value(result, slot::kHit)).title, "Three words here");
  EXPECT_EQ(value(result, slot::kInstant), instant_value(1711773000));  // 2024-03-30T04:30Z
  EXPECT_EQ(value(result, slot::kDay), "20240329");
  EXPECT_EQ(value(result, slot::kWords), std::string("\0\0\0\4", 4));
  EXPECT_EQ(value(result, slot::kSequence), std::string("\0\0\0\0\0\0\1\2", 8));
  EXPECT_EQ(value(result, slot::kContent), digest_value(content_digest(article)));
  EXPECT_EQ(value(result, slot::kSortKey), sort_key(1711773000, "17"));
  EXPECT_EQ(value(result, slot::kSketch),
            sketch_value(analysis::sketched(article.paragraphs, article.title, "").sketch()));
  EXPECT_TRUE(std::is_sorted(result.article.values.begin(), result.article.values.end()));
  EXPECT_EQ(decode_article(result.article.data), article);
}

TEST(Analyser, values_of_an_empty_undated_article_are_there_too) {
  const Result result = analysed({});
  EXPECT_EQ(value(result, slot::kInstant), std::string(8, '\xFF'));
  EXPECT_EQ(value(result, slot::kDay), "none");
  EXPECT_EQ(value(result, slot::kWords), std::string(4, '\0'));
  EXPECT_EQ(value(result, slot::kSketch), "none");
}

TEST(Analyser, sketches_each_article_anew) {
  Analyser analyser{Zone()};
  const Article first = with([](Article& a) { a.title = "Dockers strike over pay at the new quay"; });
  const Article second = with([](Article& a) { a.deck = "The harbour is shut"; });
  for (const Article* article : {&first, &second, &first}) {
    EXPECT_EQ(value(result_of(analyser, *article), slot::kSketch),
              sketch_value(analysis::sketched({}, article->title, article->deck).sketch()));
  }
}

TEST(Analyser, times_without_a_zone_are_in_the_analyser_s) {
  const Article article = with([](Article& a) { a.published = parse_iso("2024-03-29T14:00"); });
  Analyser analyser{Zone("Europe/Paris")};
  EXPECT_EQ(value(result_of(analyser, article), slot::kInstant), instant_value(1711717200));
  EXPECT_EQ(value(result_of(analyser, article), slot::kDay), "20240329");
}

TEST(Analyser, forms_that_do_not_begin_as_their_stem_are_listed_once) {
  const Result result = analysed(with([](Article& a) {
    a.title = "Dying";
    a.paragraphs = {"Dying flies, a fly; dies, strikes, skies and the dying."};
  }));
  // "skies" and "sky" share the stem "sky", "ski" is how the one begins.
  const std::set<OddForm> expected = {{"en", "die", "dying"}, {"en", "fli", "fly"}};
  std::set<OddForm> seen = result.odd_forms;
  std::erase_if(seen, [](const OddForm& form) { return form.stem == "sky" || form.stem == "ski"; });
  EXPECT_EQ(seen, expected);
  EXPECT_TRUE(analysed(with([](Article& a) { a.language = "", a.paragraphs = {"dying fly"}; })).odd_forms.empty());
}

TEST(Analyser, languages_do_not_disturb_one_another) {
  Analyser analyser{Zone()};
  const auto stems = [&](const char* language) {
    Article article;
    article.language = language;
    article.paragraphs = {"strikes"};
    return listing(result_of(analyser, article));
  };
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(stems("en"), "Len/0 Zstrike/1 strikes/1@1");
    EXPECT_EQ(stems("xx"), "Lxx/0 XZxx:strikes/1 strikes/1@1");
  }
}

TEST(Analyser, what_it_remembers_changes_nothing) {
  Analyser analyser{Zone()};
  const Article first = with([](Article& a) {
    a.title = "Strikes and flies";
    a.paragraphs = {"Strikes, dying. Strikes"};
    a.topics = {"strikes"};
  });
  Article second = first;
  second.language = "de";
  const std::string alone = listing(analysed(second));
  const std::string before = listing(result_of(analyser, first));
  EXPECT_EQ(listing(result_of(analyser, second)), alone);
  EXPECT_EQ(listing(result_of(analyser, first)), before);
  EXPECT_FALSE(analyser.begin_run());
  EXPECT_EQ(analyser.terms().passing().size(), 0U);
  EXPECT_EQ(listing(result_of(analyser, first)), before);
  EXPECT_TRUE(analyser.begin_run(0));
  EXPECT_EQ(analyser.terms().kept().size(), 0U);
  EXPECT_EQ(listing(result_of(analyser, first)), before);
}

TEST(Analyser, more_languages_than_there_are_do_not_fill_the_memory) {
  Analyser analyser{Zone()};
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      const Result result = result_of(analyser, with([&](Article& each) {
                                        each.language = {'q', a, b};
                                        each.title = each.paragraphs.emplace_back("strikes");
                                      }));
      ASSERT_NE(find(result, std::string("XZq") + a + b + ":strikes"), nullptr);
    }
    static_cast<void>(analyser.begin_run());
  }
}

TEST(Analyser, terms_are_never_longer_than_the_database_allows) {
  std::string word;
  for (int i = 0; i < 1000; ++i) word += "é";
  const Result result = analysed(with([&](Article& a) {
    a.title = a.deck = a.dateline = a.source = word;
    a.paragraphs = {word, word + "-" + word, std::string(5000, 'x')};
    a.language = "zzz";
  }));
  for (const Listed& postings : result.terms) EXPECT_LE(postings.term.size(), 245U);
}

}  // namespace
}  // namespace news::build
