// The shape of place names and the regions that stand behind them.
#include "indexer/formats/places.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "common/byte_set.h"
#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestPart = 48;  // bytes
constexpr std::size_t kMostWords = 6;

constexpr auto kSmallWords = std::to_array<std::string_view>(
    {"of",  "and", "the", "de",   "del", "da",   "do",  "dos", "das",   "la",       "le",
     "les", "al",  "el",  "upon", "on",  "in",   "sur", "am",  "an",    "der",      "bei",
     "ob",  "en",  "y",   "e",    "&",   "sous", "aux", "den", "under", "les-bains"});

// First words of openings that have a dateline's shape and are none.
constexpr auto kNoPlaces =
    std::to_array<std::string_view>({"about",     "advisory",   "alert",     "analysis",   "announcement", "background",
                                     "breaking",  "brief",      "by",        "caption",    "closed",       "column",
                                     "comment",   "contact",    "contacts",  "correction", "corrected",    "cover",
                                     "date",      "disclaimer", "draft",     "editorial",  "eds",          "embargoed",
                                     "event",     "exclusive",  "explainer", "factbox",    "faq",          "feature",
                                     "figure",    "file",       "flash",     "for",        "founded",      "from",
                                     "headline",  "how",        "image",     "immediate",  "info",         "interview",
                                     "issued",    "join",       "latest",    "lead",       "media",        "more",
                                     "news",      "note",       "notice",    "now",        "opinion",      "photo",
                                     "photos",    "picture",    "pictured",  "posted",     "press",        "published",
                                     "q",         "quote",      "quotes",    "read",       "release",      "released",
                                     "report",    "review",     "rpt",       "see",        "source",       "special",
                                     "sponsored", "story",      "subject",   "summary",    "the",          "this",
                                     "timeline",  "tip",        "title",     "to",         "today",        "top",
                                     "update",    "updated",    "urgent",    "video",      "volume",       "warning",
                                     "watch",     "what",       "when",      "where",      "who",          "why",
                                     "wrapup",    "date:"});

// Postal codes and AP abbreviations of the US states, Canada's provinces, and the countries that stand behind towns.
constexpr auto kRegions = std::to_array<std::string_view>({
    "al",
    "ak",
    "az",
    "ar",
    "ca",
    "co",
    "ct",
    "de",
    "fl",
    "ga",
    "hi",
    "id",
    "il",
    "in",
    "ia",
    "ks",
    "ky",
    "la",
    "me",
    "md",
    "ma",
    "mi",
    "mn",
    "ms",
    "mo",
    "mt",
    "ne",
    "nv",
    "nh",
    "nj",
    "nm",
    "ny",
    "nc",
    "nd",
    "oh",
    "ok",
    "or",
    "pa",
    "ri",
    "sc",
    "sd",
    "tn",
    "tx",
    "ut",
    "vt",
    "va",
    "wa",
    "wv",
    "wi",
    "wy",
    "dc",
    "pr",
    "ab",
    "bc",
    "mb",
    "nb",
    "nl",
    "ns",
    "on",
    "pe",
    "qc",
    "sk",
    "uk",
    "usa",
    "uae",
    "ala.",
    "ariz.",
    "ark.",
    "calif.",
    "colo.",
    "conn.",
    "del.",
    "fla.",
    "ga.",
    "ill.",
    "ind.",
    "kan.",
    "ky.",
    "la.",
    "md.",
    "mass.",
    "mich.",
    "minn.",
    "miss.",
    "mo.",
    "mont.",
    "neb.",
    "nev.",
    "n.h.",
    "n.j.",
    "n.m.",
    "n.y.",
    "n.c.",
    "n.d.",
    "okla.",
    "ore.",
    "pa.",
    "r.i.",
    "s.c.",
    "s.d.",
    "tenn.",
    "tex.",
    "vt.",
    "va.",
    "wash.",
    "w.va.",
    "wis.",
    "wyo.",
    "d.c.",
    "b.c.",
    "ont.",
    "que.",
    "sask.",
    "alta.",
    "man.",
    "n.s.",
    "n.b.",
    "u.k.",
    "u.s.",
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "florida",
    "georgia",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "north carolina",
    "north dakota",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "rhode island",
    "south carolina",
    "south dakota",
    "tennessee",
    "texas",
    "utah",
    "vermont",
    "virginia",
    "washington",
    "west virginia",
    "wisconsin",
    "wyoming",
    "alberta",
    "british columbia",
    "manitoba",
    "new brunswick",
    "newfoundland",
    "nova scotia",
    "ontario",
    "quebec",
    "québec",
    "saskatchewan",
    "england",
    "scotland",
    "wales",
    "northern ireland",
    "ireland",
    "france",
    "germany",
    "spain",
    "italy",
    "portugal",
    "netherlands",
    "the netherlands",
    "belgium",
    "switzerland",
    "austria",
    "sweden",
    "norway",
    "denmark",
    "finland",
    "poland",
    "czech republic",
    "hungary",
    "romania",
    "bulgaria",
    "greece",
    "turkey",
    "russia",
    "ukraine",
    "israel",
    "lebanon",
    "syria",
    "iraq",
    "iran",
    "egypt",
    "morocco",
    "kenya",
    "nigeria",
    "south africa",
    "india",
    "pakistan",
    "china",
    "japan",
    "south korea",
    "korea",
    "taiwan",
    "thailand",
    "vietnam",
    "malaysia",
    "singapore",
    "indonesia",
    "philippines",
    "australia",
    "new zealand",
    "mexico",
    "brazil",
    "argentina",
    "chile",
    "colombia",
    "peru",
    "canada",
    "united states",
    "united kingdom",
    "united arab emirates",
    "saudi arabia",
    "qatar",
});

