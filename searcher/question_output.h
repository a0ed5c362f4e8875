// In which form a question's results are written.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>

#include "searcher/match/facets.h"
#include "searcher/match/page.h"
#include "searcher/question.h"
#include "searcher/render/result_writer.h"
#include "searcher/render/terminal.h"

namespace news {

/// Writes what stands before all results: the header of CSV. To be called once for an output, however many questions
/// it answers; questions that have an id all have one.
void begin_output(const Question& question, std::ostream& out);

/// Writes what stands before the first hit or the explanation of a question: on the terminal its name, where it has
/// one, and the query of a batch.
void begin_hits(const Question& question, render::Emphasis emphasis, std::ostream& out);

/// The writer of the question's hits. `out` must outlive it.
[[nodiscard]] std::unique_ptr<render::ResultWriter> writer_of(const Question& question, render::Emphasis emphasis,
                                                              std::ostream& out);

/// What hits must hold for that writer.
[[nodiscard]] match::HitParts parts_for(const Question& question);

/// Writes how many hits there are, articles or stories: the number alone, or, where the question has an id, a line that
/// says both.
void write_count(const Question& question, const match::Total& total, double elapsed_ms, std::ostream& out);

/// Writes the counts that the question asks for; how many of them.
std::uint64_t write_facets(const Question& question, const match::Facets& facets, double elapsed_ms,
                           render::Emphasis emphasis, std::ostream& out);

}  // namespace news
