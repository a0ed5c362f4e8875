// Where an article's fields stand in NITF.
#include "indexer/formats/nitf_article.h"

#include <algorithm>
#include <optional>

#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/xml_document.h"
#include "indexer/formats/xml_text.h"

namespace news::formats {
namespace {

/// NITF writes dates as ISO 8601 basic format (3.6, attribute `norm`), some with a zone behind the date alone.
std::optional<StatedTime> norm_time(std::string_view norm, DateOrder order) {
  norm = trim(norm);
  if (norm.empty()) return std::nullopt;
  if (const auto time = parse_iso(norm)) return time;
  constexpr std::size_t kDayLength = 8;
  if (norm.size() > kDayLength && (norm[kDayLength] == '+' || norm[kDayLength] == '-')) {
    if (const auto day = parse_iso(norm.substr(0, kDayLength))) return day;
  }
  if (const auto reading = read_date(norm, order)) return reading->time;
  return std::nullopt;
}

/// One record while it is read.
class Nitf {
 public:
  Nitf(const xmlNode* nitf, DateOrder order)
      : head_(child(nitf, "head")),
        docdata_(child(head_, "docdata")),
        pubdata_(child(head_, "pubdata")),
        body_(child(nitf, "body")),
        body_head_(child(body_, "body.head")),
        order_(order) {
    article_.language = attribute(nitf, "lang");
    if (article_.language.empty()) article_.language = attribute(body_, "lang");
  }

  NitfReading read() {
    read_headline();
    read_bylines();
    read_dateline_element();
    read_document_data();
    read_topics();
    read_publication();
    read_body();
    NitfReading reading;
    if (text_.is_bomb()) reading.fault = "entities expand to more than 1 MiB";
    reading.status = attribute(docdata_, "management-status");
    reading.article = std::move(article_);
    return reading;
  }

 private:
  void read_headline() {
    const xmlNode* hedline = child(body_head_, "hedline");
    article_.title = text_.line(child(hedline, "hl1"));
    if (article_.title.empty() && child(hedline, "hl2") == nullptr) article_.title = text_.line(hedline);
    if (article_.title.empty()) article_.title = text_.line(child(head_, "title"));

    // The New York Times Annotated Corpus repeats the headline as hl2 class="online_headline".
    for (const xmlNode* hl2 = child(hedline, "hl2"); hl2 != nullptr; hl2 = hl2->next) {
      if (local_name(hl2) != "hl2" || attribute(hl2, "class") == "online_headline") continue;
      article_.deck = text_.line(hl2);
      if (!article_.deck.empty()) break;
    }
    if (article_.deck.empty()) article_.deck = text_.line(child(body_head_, "abstract"));
  }

  void read_bylines() {
    std::vector<const xmlNode*> bylines;
    bool printed = false;
    if (body_head_ == nullptr) return;
    for (const xmlNode* each = body_head_->children; each != nullptr; each = each->next) {
      if (local_name(each) != "byline") continue;
      bylines.push_back(each);
      printed = printed || attribute(each, "class") == "print_byline";
    }
    for (const xmlNode* byline : bylines) {
      const std::string kind = attribute(byline, "class");
      if (kind == "normalized_byline") {
        if (!printed) read_normalized_byline(byline);  // else the same people once more
      } else {
        read_byline_element(byline);
      }
    }
    const std::string distributor = text_.line(child(body_head_, "distributor"));
    if (!distributor.empty()) article_.agency = distributor;
  }

