#include "searcher/match/facet_counter.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/dates.h"
#include "common/fields.h"
#include "common/record.h"
#include "common/text.h"

namespace news::match {
namespace {

date::sys_days day_of(const StatedTime& time) { return date::sys_days(date::year(time.year) / time.month / time.day); }

/// Weeks begin on Monday; the first of a year is that of its first Thursday (ISO 8601-1:2019, 4.3.9).
Facet week_of(const StatedTime& time) {
  const date::sys_days day = day_of(time);
  const date::sys_days monday = day - (date::weekday(day) - date::Monday);
  const date::sys_days thursday = monday + date::days(3);
  const date::year year = date::year_month_day(thursday).year();
  const auto week = (thursday - date::sys_days(year / date::January / 1)).count() / 7 + 1;
  return {fmt::format("{:04}-W{:02}", static_cast<int>(year), week), 0, (monday.time_since_epoch().count() + 3) / 7};
}

/// The unit of time that a date is in; what it states, where that is less.
Facet unit_of(StatedTime time, FacetField field) {
  const auto cut_to = [&](Precision precision, std::int64_t unit) -> Facet {
    if (time.precision < precision) return {to_iso(time), 0, {}};
    time.precision = precision;
    return {to_iso(time), 0, unit};
  };
  if (field == FacetField::year) return cut_to(Precision::year, time.year);
  if (field == FacetField::month) return cut_to(Precision::month, time.year * std::int64_t{12} + time.month);
  if (field == FacetField::week && time.precision >= Precision::day) return week_of(time);
  return cut_to(Precision::day, day_of(time).time_since_epoch().count());
}

/// Days, as they are in their slot, joined to units.
std::vector<Facet> units_of(const std::unordered_map<std::string, std::uint64_t>& days, FacetField field) {
  // A unit's days are neighbours, but for the year and the month of which no more is stated, in the midst of a week.
  constexpr std::size_t kNear = 3;
  std::vector<Facet> units;
  std::uint64_t undated = 0;
  // In the order of the slot: "20240300", of which no day is known, comes before the days of its month.
  for (const auto& [value, articles] : std::map(days.begin(), days.end())) {
    if (value.empty()) {
      undated = articles;
      continue;
    }
    Facet unit = unit_of(decode_day(value), field);
    const auto near = units.end() - static_cast<std::ptrdiff_t>(std::min(kNear, units.size()));
    const auto known = std::find_if(near, units.end(), [&](const Facet& other) { return other.value == unit.value; });
    Facet& joined = known == units.end() ? units.emplace_back(std::move(unit)) : *known;
    joined.articles += articles;
  }
  if (undated > 0) units.push_back({{}, undated, {}});
  return units;
}

std::vector<std::string> stated_by(Article article, FacetField field) {
  switch (field) {
    case FacetField::section:
      return {std::move(article.section)};
    case FacetField::author:
      return std::move(article.bylines);
    case FacetField::topic:
      return std::move(article.topics);
    default:
      return {std::move(article.language)};
  }
}

}  // namespace

FacetCounter::FacetCounter(FacetField field, Xapian::Database database, bool served)
    : field_(field), database_(std::move(database)) {
  if (is_of_time(field)) values_.emplace(database_, slot::kDay, served);
  if (field == FacetField::source) values_.emplace(database_, slot::kHit, served);
}

std::string FacetCounter::source_of(Xapian::docid article) {
  HitRecord hit = decode_hit(values_->at(article));
  return hit.cut ? decode_facts(database_.get_document(article).get_data()).source : std::move(hit.source);
}

void FacetCounter::add(Xapian::docid article) {
  ++articles_;
  if (is_of_time(field_)) {
    ++days_[values_->at(article)];
  } else if (field_ == FacetField::source) {
    count({source_of(article)});
  } else {
    const Xapian::Document document = database_.get_document(article, Xapian::DOC_ASSUME_VALID);
    count(stated_by(decode_facts(document.get_data()), field_));
  }
}

FacetCounter::Spelling& FacetCounter::spelling(const std::string& text) {
  const auto [known, fresh] = spellings_.try_emplace(text);
  if (fresh) {
    known->second.value = folded_.try_emplace(fold_case(text), counts_.size()).first->second;
    if (known->second.value == counts_.size()) counts_.emplace_back();
  }
  return known->second;
}

void FacetCounter::count(const std::vector<std::string>& stated) {
  for (const std::string& text : stated) {
    Spelling& spelled = spelling(text);
    Count& value = counts_[spelled.value];
    if (std::exchange(value.last, articles_) == articles_) continue;  // it states it twice
    ++value.articles;
    ++spelled.articles;
  }
  if (stated.empty()) count({std::string()});
}

Facets FacetCounter::facets() const {
  if (is_of_time(field_)) return {units_of(days_, field_), articles_};
  Facets facets{std::vector<Facet>(counts_.size()), articles_};
  std::vector<std::uint64_t> commonest(counts_.size());
  for (std::size_t i = 0; i < counts_.size(); ++i) facets.values[i].articles = counts_[i].articles;
  for (const auto& [text, spelled] : spellings_) {
    std::string& shown = facets.values[spelled.value].value;
    std::uint64_t& most = commonest[spelled.value];
    if (spelled.articles < most || (spelled.articles == most && most > 0 && shown < text)) continue;
    most = spelled.articles;
    shown = text;
  }
  std::sort(facets.values.begin(), facets.values.end(), [](const Facet& a, const Facet& b) {
    return std::tie(b.articles, a.value) < std::tie(a.articles, b.value);
  });
  return facets;
}

}  // namespace news::match
