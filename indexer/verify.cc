#include "indexer/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <list>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "common/archive.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/json_line.h"
#include "common/record.h"
#include "common/text.h"
#include "indexer/build/analyser.h"
#include "indexer/sources/walk.h"

namespace news {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;

/// A record that an article names.
struct Claim {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Digest digest;
  std::string article;   // its id
  std::string fault;     // what was found in its place; empty: it was not met
  bool changed = false;  // other bytes were

  [[nodiscard]] std::uint64_t end() const noexcept { return offset + length; }
};

/// The claims on one file, by member, and whose file it is.
struct FileClaims {
  std::string path;
  std::map<std::string, std::vector<Claim>> members;
};

/// Digests the claimed stretches of one member while it streams past. They may overlap: an article's record may lie in
/// that of another.
class Comparison {
 public:
  /// `claims` in order of their offsets.
  explicit Comparison(const std::vector<Claim>& claims) : claims_(claims) {}

  template <typename OnResult>
  void read(sources::ByteStream& bytes, OnResult on_result) {
    std::string buffer(kReadBytes, '\0');
    std::uint64_t offset = 0;
    while (const std::size_t got = bytes.read(buffer)) {
      begin_up_to(offset + got);
      for (Running& each : running_) {
        const std::uint64_t from = std::max(each.claim->offset, offset);
        const std::uint64_t to = std::min(each.claim->end(), offset + got);
        if (to > from) each.digest.update({buffer.data() + (from - offset), to - from});
      }
      offset += got;
      std::erase_if(running_, [&](const Running& each) {
        if (each.claim->end() > offset) return false;
        on_result(*each.claim, each.digest.digest() == each.claim->digest);
        return true;
      });
    }
    begin_up_to(offset + 1);
    std::erase_if(running_, [&](const Running& each) {
      if (each.claim->length > 0) return false;
      on_result(*each.claim, each.digest.digest() == each.claim->digest);
      return true;
    });
  }

  /// The claims that the member's end cut off, after read().
  template <typename OnRest>
  void rest(OnRest on_rest) const {
    for (const Running& each : running_) on_rest(*each.claim);
    for (std::size_t i = next_; i < claims_.size(); ++i) on_rest(claims_[i]);
  }

 private:
  struct Running {
    explicit Running(const Claim* of) : claim(of) {}
    const Claim* claim;
    DigestStream digest;
  };

  void begin_up_to(std::uint64_t end) {
    for (; next_ < claims_.size() && claims_[next_].offset < end; ++next_) running_.emplace_back(&claims_[next_]);
  }

  const std::vector<Claim>& claims_;
  std::size_t next_ = 0;
  std::list<Running> running_;
};

class Verifier : public sources::MemberSink {
 public:
  Verifier(const sources::Limits& limits, const std::function<void(std::string_view)>& tell)
      : limits_(limits), tell_(tell) {}

  void verify(FileClaims claims) {
    claims_ = std::move(claims);
    ++result.files;
    for (auto& [member, list] : claims_.members) {
      result.records += list.size();
      std::sort(list.begin(), list.end(), [](const Claim& a, const Claim& b) { return a.offset < b.offset; });
    }
    if (claims_.path == "-") {
      for (const auto& [member, list] : claims_.members) result.unread += list.size();
      return;
    }
    std::string reason = "its place in the file is not there";
    try {
      const auto bytes = sources::open_file(claims_.path);
      sources::read_members(*bytes, std::filesystem::path(claims_.path).filename().string(), limits_, *this);
    } catch (const Error& error) {
      if (error.code() != Code::source_unreadable) throw;
      reason = error.what();
    }
    for (const auto& [member, list] : claims_.members) {
      for (const Claim& claim : list) {
        ++(claim.changed ? result.changed : result.missing);
        say(member, claim, claim.fault.empty() ? reason : claim.fault);
      }
    }
  }

