#include "indexer/ingest.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>

#include "common/analysis/language.h"
#include "common/error.h"
#include "common/text.h"
#include "indexer/formats/path_hints.h"
#include "indexer/formats/table.h"

namespace news {
namespace {

constexpr std::size_t kSniffBytes = std::size_t{64} << 10;
constexpr std::size_t kFirstSniffBytes = std::size_t{16} << 10;  // most files are small
constexpr std::size_t kDrainBytes = std::size_t{16} << 10;

/// Digests and counts what passes.
class Metered final : public sources::ByteStream {
 public:
  explicit Metered(sources::ByteStream& inner) : inner_(inner) {}

  std::size_t read(std::span<char> buffer) override {
    failed_ = true;  // unless reading returns
    const std::size_t got = inner_.read(buffer);
    failed_ = false;
    digest_.update({buffer.data(), got});
    bytes_ += got;
    return got;
  }
  /// Reads to the end, so that the digest is the whole file's whatever a container's trailer left unread.
  void drain() {
    std::array<char, kDrainBytes> buffer;
    while (read(buffer) > 0) {
    }
  }

  [[nodiscard]] Digest digest() const { return digest_.digest(); }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  sources::ByteStream& inner_;
  bool failed_ = false;
  DigestStream digest_;
  std::uint64_t bytes_ = 0;
};

/// Lets the first bytes be looked at before they are read.
class Peekable final : public sources::ByteStream {
 public:
  explicit Peekable(sources::ByteStream& inner) : inner_(inner) {
    std::size_t held = 0;
    try {
      while (held < kSniffBytes) {
        if (held == head_.size()) head_.resize(std::clamp(4 * held, kFirstSniffBytes, kSniffBytes));
        const std::size_t got = inner_.read({head_.data() + held, head_.size() - held});
        if (got == 0) break;
        held += got;
      }
    } catch (const Error&) {
      damage_ = std::current_exception();  // comes when what stands before it has been read
    }
    head_.resize(held);
  }

  [[nodiscard]] std::string_view head() const { return head_; }
  [[nodiscard]] bool empty() const { return head_.empty() && !damage_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  std::size_t read(std::span<char> buffer) override {
    std::size_t got = std::min(buffer.size(), head_.size() - given_);
    if (got > 0) {
      std::copy_n(head_.data() + given_, got, buffer.data());
      given_ += got;
    } else {
      if (damage_) std::rethrow_exception(damage_);
      got = inner_.read(buffer);
    }
    bytes_ += got;
    return got;
  }

 private:
  sources::ByteStream& inner_;
  std::exception_ptr damage_;
  std::string head_;
  std::size_t given_ = 0;
  std::uint64_t bytes_ = 0;
};

/// Reads the members of one file.
class FileIngest final : public sources::MemberSink {
 public:
  FileIngest(const std::string& path, const IngestOptions& options, IngestSink& sink)
      : path_(path), options_(options), sink_(sink) {}

  void member(std::string_view name, sources::ByteStream& bytes) override;
  void unreadable(std::string_view name, std::string_view reason) override {
    if (is_passed_over()) return;
    ++outcome.refused;
    outcome.whole = false;
    sink_.refused({path_, name, {}, {}}, reason, {});
  }

  FileOutcome outcome;

 private:
  /// Passes on what a reader says, with the place it can't know.
  class MemberReporter final : public Reporter {
   public:
    MemberReporter(FileIngest& file, std::string_view member, std::string_view format)
        : file_(file), member_(member), format_(format) {}
    void refused(const RecordPlace& place, std::string_view reason, std::string_view raw) override {
      ++file_.outcome.refused;
      file_.sink_.refused(event(place), reason, raw);
    }
    void skipped(const RecordPlace& place, std::string_view reason) override {
      file_.sink_.skipped(event(place), reason);
    }
    void canceled(const RecordPlace& place, Article item) override {
      file_.state_defaults(item, member_);
      normalise(item);
      file_.sink_.canceled(event(place), std::move(item));
    }
    void noted(const RecordPlace& place, std::string_view kind, std::string_view detail) override {
      file_.sink_.noted(event(place), kind, detail);
    }

   private:
    [[nodiscard]] ReadEvent event(const RecordPlace& place) const { return {file_.path_, member_, format_, place}; }
    FileIngest& file_;
    std::string_view member_;
    std::string_view format_;
  };

