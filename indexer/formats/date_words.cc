// The tables of months, weekdays and time zones.
#include "indexer/formats/date_words.h"

#include <array>
#include <string>
#include <unordered_map>

namespace news::formats {
namespace {

// One row a month: the names and abbreviations of all languages, accents also left out as typewriters and URLs do.
constexpr std::array<std::string_view, 12> kMonths = {
    "january jan januar jänner jaenner janvier janv enero ene gennaio gen janeiro januari jänn января январь янв "
    "janeiro tammikuu tammikuuta ianuarie január januára ocak gener "
    "január oca ιαν ιανουαρίου sty stycznia ledna",
    "february feb februar febr feber février fevrier févr fevr fév fev febrero febbraio fevereiro februari февраля "
    "февраль фев февр helmikuu helmikuuta februarie február şubat subat febrer "
    "şub φεβ φεβρουαρίου lut lutego února",
    "march mar mär mrz märz maerz marz mars marzo março marco maart mrt марта март мар maaliskuu maaliskuuta martie "
    "március marcius mart març marts "
    "μαρ μάρ μαρτίου marca března",
    "april apr avril avr abril abr aprile апреля апрель апр huhtikuu huhtikuuta aprilie április aprilis nisan "
    "nis απρ απριλίου kwi kwietnia dubna",
    "may mai mayo maggio mag maio mei мая май toukokuu toukokuuta maj május majus mayıs maig "
    "μάι μαι μαϊ μαΐ μαΐου maja května",
    "june jun juni juin junio giugno giu junho июня июнь июн kesäkuu kesäkuuta iunie június junius haziran juny "
    "haz ιούν ιουν ιουνίου cze czerwca června",
    "july jul juli juillet juil julio luglio lug julho июля июль июл heinäkuu heinäkuuta iulie július julius temmuz "
    "juliol "
    "tem ιούλ ιουλ ιουλίου lip lipca července",
    "august aug août aout agosto ago augustus августа август авг elokuu elokuuta augusti augusztus ağustos agost "
    "ağu αύγ αυγ αυγούστου sie sierpnia srpna",
    "september sep sept septembre septiembre setiembre settembre set setembro сентября сентябрь сен сент syyskuu "
    "syyskuuta septembrie szeptember eylül setembre "
    "eyl σεπ σεπτεμβρίου wrz września září",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт lokakuu lokakuuta octombrie "
    "október ekim "
    "eki οκτ οκτωβρίου paź października října",
    "november nov novembre noviembre novembro ноября ноябрь ноя нояб marraskuu marraskuuta noiembrie kasım "
    "kas νοέ νοε νοεμβρίου lis listopada listopadu",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro декабря декабрь дек joulukuu "
    "joulukuuta decembrie aralık desember des desembre "
    "ara δεκ δεκεμβρίου gru grudnia prosince",
};

// One row a weekday, Sunday first.
constexpr std::array<std::string_view, 7> kWeekdays = {
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo воскресенье вс söndag søndag sunnuntai "
    "κυρ niedz niedziela",
    "monday mon montag mo lundi lun lunes lunedì lunedi segunda segunda-feira seg maandag ma понедельник пн måndag "
    "mandag maanantai "
    "δευ pon poniedziałek pzt",
    "tuesday tue tues dienstag di mardi mar martes martedì martedi terça terca terça-feira ter dinsdag вторник вт "
    "tisdag "
    "tirsdag tiistai "
    "τρι wtorek sal",
    "wednesday wed weds mittwoch mi mercredi mer miércoles miercoles mié mie mercoledì mercoledi quarta quarta-feira "
    "qua "
    "woensdag wo среда ср onsdag keskiviikko "
    "τετ śr środa çar",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì giovedi gio quinta quinta-feira qui donderdag "
    "четверг чт torsdag torstai "
    "πεμ πέμ czw czwartek",
    "friday fri freitag fr vendredi ven viernes vie venerdì venerdi sexta sexta-feira sex vrijdag vr пятница пт fredag "
    "perjantai "
    "παρ piątek",
    "saturday sat samstag sonnabend sa samedi sam sábado sabado sáb sab sabato zaterdag za суббота сб lördag lørdag "
    "lauantai "
    "σαβ σάβ sob sobota",
};

constexpr std::string_view kFillers =
    " of de del di den der le el il lo la the at on um à a à om kl alle ore uhr le les den des vom am du do dell "
    "г года год в во от em às o'clock hrs hours local time heure heures ";

struct NamedZone {
  std::string_view name;
  std::optional<int> offset;
  std::string_view region;
};

// RFC 822's zones and the ones that newspapers print. Names that several zones share have no offset.
constexpr NamedZone kZones[] = {
    {"z", 0, {}},
    {"utc", 0, {}},
    {"gmt", 0, {}},
    {"ut", 0, {}},
    {"wet", 0, {}},
    {"bst", 60, {}},
    {"west", 60, {}},
    {"cet", 60, {}},
    {"mez", 60, {}},
    {"met", 60, {}},
    {"cest", 120, {}},
    {"mesz", 120, {}},
    {"mest", 120, {}},
    {"eet", 120, {}},
    {"sast", 120, {}},
    {"eest", 180, {}},
    {"msk", 180, {}},
    {"trt", 180, {}},
    {"gst", 240, {}},
    {"pkt", 300, {}},
    {"sgt", 480, {}},
    {"hkt", 480, {}},
    {"awst", 480, {}},
    {"jst", 540, {}},
    {"kst", 540, {}},
    {"acst", 570, {}},
    {"acdt", 630, {}},
    {"aest", 600, {}},
    {"aedt", 660, {}},
    {"nzst", 720, {}},
    {"nzdt", 780, {}},
    {"nst", -210, {}},
    {"ndt", -150, {}},
    {"adt", -180, {}},
    {"brt", -180, {}},
    {"art", -180, {}},
    {"edt", -240, {}},
    {"est", -300, {}},
    {"cdt", -300, {}},
    {"cst", -360, {}},
    {"mdt", -360, {}},
    {"mst", -420, {}},
    {"pdt", -420, {}},
    {"pst", -480, {}},
    {"akdt", -480, {}},
    {"akst", -540, {}},
    {"hst", -600, {}},
    {"ist", {}, {}},
    {"ast", {}, {}},
    {"amt", {}, {}},
    {"et", {}, "America/New_York"},
    {"eastern", {}, "America/New_York"},
    {"ct", {}, "America/Chicago"},
    {"central", {}, "America/Chicago"},
    {"mt", {}, "America/Denver"},
    {"mountain", {}, "America/Denver"},
    {"pt", {}, "America/Los_Angeles"},
    {"pacific", {}, "America/Los_Angeles"},
};

template <typename Visit>
void for_each_word(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const std::size_t end = words.find(' ');
    if (end != 0) visit(words.substr(0, end));
    if (end == std::string_view::npos) break;
    words.remove_prefix(end + 1);
  }
}

std::unordered_map<std::string_view, DateWord> make_date_words() {
  std::unordered_map<std::string_view, DateWord> words;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    for_each_word(kMonths[i], [&](std::string_view word) { words[word].month = static_cast<int>(i) + 1; });
  }
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    for_each_word(kWeekdays[i], [&](std::string_view word) { words[word].weekday = static_cast<int>(i); });
  }
  return words;
}

}  // namespace

DateWord date_word(std::string_view folded) noexcept {
  static const auto kWords = make_date_words();
  const auto found = kWords.find(folded);
  return found == kWords.end() ? DateWord{} : found->second;
}

std::optional<ZoneWord> zone_word(std::string_view folded) noexcept {
  for (const NamedZone& zone : kZones) {
    if (zone.name == folded) return ZoneWord{zone.offset, zone.region};
  }
  // RFC 822's military zones, which it had the wrong way round: RFC 2822, section 4.3, reads them as no offset at all.
  if (folded.size() == 1 && folded[0] >= 'a' && folded[0] <= 'z' && folded[0] != 'j') return ZoneWord{};
  return std::nullopt;
}

bool is_date_filler(std::string_view folded) noexcept {
  if (folded.empty() || folded.find(' ') != std::string_view::npos) return false;
  const std::size_t at = kFillers.find(folded);
  if (at == std::string_view::npos) return false;
  bool found = false;
  for_each_word(kFillers, [&](std::string_view word) { found = found || word == folded; });
  return found;
}

}  // namespace news::formats
