// The list of agencies and the shapes of their names.
#include "indexer/formats/agencies.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestName = 48;  // bytes
constexpr std::size_t kMostWords = 6;

// Lower case; agencies and wires whose names do not say what they are.
constexpr auto kAgencies = std::to_array<std::string_view>({
    "aap",
    "accesswire",
    "adnkronos",
    "afp",
    "agi",
    "ana",
    "anadolu",
    "ani",
    "ansa",
    "antara",
    "ap",
    "apa",
    "asia times",
    "associated press",
    "the associated press",
    "agence france-presse",
    "agence france presse",
    "ats",
    "axios",
    "belga",
    "benzinga",
    "bernama",
    "bloomberg",
    "booktrib",
    "bna",
    "bta",
    "bns",
    "cna",
    "cnn",
    "cp",
    "the canadian press",
    "canadian press",
    "ctk",
    "čtk",
    "dapd",
    "deutsche presse-agentur",
    "dpa",
    "dpa-afx",
    "dow jones",
    "efe",
    "europa press",
    "eqs",
    "hina",
    "ians",
    "ins",
    "interfax",
    "international news service",
    "irna",
    "isna",
    "ina",
    "itar-tass",
    "jiji",
    "kcna",
    "keystone-sda",
    "kyodo",
    "kuna",
    "lusa",
    "map",
    "mena",
    "mti",
    "n.a.n.",
    "nan",
    "newsusa",
    "newsworthy.ai",
    "ntb",
    "pa",
    "pa media",
    "pap",
    "petra",
    "pna",
    "pr karma",
    "prweb",
    "pti",
    "qna",
    "reuters",
    "thomson reuters",
    "ria",
    "ria novosti",
    "ritzau",
    "sana",
    "sda",
    "sid",
    "sipa",
    "spa",
    "sputnik",
    "stt",
    "tass",
    "tanjug",
    "the conversation",
    "tt",
    "ukrinform",
    "united press",
    "united press international",
    "up",
    "upi",
    "uni",
    "wam",
    "wafa",
    "xinhua",
    "yonhap",
    "24-7pressrelease",
    "24/7 press release",
    "send2press",
    "marketwired",
    "einpresswire",
});

// A name with one of these in it says itself what it is.
constexpr auto kTellingParts = std::to_array<std::string_view>(
    {"wire", "news agency", "news service", "newsroom", "press release", "press association", "pressebox",
     "presse-agentur", "presseportal", "press trust", "news direct", "features", "media outreach", "pressrelease"});

constexpr auto kExchanges = std::to_array<std::string_view>(
    {"nyse", "nasdaq", "amex",  "otc",   "otcqb",         "otcqx",     "otcid", "otcpk",     "otc pink",
     "tsx",  "tsxv",   "tsx-v", "tsx.v", "lse",           "aim",       "asx",   "cse",       "nse",
     "bse",  "fse",    "hkex",  "sehk",  "nyse american", "nyse arca", "cboe",  "frankfurt", "euronext"});

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

}  // namespace

bool is_known_agency(std::string_view name) {
  name = trim(name);
  if (name.empty() || name.size() > kLongestName) return false;
  const std::string lower = ascii_lower(name);
  if (contains(kAgencies, lower)) return true;
  return std::any_of(kTellingParts.begin(), kTellingParts.end(),
                     [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

bool may_be_agency(std::string_view name) {
  name = trim(name);
  if (name.empty() || name.size() > kLongestName) return false;
  if (name.find_first_of(":;$%\"\n") != std::string_view::npos) return false;
  const std::string lower = ascii_lower(name);
  if (contains(kExchanges, lower)) return false;
  const bool party =
      lower.size() > 2 && lower[1] == '-' && std::string_view("dri").find(lower[0]) != std::string_view::npos;
  if (party) return false;
  const auto letters = std::count_if(lower.begin(), lower.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
  if (letters < 2) return false;
  // An agency's name begins with a capital (or a figure: 24-7PressRelease); "dpa" and "ots" are known by the list.
  const bool lower_begin = name[0] >= 'a' && name[0] <= 'z';
  if (lower_begin && !is_known_agency(name)) return false;
  return static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) < kMostWords;
}

}  // namespace news::formats
