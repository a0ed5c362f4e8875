#include "indexer/formats/trec_fields.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/date_text.h"

namespace news::formats {
namespace {

struct Element {
  std::string_view name;
  TrecRole role;
};

/// The elements of the collections' document types; where two use a name for different things, the more frequent use.
/// FT: Financial Times; LA: Los Angeles Times; FR: Federal Register; SJMN: San Jose Mercury News; AQ: AQUAINT.
constexpr auto kElements = std::to_array<Element>({
    {"docno", TrecRole::number},
    {"doctitle", TrecRole::title},  // FR
    {"headline", TrecRole::title},  // FT, LA, SJMN, AQ, Gigaword
    {"head", TrecRole::title},      // AP
    {"hl", TrecRole::title},        // WSJ
    {"ti", TrecRole::title},        // FBIS
    {"title", TrecRole::title},     // ZIFF
    {"byline", TrecRole::byline},
    {"author", TrecRole::byline},  // ZIFF
    {"dateline", TrecRole::dateline},
    {"date", TrecRole::date},       // FT, LA
    {"date1", TrecRole::date},      // FBIS
    {"dd", TrecRole::date},         // WSJ
    {"pubdate", TrecRole::date},    // SJMN
    {"date_time", TrecRole::date},  // AQ
    {"dateblock", TrecRole::date},
    {"pub", TrecRole::source},          // FT
    {"so", TrecRole::source},           // WSJ
    {"journal", TrecRole::source},      // ZIFF
    {"section", TrecRole::section},     // LA, SJMN
    {"category", TrecRole::section},    // AQ
    {"usdept", TrecRole::section},      // FR
    {"subject", TrecRole::topics},      // LA
    {"descript", TrecRole::topics},     // SJMN
    {"descriptors", TrecRole::topics},  // ZIFF
    {"keyword", TrecRole::topics},
    {"page", TrecRole::page},        // FT
    {"edition", TrecRole::edition},  // SJMN
    {"summary", TrecRole::text},     // ZIFF
    {"leadpara", TrecRole::text},    // SJMN
    {"lp", TrecRole::text},          // WSJ
    {"text", TrecRole::text},
    {"memo", TrecRole::text},         // SJMN
    {"header", TrecRole::container},  // FBIS, AQ
    {"body", TrecRole::container},    // AQ
    {"h2", TrecRole::inlined},
    {"h3", TrecRole::inlined},         // FBIS, around TI
    {"dochdr", TrecRole::web_header},  // WT10G, GOV, GOV2
    {"docoldno", TrecRole::ignored},
    {"docid", TrecRole::ignored},    // LA
    {"profile", TrecRole::ignored},  // FT
    {"xx", TrecRole::ignored},
    {"co", TrecRole::ignored},  // FT, WSJ: codes
    {"cn", TrecRole::ignored},
    {"in", TrecRole::ignored},  //
    {"tp", TrecRole::ignored},
    {"pe", TrecRole::ignored},  //
    {"g", TrecRole::ignored},
    {"gv", TrecRole::ignored},  // WSJ
    {"ht", TrecRole::ignored},
    {"h1", TrecRole::ignored},  // FBIS
    {"fileid", TrecRole::ignored},
    {"first", TrecRole::ignored},  // AP
    {"second", TrecRole::ignored},
    {"note", TrecRole::ignored},  //
    {"unk", TrecRole::ignored},
    {"length", TrecRole::ignored},  // LA
    {"graphic", TrecRole::ignored},
    {"type", TrecRole::ignored},  //
    {"caption", TrecRole::ignored},
    {"correction", TrecRole::text},          // SJMN, LA
    {"correction-date", TrecRole::ignored},  // LA
    {"access", TrecRole::ignored},
    {"code", TrecRole::ignored},  // SJMN
    {"country", TrecRole::ignored},
    {"city", TrecRole::ignored},  //
    {"state", TrecRole::ignored},
    {"region", TrecRole::ignored},  //
    {"day", TrecRole::ignored},
    {"month", TrecRole::ignored},  //
    {"pubyear", TrecRole::ignored},
    {"pg.col", TrecRole::ignored},  //
    {"word.ct", TrecRole::ignored},
    {"feature", TrecRole::ignored},  //
    {"name", TrecRole::ignored},
    {"limlen", TrecRole::ignored},  //
    {"language", TrecRole::ignored},
    {"copyrght", TrecRole::ignored},  // of the original, in FBIS too
    {"product", TrecRole::ignored},
    {"parent", TrecRole::ignored},  // ZIFF, FR
    {"doctype", TrecRole::ignored},
    {"txttype", TrecRole::ignored},  // AQ
    {"newswire", TrecRole::ignored},
    {"slug", TrecRole::ignored},  //
    {"trailer", TrecRole::ignored},
    {"annotation", TrecRole::ignored},
    {"url", TrecRole::ignored},
    {"srcid", TrecRole::ignored},
});

/// How a number spells its date, if it does.
enum class Layout : std::uint8_t { none, yymmdd, mmddyy, yyyymmdd };

struct Collection {
  std::string_view prefix;  ///< of the number, followed by a digit
  std::string_view source;
  Layout layout;
};

constexpr auto kCollections = std::to_array<Collection>({
    {"AP", "Associated Press", Layout::yymmdd},
    {"WSJ", "Wall Street Journal", Layout::yymmdd},
    {"LA", "Los Angeles Times", Layout::mmddyy},
    {"FT", "Financial Times", Layout::none},
    {"FBIS", "Foreign Broadcast Information Service", Layout::none},
    {"FR", "Federal Register", Layout::yymmdd},
    {"SJMN", "San Jose Mercury News", Layout::none},
    {"ZF", "Computer Select (Ziff-Davis)", Layout::none},
    {"NYT", "New York Times", Layout::yyyymmdd},
    {"APW", "Associated Press", Layout::yyyymmdd},
    {"XIE", "Xinhua", Layout::yyyymmdd},
    {"AFP_ENG_", "Agence France-Presse", Layout::yyyymmdd},
    {"APW_ENG_", "Associated Press", Layout::yyyymmdd},
    {"CNA_ENG_", "Central News Agency", Layout::yyyymmdd},
    {"LTW_ENG_", "Los Angeles Times/Washington Post", Layout::yyyymmdd},
    {"NYT_ENG_", "New York Times", Layout::yyyymmdd},
    {"WPB_ENG_", "Washington Post/Bloomberg", Layout::yyyymmdd},
    {"XIN_ENG_", "Xinhua", Layout::yyyymmdd},
});

/// Digits of a date as ISO 8601; parse_iso says whether it is one.
std::optional<StatedTime> date_of(std::string_view digits, Layout layout) {
  const std::size_t length = layout == Layout::yyyymmdd ? 8 : 6;
  if (layout == Layout::none || digits.size() < length) return std::nullopt;
  digits = digits.substr(0, length);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::string iso;
  switch (layout) {
    case Layout::yyyymmdd:
      iso.append(digits.substr(0, 4)).append("-").append(digits.substr(4, 2)).append("-").append(digits.substr(6));
      break;
    case Layout::mmddyy:
      iso.append("19").append(digits.substr(4)).append("-").append(digits.substr(0, 2)).append("-");
      iso.append(digits.substr(2, 2));
      break;
    default:
      iso.append("19").append(digits.substr(0, 2)).append("-").append(digits.substr(2, 2)).append("-");
      iso.append(digits.substr(4));
  }
  return parse_iso(iso);
}

}  // namespace

TrecRole trec_role(std::string_view name) {
  const auto* const found = std::find_if(kElements.begin(), kElements.end(),
                                         [&](const Element& element) { return iequals_ascii(element.name, name); });
  return found != kElements.end() ? found->role : TrecRole::inlined;
}

TrecNumber read_trec_number(std::string_view number) {
  TrecNumber reading;
  for (const Collection& collection : kCollections) {
    const std::size_t length = collection.prefix.size();
    if (!number.starts_with(collection.prefix) || number.size() <= length) continue;
    if (number[length] < '0' || number[length] > '9') continue;
    const auto date = date_of(number.substr(length), collection.layout);
    if (!date && collection.layout != Layout::none) continue;
    reading.source = collection.source;
    reading.date = date;
  }
  return reading;
}

std::optional<TrecDate> read_trec_date(std::string_view text) {
  constexpr std::size_t kLongest = 128;
  text = trim(text).substr(0, kLongest);
  if (text.size() == 6) {
    if (const auto date = date_of(text, Layout::yymmdd)) return TrecDate{*date, {}};
  }
  // From the whole down to its first part: `January 1, 1989, Sunday, Home Edition`.
  for (std::string_view part = text; !part.empty();) {
    if (const auto reading = read_date(part, DateOrder::automatic)) {
      const std::string_view rest = text.substr(part.size());
      return TrecDate{reading->time,
                      std::string(trim(rest.substr(std::min(rest.find_first_not_of(", "), rest.size()))))};
    }
    const std::size_t comma = part.rfind(',');
    part = comma == std::string_view::npos ? std::string_view() : trim(part.substr(0, comma));
  }
  return std::nullopt;
}

}  // namespace news::formats
