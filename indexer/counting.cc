#include "indexer/counting.h"

#include <fmt/format.h>

namespace news {

std::string place_text(const ReadEvent& where) {
  std::string text(where.path);
  if (!where.member.empty()) text.append(" member ").append(where.member);
  if (where.place.record > 0) text += fmt::format(" record {}", where.place.record);
  if (where.place.offset > 0) text += fmt::format(" byte {}", where.place.offset);
  return text;
}

void Counting::count_articles(std::uint64_t number) {
  summary.articles += number;
  progress_.articles = summary.articles;
}

void Counting::file_done() { progress_.files = summary.files_read + summary.files_unchanged + summary.files_taken_up; }

void Counting::article(Article) { count_articles(1); }

void Counting::skipped(const ReadEvent&, std::string_view reason) { ++summary.skipped_by_reason[std::string(reason)]; }

void Counting::canceled(const ReadEvent&, Article) { ++summary.skipped_by_reason["canceled"]; }

void Counting::unknown_kind(const ReadEvent& where) {
  ++summary.unknown_kind;
  tell(where, "of unknown kind, not read");
}

void Counting::noted(const ReadEvent& where, std::string_view kind, std::string_view detail) {
  // The first few of a kind are told one by one, the rest counted: ten million notes help nobody.
  constexpr std::uint64_t kTold = 5;
  const std::uint64_t count = ++summary.notes[std::string(kind)];
  if (count <= kTold) tell(where, fmt::format("{}: {}", kind, detail));
}

void Counting::missing(std::string_view path) {
  ++summary.missing;
  tell({path, {}, {}, {}}, "is not there");
}

void Counting::spared(std::string_view path, std::string_view reason) {
  ++summary.missing;
  if (reason.empty()) {
    tell({path, {}, {}, {}},
         "is empty now, so what it held is not withdrawn: is a disk not mounted? Remove the folder if it is not");
  } else {
    tell({path, {}, {}, {}}, fmt::format("can't be looked into, so what it held is not withdrawn: {}", reason));
  }
}

void Counting::unreadable(std::string_view path, std::string_view reason) { refused({path, {}, {}, {}}, reason, {}); }

void Counting::refused(const ReadEvent& where, std::string_view reason, std::string_view) {
  ++summary.refused;
  ++summary.refused_by_reason[std::string(reason)];
  progress_.refused = summary.refused;
  tell(where, fmt::format("refused: {}", reason));
}

void Counting::tell(const ReadEvent& where, std::string_view what) {
  log_.say(fmt::format("{}: {}", place_text(where), what));
}

}  // namespace news
