#include "common/article.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "common/text.h"

namespace news {
namespace {

/// Whether each of eight bytes is a visible ASCII character or a blank: none has its high bit set, nor by adding 1 (DEL
/// has it then) or taking away 0x20 (control characters borrow it).
bool are_printable(std::uint64_t bytes) {
  constexpr std::uint64_t kEach = 0x0101010101010101ULL;
  return ((bytes | (bytes + kEach) | (bytes - 0x20 * kEach)) & (0x80 * kEach)) == 0;
}

/// How many bytes from here on are ASCII that stays as it is: most of most texts.
std::size_t plain_length(std::string_view text, std::size_t offset) {
  const auto is_plain = [](char c) { return (c >= ' ' && c < '\x7F') || c == '\n' || c == '\t'; };
  std::size_t end = offset;
  for (std::uint64_t bytes = 0; end + sizeof bytes <= text.size(); end += sizeof bytes) {
    std::memcpy(&bytes, text.data() + end, sizeof bytes);
    if (!are_printable(bytes)) break;
  }
  while (end < text.size() && is_plain(text[end])) ++end;
  return end - offset;
}

/// A body paragraph: valid UTF-8, LF line ends, no control characters, no blank line inside, nothing to trim.
std::string clean_paragraph(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    if (const std::size_t plain = plain_length(text, offset); plain > 0) {
      clean.append(text.substr(offset, plain));
      offset += plain;
      continue;
    }
    const Decoded decoded = decode_utf8(text, offset);
    const char32_t c = decoded.character;
    if (!decoded.valid) {
      append_utf8(clean, c);
    } else if (c == '\r') {
      const bool pair = offset + 1 < text.size() && text[offset + 1] == '\n';
      if (!pair) clean += '\n';
    } else if (c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      clean += '\n';
    } else if (c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F) || c >= 0xA0) {
      if (c != 0xFEFF) clean.append(text.substr(offset, decoded.length));
    }
    offset += decoded.length;
  }
  return clean;
}

void clean_list(std::vector<std::string>& list) {
  std::vector<std::string> kept;
  for (const std::string& entry : list) {
    std::string clean = compose(one_line(entry));
    if (!clean.empty() && std::find(kept.begin(), kept.end(), clean) == kept.end()) kept.push_back(std::move(clean));
  }
  list = std::move(kept);
}

std::string primary_language(std::string_view tag) {
  const std::string clean = one_line(tag);
  const std::string lower = ascii_lower(std::string_view(clean).substr(0, clean.find_first_of("-_")));
  const bool plausible = lower.size() >= 2 && lower.size() <= 3 &&
                         std::all_of(lower.begin(), lower.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return plausible ? lower : std::string();
}

/// Feeds fields to a digest so that no two different sequences of fields give the same bytes.
class FieldDigest {
 public:
  void add(std::string_view field) {
    bytes_.update(std::to_string(field.size()) + ":");
    bytes_.update(field);
  }
  void add(const std::vector<std::string>& list) {
    add(std::to_string(list.size()));
    for (const std::string& entry : list) add(entry);
  }
  void add(const std::optional<StatedTime>& time) { add(time ? to_iso(*time) : std::string()); }
  [[nodiscard]] Digest digest() const { return bytes_.digest(); }

 private:
  DigestStream bytes_;
};

}  // namespace

std::string body_of(const Article& article) {
  std::size_t size = 0;
  for (const std::string& paragraph : article.paragraphs) size += paragraph.size() + 2;
  std::string body;
  body.reserve(size);
  for (const std::string& paragraph : article.paragraphs) {
    if (!body.empty()) body += "\n\n";
    body += paragraph;
  }
  return body;
}

std::vector<std::string> split_paragraphs(std::string_view text) {
  std::vector<std::string> paragraphs;
  std::size_t begin = 0;  // of the paragraph being collected
  std::size_t end = 0;    // of its last line with text
  const auto finish = [&] {
    if (end > begin) paragraphs.emplace_back(trim(text.substr(begin, end - begin)));
  };
  for (std::size_t line = 0; line < text.size();) {
    std::size_t line_end = text.find('\n', line);
    const std::size_t next = line_end == std::string_view::npos ? text.size() : line_end + 1;
    line_end = std::min(line_end, text.size());
    if (trim(text.substr(line, line_end - line)).empty()) {
      finish();
      begin = end = next;
    } else {
      end = line_end;
    }
    line = next;
  }
  finish();
  return paragraphs;
}

void normalise(Article& article) {
  for (std::string* field : {&article.id, &article.title, &article.deck, &article.dateline, &article.agency,
                             &article.source, &article.section, &article.url, &article.edition, &article.page}) {
    if (!field->empty()) *field = compose(one_line(*field));
  }
  clean_list(article.bylines);
  clean_list(article.topics);
  article.language = primary_language(article.language);

  std::vector<std::string> paragraphs;
  for (const std::string& paragraph : article.paragraphs) {
    for (std::string& piece : split_paragraphs(compose(clean_paragraph(paragraph))))
      paragraphs.push_back(std::move(piece));
  }
  article.paragraphs = std::move(paragraphs);
}

Digest content_digest(const Article& article) {
  FieldDigest digest;
  for (const std::string* field :
       {&article.title, &article.deck, &article.dateline, &article.agency, &article.source, &article.section,
        &article.language, &article.url, &article.edition, &article.page}) {
    digest.add(*field);
  }
  digest.add(article.bylines);
  digest.add(article.topics);
  digest.add(article.published);
  digest.add(article.updated);
  digest.add(article.paragraphs);
  if (article.version != 0) digest.add(std::to_string(article.version));
  return digest.digest();
}

Digest identity_digest(const Article& article) {
  std::string identity = fold_case(article.source);
  identity += '\0';
  identity += article.id;
  return digest_of(identity);
}

}  // namespace news
