#include "indexer/formats/xml_body.h"

#include "common/text.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/xml_document.h"
#include "indexer/formats/xml_text.h"

namespace news::formats {
namespace {

const xmlNode* first_element(const xmlNode* node) {
  const xmlNode* inner = node->children;
  while (inner != nullptr && inner->type != XML_ELEMENT_NODE) inner = inner->next;
  return inner;
}

/// NITF as a whole, or only its body, as some providers embed it.
Article read_embedded_nitf(const xmlNode* nitf, DateOrder order) { return read_nitf(nitf, order).article; }

}  // namespace

Article read_xml_body(const xmlNode* holder, DateOrder order) {
  Article body;
  if (holder == nullptr) return body;
  const xmlNode* inner = first_element(holder);
  if (inner != nullptr) {
    if (local_name(inner) == "nitf") return read_embedded_nitf(inner, order);
    if (child(inner, "body.content") != nullptr) return read_embedded_nitf(holder, order);
    XmlText text;
    body.paragraphs = text.paragraphs(holder);
    return body;
  }
  const std::string text = text_of(holder);
  body.paragraphs = has_html_tags(text) ? html_paragraphs(text) : paragraphs_of(lines_of(text));
  return body;
}

void fill_from_body(Article& article, Article body) {
  const auto fill = [](std::string& field, std::string& value) {
    if (field.empty()) field = std::move(value);
  };
  fill(article.title, body.title);
  fill(article.deck, body.deck);
  fill(article.dateline, body.dateline);
  fill(article.agency, body.agency);
  fill(article.source, body.source);
  fill(article.section, body.section);
  fill(article.language, body.language);
  fill(article.url, body.url);
  if (article.bylines.empty()) article.bylines = std::move(body.bylines);
  if (article.topics.empty()) article.topics = std::move(body.topics);
  if (!article.published) article.published = body.published;
  article.paragraphs = std::move(body.paragraphs);
}

}  // namespace news::formats
