// Lines of wikitext: headings, lists, tables, and what is left of markup in them.
#include "indexer/formats/wikitext.h"

#include <algorithm>
#include <array>

#include "common/byte_set.h"
#include "common/text.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/wiki_marks.h"

namespace news::formats {
namespace {

/// Headings of sections that are no text, folded.
constexpr auto kOtherSections = std::to_array<std::string_view>({"sources",
                                                                 "source",
                                                                 "related news",
                                                                 "related stories",
                                                                 "sister links",
                                                                 "external links",
                                                                 "references",
                                                                 "see also",
                                                                 "notes",
                                                                 "further reading",
                                                                 "bibliography",
                                                                 "notes and references",
                                                                 "footnotes",
                                                                 "citations",
                                                                 "quellen",
                                                                 "weblinks",
                                                                 "einzelnachweise",
                                                                 "literatur",
                                                                 "siehe auch",
                                                                 "themenverwandte artikel",
                                                                 "voir aussi",
                                                                 "références",
                                                                 "liens externes",
                                                                 "notes et références",
                                                                 "fuentes",
                                                                 "fuente",
                                                                 "referencias",
                                                                 "enlaces externos",
                                                                 "véase también",
                                                                 "noticias relacionadas",
                                                                 "fonti",
                                                                 "note",
                                                                 "collegamenti esterni",
                                                                 "voci correlate",
                                                                 "notizie correlate",
                                                                 "fontes",
                                                                 "fonte",
                                                                 "ligações externas",
                                                                 "ver também",
                                                                 "referências",
                                                                 "notícias relacionadas",
                                                                 "источники",
                                                                 "ссылки",
                                                                 "примечания",
                                                                 "см. также",
                                                                 "литература",
                                                                 "źródła",
                                                                 "przypisy",
                                                                 "linki zewnętrzne",
                                                                 "zobacz też",
                                                                 "bronnen",
                                                                 "externe links",
                                                                 "referenties",
                                                                 "източници",
                                                                 "външни препратки",
                                                                 "бележки",
                                                                 "вижте също",
                                                                 "källor",
                                                                 "externa länkar",
                                                                 "المصادر",
                                                                 "مصادر",
                                                                 "情報源",
                                                                 "出典",
                                                                 "関連記事",
                                                                 "消息来源",
                                                                 "参考资料",
                                                                 "相关新闻",
                                                                 "外部链接"});

bool is_other_section(std::string_view heading) {
  const std::string folded = fold_case(trim(heading));
  return std::find(kOtherSections.begin(), kOtherSections.end(), folded) != kOtherSections.end();
}

/// Removes HTML tags, quotes of bold and italics, magic words; decodes references.
std::string plain_line(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  std::size_t at = 0;
  while (at < line.size()) {
    static constexpr ByteSet kMarks("<'_");
    const std::size_t next = kMarks.find_in(line, at);
    out.append(line, at, next - at);
    at = next;
    if (at == line.size()) break;
    if (line[at] == '\'') {
      std::size_t end = at;
      while (end < line.size() && line[end] == '\'') ++end;
      if (end - at == 1) out += '\'';
      if (end - at == 4) out += '\'';  // bold behind an apostrophe
      at = end;
    } else if (line.substr(at).starts_with("__")) {
      const std::size_t end = line.substr(0, std::min(line.size(), at + 40)).find("__", at + 2);
      const bool word = end != std::string_view::npos && end > at + 2 &&
                        line.substr(at + 2, end - at - 2).find(' ') == std::string_view::npos;
      if (!word) out += "__";
      at = word ? end + 2 : at + 2;
    } else if (line[at] == '<') {
      const std::size_t end = line.substr(0, std::min(line.size(), at + 1000)).find('>', at);
      const char after = at + 1 < line.size() ? line[at + 1] : ' ';
      const bool tag = end != std::string_view::npos &&
                       ((after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z') || after == '/');
      if (tag && ascii_lower(line.substr(at + 1, 2)) == "br") out += '\n';
      if (!tag) out += '<';
      at = tag ? end + 1 : at + 1;
    } else {
      out += line[at++];
    }
  }
  return decode_entities(out);
}

/// `-{zh-hans:甲;zh-hant:乙}-`: the first.
std::string without_variants(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t begin = text.find("-{", at);
    const std::size_t end = begin == std::string_view::npos ? begin : text.substr(0, begin + 500).find("}-", begin);
    if (end == std::string_view::npos) break;
    out.append(text, at, begin - at);
    std::string_view inside = text.substr(begin + 2, end - begin - 2);
    inside = inside.substr(0, std::min(inside.find(';'), inside.size()));
    const std::size_t colon = inside.find(':');
    out += colon == std::string_view::npos ? inside : inside.substr(colon + 1);
    at = end + 2;
  }
  return out.append(text.substr(at));
}

/// Gathers lines to paragraphs.
class Lines {
 public:
  void read(std::string_view line) {
    if (in_table_ || line.starts_with("{|") || trim(line).starts_with("{|")) return read_table(trim(line));
    const std::string_view trimmed = trim(line);
    if (const int level = heading_level(trimmed); level > 0) return read_heading(trimmed, level);
    if (skipped_level_ > 0) return;
    if (trimmed.empty() || trimmed.find_first_not_of('-') == std::string_view::npos) return end_paragraph();
    std::string_view text = trimmed;
    const std::size_t marks = std::min(text.find_first_not_of("*#:;"), text.size());
    const bool item = marks > 0 && !line.starts_with(' ');
    if (item) text = trim(text.substr(marks));
    if (item != in_list_) end_paragraph();
    in_list_ = item;
    append(plain_line(text));
  }

  std::vector<std::string> take() {
    end_paragraph();
    return std::move(paragraphs_);
  }

 private:
  static int heading_level(std::string_view line) {
    int level = 0;
    while (level < 6 && line.size() > 2 * static_cast<std::size_t>(level) + 2 &&
           line[static_cast<std::size_t>(level)] == '=' &&
           line[line.size() - 1 - static_cast<std::size_t>(level)] == '=') {
      ++level;
    }
    return level;
  }

  void read_heading(std::string_view line, int level) {
    end_paragraph();
    const auto marks = static_cast<std::size_t>(level);
    const std::string text = one_line(plain_line(trim(line.substr(marks, line.size() - 2 * marks))));
    if (skipped_level_ > 0 && level > skipped_level_) return;
    skipped_level_ = is_other_section(text) ? level : 0;
    if (skipped_level_ == 0 && !text.empty()) headings_.push_back({text, level});
  }

  void append(std::string text) {
    // What a template gave stood between these brackets.
    for (std::size_t at = text.find(" ()"); at != std::string::npos; at = text.find(" ()", at)) text.erase(at, 3);
    const std::string_view trimmed = trim(text);
    if (trimmed.empty()) return;
    if (!current_.empty()) current_ += '\n';
    current_ += trimmed;
  }

  /// A heading stands before the first text below it; without any it is nothing.
  void end_paragraph() {
    in_list_ = false;
    if (trim(current_).empty()) {
      current_.clear();
      return;
    }
    for (const Heading& heading : headings_) {
      const bool last = &heading == &headings_.back();
      const bool parent = !last && heading.level < headings_.back().level;
      if (last || parent) paragraphs_.push_back(heading.text);
    }
    headings_.clear();
    paragraphs_.push_back(std::move(current_));
    current_.clear();
  }

  void read_table(std::string_view line) {
    if (line.starts_with("{|")) {
      if (in_table_++ == 0) end_paragraph();
      return;
    }
    const bool ends = line.starts_with("|}");
    if (ends || line.starts_with("|-")) {
      if (!row_.empty() && skipped_level_ == 0) append(row_);
      row_.clear();
      if (ends && --in_table_ == 0) end_paragraph();
      return;
    }
    if (line.starts_with("|+")) return;
    const bool cells = line.starts_with('|') || line.starts_with('!');
    const char mark = cells ? line.front() : '|';
    std::string_view rest = cells ? line.substr(1) : line;
    while (true) {
      const std::size_t end = std::min({rest.find("||"), mark == '!' ? rest.find("!!") : rest.size(), rest.size()});
      std::string_view cell = rest.substr(0, end);
      // `align="left" | text`
      const std::size_t bar = cell.find('|');
      if (cells && bar != std::string_view::npos && cell.substr(0, bar).find('=') != std::string_view::npos) {
        cell.remove_prefix(bar + 1);
      }
      const std::string text = one_line(plain_line(cell));
      if (!text.empty()) row_.append(row_.empty() ? "" : " ").append(text);
      if (end >= rest.size()) break;
      rest.remove_prefix(end + 2);
    }
  }

  struct Heading {
    std::string text;
    int level;
  };
  std::vector<std::string> paragraphs_;
  std::vector<Heading> headings_;  // without text below them so far
  std::string current_;
  std::string row_;
  bool in_list_ = false;
  unsigned in_table_ = 0;
  int skipped_level_ = 0;  // of a section that is left out
};

}  // namespace

WikiText read_wikitext(std::string_view wikitext, const WikiNames& names) {
  WikiText result;
  const std::string text = without_variants(without_marks(without_hidden(wikitext), names, result));
  Lines lines;
  for (const std::string_view line : lines_of(text)) lines.read(line);
  result.paragraphs = lines.take();
  return result;
}

}  // namespace news::formats