  void member(std::string_view name, sources::ByteStream& bytes) override {
    const auto found = claims_.members.find(std::string(name));
    if (found == claims_.members.end()) return;
    // What does not verify goes back: a tar may hold several members of one name.
    const auto node = claims_.members.extract(found);
    std::vector<Claim> open;
    const auto keep = [&](Claim claim, std::string_view fault) {
      claim.fault = fault;
      open.push_back(std::move(claim));
    };
    Comparison comparison(node.mapped());
    std::string reason = "the member ends before it";
    try {
      comparison.read(bytes, [&](const Claim& claim, bool same) {
        if (same) {
          ++result.verified;
        } else {
          keep(claim, "the record has changed");
          open.back().changed = true;
        }
      });
    } catch (const Error& error) {
      if (error.code() != Code::source_unreadable) throw;
      reason = error.what();
    }
    comparison.rest([&](const Claim& claim) { keep(claim, reason); });
    if (open.empty()) return;
    std::sort(open.begin(), open.end(), [](const Claim& a, const Claim& b) { return a.offset < b.offset; });
    claims_.members[std::string(name)] = std::move(open);
  }
  void unreadable(std::string_view, std::string_view) override {}  // each record that is lost by it is told

  Verification result;

 private:
  void say(std::string_view member, const Claim& claim, std::string_view what) const {
    const std::string inside = member.empty() ? std::string() : fmt::format(" member {}", member);
    tell_(one_line(sanitise(fmt::format("{}{} byte {} length {} (article {}): {}", claims_.path, inside, claim.offset,
                                        claim.length, claim.article, what))));
  }

  const sources::Limits& limits_;
  const std::function<void(std::string_view)>& tell_;
  FileClaims claims_;
};

/// What the articles with this file's term say of it.
FileClaims claims_of(const Xapian::Database& database, const std::string& term) {
  FileClaims claims;
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
    const Article article = decode_article(database.get_document(*it).get_data());
    for (const Provenance& place : article.provenances) {
      if (build::file_term(place.path) != term) continue;
      claims.path = place.path;
      claims.members[place.member].push_back({place.offset, place.length, place.record, article.id, {}, false});
    }
  }
  return claims;
}

}  // namespace

Verification verify_archive(const std::string& archive, const sources::Limits& limits,
                            const std::function<void(std::string_view line)>& tell) {
  Verifier verifier(limits, tell);
  std::string last;  // the term of the last file that was verified
  for (bool done = false; !done;) {
    const Xapian::Database database = open_for_reading(archive);
    try {
      const std::string prefix(prefix::kFile);
      auto term = database.allterms_begin(prefix);
      if (!last.empty()) term.skip_to(last);
      for (; term != database.allterms_end(prefix); ++term) {
        if (*term == last) continue;
        FileClaims claims = claims_of(database, *term);
        last = *term;
        if (!claims.members.empty()) verifier.verify(std::move(claims));
      }
      done = true;
    } catch (const Xapian::DatabaseModifiedError&) {
      // An indexer has published meanwhile: go on in what is live now.
    } catch (const Xapian::Error& error) {
      throw Error(Code::archive_damaged, "can't read " + archive + ": " + error.get_description(),
                  "check it with xapian-check");
    }
  }
  return verifier.result;
}

std::string verification_text(const Verification& v) {
  std::string text = fmt::format("{} records in {} files: {} verified, {} changed, {} missing", v.records, v.files,
                                 v.verified, v.changed, v.missing);
  if (v.unread > 0) text += fmt::format(", {} from standard input, which can't be read again", v.unread);
  return text + "\n";
}

std::string verification_json(const Verification& v) {
  const nlohmann::ordered_json json = {{"type", "verification"}, {"files", v.files},     {"records", v.records},
                                       {"verified", v.verified}, {"changed", v.changed}, {"missing", v.missing},
                                       {"unread", v.unread}};
  return json_line(json);
}

}  // namespace news
