// Runs of the indexer over an archive in a temporary folder, and what the archive holds after them, as text.
#pragma once

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/archive.h"
#include "common/codec.h"
#include "common/fields.h"
#include "common/record.h"
#include "indexer/build/archive_writer.h"
#include "tests/unit/temporary_folder.h"

namespace news::build {

inline Article story(const std::string& id, const std::string& body, const std::string& updated = {}) {
  Article article;
  article.id = id;
  article.source = "Courier";
  article.language = "en";
  article.paragraphs = {body};
  if (!updated.empty()) article.updated = parse_iso(updated);
  return article;
}

/// A story in a numbered version.
inline Article version(std::uint64_t number, const std::string& body) {
  Article article = story("1", body);
  article.version = number;
  return article;
}

/// The source takes story 1 back in this version.
inline Article cancellation(std::uint64_t number) {
  Article item = version(number, {});
  item.paragraphs.clear();
  return item;
}

/// One file of a run and the articles that it states.
struct Stating {
  std::string path;
  std::vector<Article> articles;
  bool whole = true;  ///< false: a part of the file could not be read
};

class ArchiveRuns : public ::testing::Test {
 protected:
  /// Each article ends a batch.
  static inline const BuilderOptions kTinyBatches{Builder::bulk, Zone(), 2, std::uint64_t{64} << 20, 1, "tests"};

  [[nodiscard]] const std::string& archive() const { return folder_.path(); }

  /// Reads the files; returns what became of the articles: + added, ! replaced, = unchanged, 2 duplicate, x canceled,
  /// and how many each file withdrew. An article without text is a cancellation: 0, or - where it withdrew one.
  static std::string read(ArchiveWriter& writer, const std::vector<Stating>& files) {
    std::string verdicts;
    for (const Stating& file : files) {
      if (!verdicts.empty()) verdicts += ' ';
      writer.begin_file({file.path});
      std::uint64_t offset = 0;
      for (Article article : file.articles) {
        article.provenances = {{file.path, "", offset, 10, digest_of(article.id + file.path)}};
        offset += 10;
        if (article.paragraphs.empty()) {
          verdicts += writer.cancel(article) ? '-' : '0';
        } else {
          verdicts += "+!=2x"[static_cast<std::size_t>(writer.add(article))];
        }
      }
      const std::uint64_t withdrawn = writer.end_file({offset, 0, digest_of(file.path), 1, offset / 10, 0},
                                                      file.whole ? Completeness::whole : Completeness::partial);
      if (withdrawn > 0) verdicts += "-" + std::to_string(withdrawn);
    }
    return verdicts;
  }

  std::string run(const std::vector<Stating>& files, const BuilderOptions& options = {}) {
    ArchiveWriter writer(archive(), options);
    std::string verdicts = read(writer, files);
    writer.publish();
    return verdicts;
  }

  /// Every article as "id:body#sequence[files]", by id.
  [[nodiscard]] std::string held() const {
    const Xapian::Database database = open_for_reading(archive());
    std::vector<std::string> lines;
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      const Xapian::Document document = database.get_document(*it);
      const Article article = decode_article(document.get_data());
      std::string line = article.id + ":" + body_of(article) + "#" +
                         std::to_string(from_big_endian(document.get_value(slot::kSequence))) + "[";
      for (const Provenance& provenance : article.provenances) line += provenance.path;
      lines.push_back(line + "]");
      expect_consistent(document, article);
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
    return text;
  }

  /// Every id once over all generations, and every database sound.
  void expect_sound() const {
    const Xapian::Database database = open_for_reading(archive());
    const std::string prefix(prefix::kUnique);
    std::size_t articles = 0;
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term, ++articles) {
      EXPECT_EQ(term.get_termfreq(), 1U) << *term;
    }
    EXPECT_EQ(articles, database.get_doccount());
    // The tool and not Xapian::Database::check: that deletes an object as another type, which AddressSanitizer stops.
    EXPECT_EQ(std::system(("xapian-check '" + stub_path(archive()) + "' >/dev/null").c_str()), 0);
  }

  [[nodiscard]] std::string words_of_form(const std::string& form) const {
    return open_for_reading(archive()).get_metadata(std::string(metadata::kForms) + form);
  }
  [[nodiscard]] std::uint64_t complete_through() const {
    return read_facts(open_for_reading(archive())).complete_through;
  }

 private:
  /// What is indexed is what is stored.
  static void expect_consistent(const Xapian::Document& document, const Article& article) {
    EXPECT_EQ(document.get_value(slot::kContent), digest_value(content_digest(article)));
    std::vector<std::string> files;
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
      if ((*term).starts_with(prefix::kFile)) files.push_back(*term);
    }
    std::vector<std::string> expected;
    for (const Provenance& provenance : article.provenances) expected.push_back(file_term(provenance.path));
    std::sort(expected.begin(), expected.end());
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    EXPECT_EQ(files, expected) << article.id;
  }

  testing::TemporaryFolder folder_;
};

}  // namespace news::build
