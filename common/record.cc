#include "common/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "common/codec.h"
#include "common/error.h"

namespace news {
namespace {

/// Tags of the stored fields. Numbers are for ever: a field that goes leaves a gap.
enum class Tag : std::uint8_t {
  id = 1,
  title,
  deck,
  byline,
  dateline,
  agency,
  source,
  section,
  topic,
  language,
  url,
  published,
  updated,
  edition,
  page,
  paragraph,
  format,
  provenance,
  version,
};

constexpr std::uint64_t kMaxTag = std::numeric_limits<std::underlying_type_t<Tag>>::max();

/// Values longer than this don't belong into a value slot, which is read for every candidate.
constexpr std::size_t kMaxHitField = 1000;

void put(std::string& out, Tag tag, std::string_view value) {
  if (value.empty()) return;
  put_varint(out, static_cast<std::uint64_t>(tag));
  put_string(out, value);
}

[[noreturn]] void damaged(std::string_view what) {
  throw Error(Code::archive_damaged, fmt::format("the archive holds {} that can't be read", what),
              "check it with news-indexer --check; index the sources into a new archive");
}

std::string encode_provenance(const Provenance& provenance) {
  std::string bytes;
  put_string(bytes, provenance.path);
  put_string(bytes, provenance.member);
  put_varint(bytes, provenance.offset);
  put_varint(bytes, provenance.length);
  bytes += digest_value(provenance.record);
  return bytes;
}

Provenance decode_provenance(std::string_view bytes) {
  const auto path = take_string(bytes);
  const auto member = path ? take_string(bytes) : std::nullopt;
  const auto offset = member ? take_varint(bytes) : std::nullopt;
  const auto length = offset ? take_varint(bytes) : std::nullopt;
  if (!length || bytes.size() != 16) damaged("an article's provenance");
  return {std::string(*path), std::string(*member), *offset, *length,
          Digest{from_big_endian(bytes.substr(0, 8)), from_big_endian(bytes.substr(8))}};
}

std::optional<StatedTime> decode_time(std::string_view iso) {
  const auto time = parse_iso(iso);
  if (!time) damaged("a date");
  return time;
}

std::uint64_t decode_number(std::string_view bytes) {
  const auto number = take_varint(bytes);
  if (!number || !bytes.empty()) damaged("a number");
  return *number;
}

std::string_view clip(std::string_view text, bool& cut) {
  if (text.size() <= kMaxHitField) return text;
  cut = true;
  std::size_t size = kMaxHitField;
  while ((static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

}  // namespace

std::string encode_article(const Article& article) {
  std::string bytes;
  put(bytes, Tag::id, article.id);
  put(bytes, Tag::title, article.title);
  put(bytes, Tag::deck, article.deck);
  for (const std::string& byline : article.bylines) put(bytes, Tag::byline, byline);
  put(bytes, Tag::dateline, article.dateline);
  put(bytes, Tag::agency, article.agency);
  put(bytes, Tag::source, article.source);
  put(bytes, Tag::section, article.section);
  for (const std::string& topic : article.topics) put(bytes, Tag::topic, topic);
  put(bytes, Tag::language, article.language);
  put(bytes, Tag::url, article.url);
  if (article.published) put(bytes, Tag::published, to_iso(*article.published));
  if (article.updated) put(bytes, Tag::updated, to_iso(*article.updated));
  if (article.version != 0) {
    std::string number;
    put_varint(number, article.version);
    put(bytes, Tag::version, number);
  }
  put(bytes, Tag::edition, article.edition);
  put(bytes, Tag::page, article.page);
  for (const std::string& paragraph : article.paragraphs) put(bytes, Tag::paragraph, paragraph);
  put(bytes, Tag::format, article.format);
  for (const Provenance& provenance : article.provenances) put(bytes, Tag::provenance, encode_provenance(provenance));
  return bytes;
}

namespace {

enum class Wanted { all, facts };

Article decode(std::string_view bytes, Wanted wanted) {
  Article article;
  while (!bytes.empty()) {
    const auto tag = take_varint(bytes);
    const auto value = tag ? take_string(bytes) : std::nullopt;
    if (!value) damaged("an article");
    if (*tag > kMaxTag) continue;  // a later version's: a Tag would take 257 for 1
    const auto field = static_cast<Tag>(*tag);
    if (wanted == Wanted::facts && (field == Tag::paragraph || field == Tag::provenance)) continue;
    switch (field) {
      case Tag::id:
        article.id = *value;
        break;
      case Tag::title:
        article.title = *value;
        break;
      case Tag::deck:
        article.deck = *value;
        break;
      case Tag::byline:
        article.bylines.emplace_back(*value);
        break;
      case Tag::dateline:
        article.dateline = *value;
        break;
      case Tag::agency:
        article.agency = *value;
        break;
      case Tag::source:
        article.source = *value;
        break;
      case Tag::section:
        article.section = *value;
        break;
      case Tag::topic:
        article.topics.emplace_back(*value);
        break;
      case Tag::language:
        article.language = *value;
        break;
      case Tag::url:
        article.url = *value;
        break;
      case Tag::published:
        article.published = decode_time(*value);
        break;
      case Tag::updated:
        article.updated = decode_time(*value);
        break;
      case Tag::edition:
        article.edition = *value;
        break;
      case Tag::page:
        article.page = *value;
        break;
      case Tag::paragraph:
        article.paragraphs.emplace_back(*value);
        break;
      case Tag::format:
        article.format = *value;
        break;
      case Tag::provenance:
        article.provenances.push_back(decode_provenance(*value));
        break;
      case Tag::version:
        article.version = decode_number(*value);
        break;
    }
  }
  return article;
}

}  // namespace

Article decode_article(std::string_view bytes) { return decode(bytes, Wanted::all); }

Article decode_facts(std::string_view bytes) { return decode(bytes, Wanted::facts); }

std::string encode_hit(const Article& article) {
  bool cut = false;
  std::string fields;
  for (const std::string_view field :
       {std::string_view(article.title), std::string_view(article.source), std::string_view(article.id)}) {
    put_string(fields, clip(field, cut));
  }
  put_string(fields, article.published ? to_iso(*article.published) : std::string());
  return (cut ? '\1' : '\0') + fields;
}

HitRecord decode_hit(std::string_view bytes) {
  if (bytes.empty()) damaged("an article without a hit record");
  HitRecord hit;
  hit.cut = bytes.front() != '\0';
  bytes.remove_prefix(1);
  for (std::string* field : {&hit.title, &hit.source, &hit.id, &hit.published}) {
    const auto value = take_string(bytes);
    if (!value) damaged("a hit record");
    *field = *value;
  }
  return hit;
}

std::string instant_value(std::optional<std::int64_t> instant) {
  return instant ? sortable(*instant) : std::string(8, '\xFF');
}

std::optional<std::int64_t> decode_instant(std::string_view value) {
  constexpr std::size_t kBytes = 8;
  if (value.size() != kBytes) damaged("an instant");
  if (value == instant_value(std::nullopt)) return std::nullopt;
  return from_sortable(value);
}

std::string day_value(const StatedTime& published) {
  return fmt::format("{:04}{:02}{:02}", published.year, published.precision >= Precision::month ? published.month : 0,
                     published.precision >= Precision::day ? published.day : 0);
}

StatedTime decode_day(std::string_view value) {
  std::string iso(value.substr(0, 4));
  std::string_view rest = value.substr(iso.size());
  if (rest.ends_with("00")) rest.remove_suffix(2);
  if (rest.ends_with("00")) rest.remove_suffix(2);
  for (; !rest.empty(); rest.remove_prefix(std::min<std::size_t>(2, rest.size())))
    iso.append("-").append(rest.substr(0, 2));
  const auto date = value.size() == 8 ? parse_iso(iso) : std::nullopt;
  if (!date) damaged("a day");
  return *date;
}

std::string sort_key(std::optional<std::int64_t> instant, std::string_view id) {
  std::string key = instant ? sortable(*instant) : std::string(8, '\0');
  for (char& c : key) c = static_cast<char>(~c);
  key.append(id.substr(0, kMaxHitField));
  return key;
}

std::string digest_value(const Digest& digest) { return big_endian(digest.high, 8) + big_endian(digest.low, 8); }

std::string sketch_value(const std::optional<analysis::Sketch>& sketch) {
  return sketch ? std::string(sketch->begin(), sketch->end()) : std::string();
}

std::optional<analysis::Sketch> decode_sketch(std::string_view value) {
  if (value.empty()) return std::nullopt;
  analysis::Sketch sketch;
  if (value.size() != sketch.size()) damaged("a sketch");
  std::copy(value.begin(), value.end(), sketch.begin());
  return sketch;
}

}  // namespace news
