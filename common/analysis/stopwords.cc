#include "common/analysis/stopwords.h"

#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "common/analysis/tokenizer.h"

namespace news::analysis {
namespace {

struct List {
  std::string_view language;
  std::string_view words;
};

/// Function words, as written; articles, pronouns, prepositions, conjunctions, auxiliaries. The extent follows
/// Snowball's lists (https://snowballstem.org, "stop word lists"); the English one has about 174 words.
constexpr std::array<List, 8> kLists = {{
    {"en",
     "i me my myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers "
     "herself "
     "it its itself they them their theirs themselves what which who whom this that these those am is are was were be "
     "been being have has had having do does did doing would should could ought isn't aren't wasn't weren't hasn't "
     "haven't hadn't doesn't don't didn't won't wouldn't shan't shouldn't can't cannot couldn't mustn't a an the and "
     "but "
     "if or because as until while of at by for with about against between into through during before after above "
     "below "
     "to from up down in out on off over under again further then once here there when where why how all any both each "
     "few more most other some such no nor not only own same so than too very let will shall can may might must also"},
    {"de",
     "aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei "
     "bin "
     "bis bist da damit dann das dass daß dein deine deinem deinen deiner dem den denn der des desselben dich die dies "
     "diese dieselbe diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einig einige "
     "einigem einigen einiger einiges er es etwas euch euer eure für gegen gewesen hab habe haben hat hatte hatten "
     "hier "
     "hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist jede jedem jeden jeder jedes "
     "jene "
     "jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner können könnte machen man manche mein meine "
     "mich "
     "mir mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seines "
     "selbst "
     "sich sie sind so solche soll sollte sondern sonst um und uns unser unter viel vom von vor während war waren "
     "warst "
     "was weg weil weiter welche welchem welchen welcher welches wenn werde werden wie wieder will wir wird wirst wo "
     "wollen wollte würde würden zu zum zur zwar zwischen über"},
    {"fr",
     "au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur leurs lui ma mais me "
     "même "
     "mes moi mon ne nos notre nous on ou où par pas pour qu que qui sa se ses si son sur ta te tes toi ton tu un une "
     "vos "
     "votre vous y à été étée étées étés étant suis es est sommes êtes sont serai sera serons seront serait seraient "
     "étais était étions étaient fus fut furent sois soit soient ayant eu eue ai as a avons avez ont aurai aura auront "
     "aurait auraient avais avait avions avaient eut eurent aie ait aient comme donc dont ni plus sans sous entre "
     "vers"},
    {"es",
     "a al algo algunas algunos ante antes como con contra cual cuando de del desde donde durante e el él ella ellas "
     "ellos "
     "en entre era eran es esa esas ese eso esos esta está estaba estado están estas este esto estos fue fueron ha "
     "había "
     "habían han hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o os otra otras otro "
     "otros "
     "para pero poco por porque que qué quien quienes se sea ser si sí sido sin sobre son su sus también tanto te "
     "tiene "
     "tienen todo todos tu tus un una uno unos y ya yo"},
    {"it",
     "a ad al alla alle agli ai allo anche avere aveva avevano c che chi ci come con contro cui da dal dalla dalle "
     "dagli "
     "dai dallo degli dei del della delle dello di dov dove e è ed era erano essere fu furono gli ha hanno ho i il in "
     "io "
     "la le lei li lo loro lui ma mi mia mie miei mio ne negli nei nel nella nelle nello noi non nostra nostro o per "
     "perché "
     "più quale quanto quella quelle quelli quello questa queste questi questo se sei si sia siamo siete sono sta "
     "stata "
     "stati stato sua sue sugli sui sul sulla sulle sullo suo suoi ti tra tu tua tuo tutti tutto un una uno vi voi"},
    {"pt",
     "a à ao aos aquela aquelas aquele aqueles aquilo as às até com como da das de dela delas dele deles depois do dos "
     "e é "
     "ela elas ele eles em entre era eram essa essas esse esses esta está estas estava este estes eu foi foram há isso "
     "isto "
     "já lhe lhes mais mas me mesmo meu minha muito na não nas nem no nos nós o os ou para pela pelas pelo pelos por "
     "qual "
     "quando que quem são se seja sem ser será seu seus só sua suas também te tem têm tinha tu um uma você vocês"},
    {"nl",
     "aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge "
     "geen "
     "geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me "
     "meer men "
     "met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit "
     "uw "
     "van veel voor want waren was wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou"},
    {"ru",
     "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее её мне было вот от "
     "меня еще "
     "ещё нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там "
     "потом "
     "себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под "
     "будет "
     "ж тогда кто этот того потому этого какой ним здесь этом один почти мой тем чтобы нее были куда зачем всех при об "
     "это "
     "эти этой"},
}};

/// Lists hold words as written; they meet the index as the tokenizer folds them.
class Fold final : public TokenSink {
 public:
  explicit Fold(std::unordered_set<std::string>& words) : words_(words) {}
  void token(const Token& token) override { words_.emplace(token.term); }

 private:
  std::unordered_set<std::string>& words_;
};

using Lists = std::unordered_map<std::string_view, std::unordered_set<std::string>>;

const Lists& lists() {
  static const Lists kFolded = [] {
    Lists folded;
    for (const List& list : kLists) {
      Fold fold(folded[list.language]);
      tokenize(list.words, fold);
    }
    return folded;
  }();
  return kFolded;
}

}  // namespace

bool is_stop_word(std::string_view language, std::string_view word) {
  const auto list = lists().find(language);
  return list != lists().end() && list->second.contains(std::string(word));
}

}  // namespace news::analysis
