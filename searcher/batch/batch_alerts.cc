#include "searcher/batch/batch_alerts.h"

#include "common/digest.h"
#include "common/error.h"
#include "searcher/saved/alert_notes.h"

namespace news::batch {
namespace {

std::string file_of(const std::string& name) {
  if (name == "-") {
    throw Error(Code::usage, "--new takes no queries from standard input: it remembers what each query of a file gave",
                "put them into a file, or save them with --save");
  }
  return alert_file(name);
}

}  // namespace

BatchAlerts::BatchAlerts(const std::string& file, bool first_from_now)
    : file_(file_of(file)), first_from_now_(first_from_now), marks_(marks_path()) {}

void BatchAlerts::ask_for_new(Question& question) const {
  question.all = true;
  question.seen = seen_by(marks_.of({file_, *question.id}), first_from_now_);
}

void BatchAlerts::answered(const Question& question, const std::vector<match::ArchiveState>& searched,
                           const Notes& notes) {
  const AlertKey alert{file_, *question.id};
  std::string digest = to_hex(digest_of(question.query));
  notes.note(alert_notes(marks_.of(alert), searched, digest, first_from_now_));
  const std::lock_guard lock(answering_);
  given_.push_back({alert, searched, std::move(digest)});
}

void BatchAlerts::advance() const { marks_.advance(given_); }

}  // namespace news::batch
