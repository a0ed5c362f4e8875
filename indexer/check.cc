#include "indexer/check.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <unordered_set>
#include <vector>

#include "common/archive.h"
#include "common/codec.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/json_line.h"
#include "common/record.h"
#include "common/text.h"
#include "indexer/build/analyser.h"
#include "indexer/build/manifest_file.h"
#include "indexer/build/quarantine.h"

namespace news {
namespace {

class Checker {
 public:
  Checker(const std::string& archive, Progress& progress, const std::function<void(std::string_view)>& tell)
      : archive_(archive), progress_(progress), tell_(tell) {}

  Soundness check() {
    const std::vector<std::string> names = live_generations(archive_);
    for (const std::string& name : names) {
      if (check_tables(name)) whole_.push_back(name);
    }
    // Where a table is damaged, what is asked of it may be wrong or endless.
    if (whole_.size() == names.size()) check_promises();
    check_manifests(names);
    check_quarantine();
    return result_;
  }

 private:
  void problem(const std::string& where, std::string_view what) {
    ++result_.problems;
    tell_(fmt::format("{}: {}", where, what));
  }

  bool check_tables(const std::string& name) {
    ++result_.generations;
    std::ostringstream report;
    try {
      const std::size_t errors = Xapian::Database::check(archive_ + "/" + name, 0, &report);
      if (errors == 0) return true;
      problem(name, counted(errors, "error") + " in its tables");
      std::istringstream lines(report.str());
      for (std::string line; std::getline(lines, line);) tell_("  " + line);
    } catch (const Xapian::Error& error) {
      problem(name, error.get_description());
    }
    return false;
  }

  void check_promises() {
    const Xapian::Database database = open_for_reading(archive_);
    facts_ = read_facts(database);
    if (!digest_from_hex(facts_.identity)) problem(archive_, "it has no identity");
    check_identities(database);
    for (const std::string& name : whole_) check_generation(name);
  }

  void check_identities(const Xapian::Database& database) {
    const std::string prefix(prefix::kUnique);
    std::uint64_t identities = 0;
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
      ++identities;
      if (term.get_termfreq() == 1) continue;
      problem(*term, fmt::format("{} articles have this identity", term.get_termfreq()));
    }
    if (identities != database.get_doccount()) {
      problem(archive_, fmt::format("{} articles have {} identities", database.get_doccount(), identities));
    }
  }

  void check_generation(const std::string& name) {
    const Xapian::Database database = open_generation(archive_ + "/" + name);
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
      const std::string where = fmt::format("{} document {}", name, *document);
      try {
        check_article(database.get_document(*document), where);
      } catch (const Error& error) {
        problem(where, error.what());
      } catch (const Xapian::Error& error) {
        problem(where, error.get_description());
      }
      ++result_.articles;
      progress_.articles = result_.articles;
    }
  }

  void check_article(const Xapian::Document& document, const std::string& where) {
    const Article article = decode_article(document.get_data());
    const std::string named = fmt::format("{} ({})", where, article.id);
    if (document.get_value(slot::kContent) != digest_value(content_digest(article))) {
      problem(named, "its content is not what its digest says");
    }
    if (document.get_value(slot::kHit) != encode_hit(article)) problem(named, "its hit record is another article's");
    const std::string sketch = document.get_value(slot::kSketch);
    if (!sketch.empty() && sketch != sketch_value(sketched(article))) problem(named, "its sketch is another text's");
    const std::string sequence = document.get_value(slot::kSequence);
    const std::uint64_t number = sequence.size() == 8 ? from_big_endian(sequence) : 0;
    if (number == 0 || number > facts_.complete_through) {
      problem(named, fmt::format("its sequence number {} is not that of one of the {} finished runs", number,
                                 facts_.complete_through));
    }
    if (!has_term(document, build::unique_term(identity_digest(article)))) problem(named, "it lacks its identity");
    for (const Provenance& provenance : article.provenances) {
      if (!has_term(document, build::file_term(provenance.path))) {
        problem(named, "it lacks the term of its file " + provenance.path);
      }
    }
  }

  static std::optional<analysis::Sketch> sketched(const Article& article) {
    return analysis::sketched(article.paragraphs, article.title, article.deck).sketch();
  }

  static bool has_term(const Xapian::Document& document, const std::string& term) {
    auto found = document.termlist_begin();
    found.skip_to(term);
    return found != document.termlist_end() && *found == term;
  }

  void check_manifests(const std::vector<std::string>& names) {
    build::Manifest manifest;
    try {
      for (const std::string& name : names) build::read_manifest(archive_ + "/" + name, manifest);
    } catch (const Error& error) {
      return problem("manifest", error.what());
    }
    if (whole_.size() != names.size()) return;
    std::unordered_set<std::string> known = {build::file_term("-")};
    manifest.for_each(
        [&](const std::string& path, const build::ManifestEntry&) { known.insert(build::file_term(path)); });
    const Xapian::Database database = open_for_reading(archive_);
    const std::string prefix(prefix::kFile);
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
      if (known.count(*term) == 0) result_.unfinished_articles += term.get_termfreq();
    }
  }

  void check_quarantine() {
    try {
      const std::string damage = build::Quarantine(build::quarantine_path(archive_), 1).damage();
      if (!damage.empty()) problem("quarantine", damage);
    } catch (const Error& error) {
      problem("quarantine", error.what());
    }
  }

  const std::string& archive_;
  Progress& progress_;
  const std::function<void(std::string_view)>& tell_;
  ArchiveFacts facts_;
  std::vector<std::string> whole_;  // generations whose tables are sound
  Soundness result_;
};

}  // namespace

Soundness check_archive(const std::string& archive, Progress& progress,
                        const std::function<void(std::string_view line)>& tell) {
  static_cast<void>(live_generations(archive));  // or the lock would make a folder
  std::optional<ArchiveLock> lock;
  try {
    lock.emplace(archive);
  } catch (const Error& error) {
    // On a medium that can't be written nobody writes.
    if (error.code() != Code::io) throw;
  }
  progress.begin(Phase::checking);
  return Checker(archive, progress, tell).check();
}

std::string soundness_text(const Soundness& s) {
  std::string text = fmt::format("{} in {}: ", counted(s.articles, "article"), counted(s.generations, "generation"));
  text += s.problems == 0 ? "sound" : counted(s.problems, "problem");
  if (s.unfinished_articles > 0) {
    text +=
        fmt::format("; {} are of files that were not read to their end and will be read again", s.unfinished_articles);
  }
  return text + "\n";
}

std::string soundness_json(const Soundness& s) {
  const nlohmann::ordered_json json = {{"type", "check"},
                                       {"generations", s.generations},
                                       {"articles", s.articles},
                                       {"problems", s.problems},
                                       {"unfinished_articles", s.unfinished_articles}};
  return json_line(json);
}

}  // namespace news
