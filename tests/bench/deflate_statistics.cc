// Counts the symbols of deflate in what an archive holds, and prints indexer/build/glass/deflate_statistics.cc:
//   deflate_statistics ARCHIVE > indexer/build/glass/deflate_statistics.cc
#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <iostream>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "indexer/build/glass/document_tables.h"

namespace {

void count(const std::string& tag, isal_huff_histogram& histogram) {
  isal_update_histogram(reinterpret_cast<std::uint8_t*>(const_cast<char*>(tag.data())), static_cast<int>(tag.size()),
                        &histogram);
}

/// Term lists are deflated without repetitions: each byte, and an end.
void count_literals(const std::string& tag, isal_huff_histogram& histogram) {
  constexpr std::size_t kEnd = 256;
  for (const char byte : tag) ++histogram.lit_len_histogram[static_cast<unsigned char>(byte)];
  ++histogram.lit_len_histogram[kEnd];
}

std::string termlist(const Xapian::Database& database, Xapian::docid document) {
  std::vector<std::pair<std::string, Xapian::termcount>> terms;
  for (auto term = database.termlist_begin(document); term != database.termlist_end(document); ++term) {
    terms.emplace_back(*term, term.get_wdf());
  }
  std::string tag;
  news::glass::TermlistEncoder encoder(tag);
  encoder.begin(database.get_doclength(document), static_cast<std::uint32_t>(terms.size()));
  for (const auto& [term, wdf] : terms) encoder.add(term, wdf);
  encoder.end();
  return tag;
}

/// The counts in parts of a million. Any byte may come in another archive: 1 at least for those.
std::string numbers(std::span<const std::uint64_t> counts) {
  const auto sum = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  std::string text;
  std::string line = "     ";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string number =
        fmt::format(" {}{}",
                    std::max<std::uint64_t>(i < 256 || counts[i] > 0 ? 1 : 0,
                                            counts[i] * 1'000'000 / std::max<std::uint64_t>(1, sum)),
                    i + 1 < counts.size() ? "," : "");
    if (line.size() + number.size() > 118) text += line + "\n", line = "     ";
    line += number;
  }
  return text + line;
}

void print(const char* name, const isal_huff_histogram& histogram) {
  std::cout << fmt::format(
      "constexpr DeflateStatistics {} = {{\n    {{{{\n{}\n    }}}},\n    {{{{\n{}\n    }}}},\n}};\n", name,
      numbers(histogram.lit_len_histogram), numbers(histogram.dist_histogram));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: deflate_statistics ARCHIVE\n";
    return 2;
  }
  try {
    const Xapian::Database database(argv[1]);
    isal_huff_histogram data{};
    isal_huff_histogram terms{};
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
      count(database.get_document(*document).get_data(), data);
      count_literals(termlist(database, *document), terms);
    }
    std::cout
        << "// Made by tests/bench/deflate_statistics.cc.\n#include \"indexer/build/glass/deflate_statistics.h\"\n\n"
           "namespace news::glass {\nnamespace {\n\n";
    print("kData", data);
    std::cout << '\n';
    print("kTerms", terms);
    std::cout << "\n}  // namespace\n\nconst DeflateStatistics& deflate_statistics(TagKind kind) noexcept {\n"
                 "  return kind == TagKind::data ? kData : kTerms;\n}\n\n}  // namespace news::glass\n";
  } catch (const Xapian::Error& error) {
    std::cerr << "deflate_statistics: " << error.get_description() << '\n';
    return 1;
  }
  return 0;
}