// Places whose article counts as part of the name.
constexpr auto kWithArticle = std::to_array<std::string_view>(
    {"the hague", "the woodlands", "the villages", "the dalles", "the bronx", "the colony", "the valley"});

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool begins_high(char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3; }

}  // namespace

bool may_be_place(std::string_view part) {
  part = trim(part);
  if (part.empty() || part.size() > kLongestPart) return false;
  static constexpr ByteSet kNeverInPlaces("0123456789:;!?\"()[]{}<>\\@#$%*=+|_^~\n");
  if (kNeverInPlaces.is_in(part)) return false;
  if (contains(kWithArticle, ascii_lower(part))) return true;
  std::size_t words = 0;
  std::size_t at = 0;
  while (at < part.size()) {
    const std::size_t end = std::min(part.find(' ', at), part.size());
    const std::string_view word = part.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (++words > kMostWords) return false;
    if (words == 1 && contains(kNoPlaces, ascii_lower(word))) return false;
    if (!begins_high(word[0]) && (words == 1 || !contains(kSmallWords, word))) return false;
    // A point ends an abbreviation (St., Calif.); behind a longer word it ends a sentence.
    if (word.back() == '.' && word.size() > 6) return false;
  }
  return true;
}

bool is_region(std::string_view part) { return contains(kRegions, ascii_lower(trim(part))); }

namespace {

struct Cases {
  bool upper = false;
  bool lower = false;
  bool none = false;  // letters of a script without case
};

Cases cases_of(std::string_view text) {
  Cases cases;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    const auto c = static_cast<UChar32>(decoded.character);
    if (u_isUUppercase(c) != 0) {
      cases.upper = true;
    } else if (u_isULowercase(c) != 0) {
      cases.lower = true;
    } else if (u_isalpha(c) != 0) {
      cases.none = true;
    }
    i += decoded.length;
  }
  return cases;
}

}  // namespace

bool is_all_capitals(std::string_view text) {
  const Cases cases = cases_of(text);
  return cases.upper && !cases.lower;
}

bool is_without_case(std::string_view text) {
  const Cases cases = cases_of(text);
  return cases.none && !cases.upper && !cases.lower;
}

}  // namespace news::formats