  /// "Roe, Jane; Poe, John"
  void read_normalized_byline(const xmlNode* byline) {
    const std::string text = text_.line(byline);
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view name = trim(rest.substr(0, end));
      const std::size_t comma = name.find(',');
      if (comma == std::string_view::npos) {
        if (!name.empty()) article_.bylines.emplace_back(name);
      } else {
        article_.bylines.push_back(std::string(trim(name.substr(comma + 1))) + ' ' +
                                   std::string(name.substr(0, comma)));
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void read_byline_element(const xmlNode* byline) {
    bool people = false;
    for (const xmlNode* each = byline->children; each != nullptr; each = each->next) {
      if (local_name(each) != "person") continue;
      const std::string name = text_.line(each);
      if (!name.empty()) article_.bylines.push_back(name);
      people = people || !name.empty();
    }
    const std::string role = text_.line(child(byline, "byttl"));
    if (!people) {
      std::string text = text_.line(byline);
      if (!role.empty() && text.ends_with(role)) text.resize(text.size() - role.size());
      add_people(one_line(text));
    }
    add_affiliation(role, people || !article_.bylines.empty());
  }

  void add_people(std::string_view text) {
    // "By Jane Roe; Compiled by John Poe": a part is a byline of its own.
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(';'), text.size());
      std::string_view part = trim(text.substr(0, end));
      while (part.ends_with(',')) part = trim(part.substr(0, part.size() - 1));
      if (const std::size_t by = ascii_lower(part).find(" by "); by != std::string::npos) part.remove_prefix(by + 1);
      if (!part.empty()) {
        Byline byline = split_byline(part);
        std::move(byline.names.begin(), byline.names.end(), std::back_inserter(article_.bylines));
        if (article_.agency.empty()) article_.agency = std::move(byline.agency);
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  /// "Associated Press Writer", "Sports Network", "Staff Writer"
  void add_affiliation(std::string_view role, bool has_people) {
    if (role.empty() || !article_.agency.empty()) return;
    const std::size_t last_word = role.rfind(' ');
    const std::string_view employer = last_word == std::string_view::npos ? role : role.substr(0, last_word);
    if (is_known_agency(role) || !has_people) {
      article_.agency = role;
    } else if (is_known_agency(employer)) {
      article_.agency = employer;
    }
  }

  void read_dateline_element() {
    const xmlNode* dateline = child(body_head_, "dateline");
    if (dateline == nullptr) return;
    const xmlNode* date = child(dateline, "story.date");
    story_date_ = norm_time(attribute(date, "norm"), order_);
    if (const xmlNode* location = child(dateline, "location")) {
      article_.dateline = text_.line(location);
      return;
    }
    std::string place = text_.line(dateline);
    const std::string date_text = text_.line(date);
    if (!story_date_ && !date_text.empty()) {
      if (const auto reading = read_date(date_text, order_)) story_date_ = reading->time;
    }
    if (const std::size_t at = place.find(date_text); !date_text.empty() && at != std::string::npos) place.resize(at);
    // "WASHINGTON, March 29 (AP) --": a credit behind the place.
    const std::size_t open = place.rfind('(');
    const std::size_t close = place.rfind(')');
    if (open != std::string::npos && close != std::string::npos && close > open) {
      const std::string credit = place.substr(open + 1, close - open - 1);
      if (may_be_agency(credit)) {
        if (article_.agency.empty()) article_.agency = credit;
        place.resize(open);
      }
    }
    const std::size_t comma = place.rfind(',');
    if (comma != std::string::npos && read_date(place.substr(comma + 1) + " 2000", order_)) place.resize(comma);
    const std::size_t end = place.find_last_not_of(" ,;:-\t");
    place.resize(end == std::string::npos ? 0 : end + 1);
    article_.dateline = place;
  }

  void read_document_data() {
    article_.id = attribute(child(docdata_, "doc-id"), "id-string");
    for (const char* name : {"date.issue", "date.release"}) {
      if (!article_.published) article_.published = norm_time(attribute(child(docdata_, name), "norm"), order_);
    }
    if (!article_.published) article_.published = story_date_;
    if (!article_.published) article_.published = norm_time(attribute(pubdata_, "date.publication"), order_);
    if (!article_.published) article_.published = times_date();
    article_.updated = norm_time(attribute(child(head_, "revision-history"), "norm"), order_);
  }

  void add_topic(std::string topic) {
    if (!trim(topic).empty()) article_.topics.push_back(std::move(topic));
  }

  void read_topics() {
    const xmlNode* keys = child(docdata_, "key-list");
    for (const xmlNode* key = child(keys, "keyword"); key != nullptr; key = key->next) {
      if (local_name(key) == "keyword") add_topic(attribute(key, "key"));
    }
    const xmlNode* content = child(docdata_, "identified-content");
    for (const xmlNode* each = content != nullptr ? content->children : nullptr; each != nullptr; each = each->next) {
      if (each->type != XML_ELEMENT_NODE) continue;
      const std::string text = text_.line(each);
      add_topic(text.empty() ? attribute(each, "value") : text);
    }
    const xmlNode* subjects = child(head_, "tobject");
    for (const xmlNode* each = child(subjects, "tobject.subject"); each != nullptr; each = each->next) {
      if (local_name(each) != "tobject.subject") continue;
      for (const char* level : {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"}) {
        add_topic(attribute(each, level));
      }
    }
  }

  void read_publication() {
    article_.source = attribute(pubdata_, "name");
    if (article_.source.empty()) article_.source = attribute(child(docdata_, "doc.copyright"), "holder");
    article_.edition = attribute(pubdata_, "edition.name");
    article_.section = attribute(pubdata_, "position.section");
    if (article_.section.empty()) article_.section = meta("online_sections");
    if (article_.section.empty()) article_.section = meta("dsk");
    article_.page = attribute(pubdata_, "position.sequence");
    if (article_.page.empty()) article_.page = meta("print_page_number");
    article_.url = attribute(pubdata_, "ex-ref");
  }

  [[nodiscard]] std::string meta(std::string_view name) const {
    for (const xmlNode* each = child(head_, "meta"); each != nullptr; each = each->next) {
      if (local_name(each) == "meta" && attribute(each, "name") == name) return attribute(each, "content");
    }
    return {};
  }

  /// The New York Times Annotated Corpus states the day in three meta elements.
  [[nodiscard]] std::optional<StatedTime> times_date() const {
    std::string day = meta("publication_year");
    for (const char* part : {"publication_month", "publication_day_of_month"}) {
      const std::string number = meta(part);
      if (number.empty()) break;
      day += (number.size() == 1 ? "-0" : "-") + number;
    }
    return parse_iso(day);
  }

  void read_body() {
    const xmlNode* content = child(body_, "body.content");
    const xmlNode* lead = nullptr;
    bool full = false;
    for (const xmlNode* each = content != nullptr ? content->children : nullptr; each != nullptr; each = each->next) {
      const std::string kind = attribute(each, "class");
      if (kind == "lead_paragraph") lead = each;
      full = full || kind == "full_text";
    }
    // The lead stands once more in the full text.
    std::vector<std::string>& paragraphs = article_.paragraphs;
    const std::vector<std::string> leads =
        lead != nullptr && full ? text_.paragraphs(lead) : std::vector<std::string>();
    paragraphs = text_.paragraphs(content);
    const bool repeated = !leads.empty() && paragraphs.size() >= 2 * leads.size() &&
                          std::all_of(leads.begin(), leads.end(), [&](const std::string& paragraph) {
                            return std::find(paragraphs.begin() + static_cast<std::ptrdiff_t>(leads.size()),
                                             paragraphs.end(), paragraph) != paragraphs.end();
                          });
    if (repeated && std::equal(leads.begin(), leads.end(), paragraphs.begin())) {
      paragraphs.erase(paragraphs.begin(), paragraphs.begin() + static_cast<std::ptrdiff_t>(leads.size()));
    }
    for (std::string& closing : text_.paragraphs(child(body_, "body.end"))) paragraphs.push_back(std::move(closing));
  }

  const xmlNode* head_;
  const xmlNode* docdata_;
  const xmlNode* pubdata_;
  const xmlNode* body_;
  const xmlNode* body_head_;
  DateOrder order_;
  XmlText text_;
  std::optional<StatedTime> story_date_;
  Article article_;
};

}  // namespace

NitfReading read_nitf(const xmlNode* nitf, DateOrder order) { return Nitf(nitf, order).read(); }

}  // namespace news::formats