  /// What the path and the person say of every article that does not say it itself.
  void state_defaults(Article& article, std::string_view member) const;
  /// Whether what is said now is about a member that was read before.
  [[nodiscard]] bool is_passed_over() const {
    return outcome.members > 0 && outcome.members <= options_.members_to_pass;
  }

  void complete(Article& article, std::string_view member, std::string_view format, std::uint64_t ordinal) const;

  const std::string& path_;
  const IngestOptions& options_;
  IngestSink& sink_;
};

/// A text to judge the language by: the headline and enough of the body.
std::string language_sample(const Article& article) {
  constexpr std::size_t kEnough = 4096;
  std::string sample;
  sample.reserve(2 * kEnough);
  sample = article.title;
  for (const std::string& paragraph : article.paragraphs) {
    if (sample.size() > kEnough) break;
    sample.append("\n").append(paragraph);
  }
  return sample;
}

void FileIngest::state_defaults(Article& article, std::string_view member) const {
  const std::string where = member.empty() ? path_ : path_ + "/" + std::string(member);
  formats::apply(formats::hints_from_path(where), article);
  if (article.source.empty()) article.source = options_.source;
  if (article.section.empty()) article.section = options_.section;
  if (article.language.empty()) article.language = options_.language;
}

void FileIngest::complete(Article& article, std::string_view member, std::string_view format,
                          std::uint64_t ordinal) const {
  state_defaults(article, member);
  article.format = format;
  for (Provenance& provenance : article.provenances) {
    provenance.path = path_;
    provenance.member = member;
  }
  normalise(article);
  if (article.language.empty()) article.language = analysis::detect_language(language_sample(article));
  if (article.id.empty()) {
    const std::string place = path_ + '\0' + std::string(member) + '\0' + std::to_string(ordinal);
    article.id = to_hex(path_ == "-" ? content_digest(article) : digest_of(place));
  }
}

/// Whoever names keys says that JSON and tables are articles, whatever their keys are called.
const formats::Format* format_of(const formats::Sample& sample, const IngestOptions& options) {
  if (options.format != nullptr) return options.format;
  const formats::Format* sniffed = formats::sniff_format(sample);
  if (options.read.field_keys.empty()) return sniffed;
  const std::string_view text = trim(sample.head.substr(0, 1024));
  const std::string name = ascii_lower(sample.name);
  const bool json = !text.empty() && (text.front() == '{' || text.front() == '[');
  if (sniffed == nullptr && json) return formats::find_format("json");
  if (sniffed == nullptr && (name.ends_with(".csv") || name.ends_with(".tsv"))) return formats::find_format("csv");
  return sniffed;
}

void FileIngest::member(std::string_view name, sources::ByteStream& bytes) {
  ++outcome.members;
  if (is_passed_over()) return;
  sink_.member({path_, name, {}, {outcome.members, 0, 0}});
  Peekable content(bytes);
  if (content.empty()) {
    sink_.skipped({path_, name, {}, {}}, "empty");
    return;
  }
  const std::string file_name = std::filesystem::path(name.empty() ? path_ : std::string(name)).filename().string();
  const formats::Format* format = format_of({content.head(), file_name}, options_);
  if (format == nullptr) {
    sink_.unknown_kind({path_, name, {}, {}});
    return;
  }
  sink_.member({path_, name, format->name, {outcome.members, 0, 0}});
  MemberReporter reporter(*this, name, format->name);
  const auto reader = format->open({content, file_name, options_.read, reporter});
  std::uint64_t ordinal = 0;
  while (auto article = reader->next()) {
    complete(*article, name, format->name, ++ordinal);
    ++outcome.articles;
    sink_.article(std::move(*article));
  }
  outcome.text_bytes += content.bytes();
}

}  // namespace

FileOutcome ingest(const std::string& path, sources::ByteStream& bytes, const IngestOptions& options,
                   IngestSink& sink) {
  Metered metered(bytes);
  FileIngest file(path, options, sink);
  try {
    sources::read_members(metered, std::filesystem::path(path).filename().string(), options.limits, file);
    if (!metered.failed()) metered.drain();
  } catch (const Error& error) {
    if (error.code() != Code::source_unreadable) throw;
    if (file.outcome.whole) file.unreadable({}, error.what());
  }
  file.outcome.medium_failed = metered.failed();
  file.outcome.digest = metered.digest();
  file.outcome.bytes = metered.bytes();
  return file.outcome;
}

}  // namespace news
