#include "indexer/formats/main_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "common/text.h"
#include "indexer/formats/html_blocks.h"
#include "indexer/formats/html_tree.h"
#include "indexer/formats/story_opening.h"

namespace news::formats {
namespace {

constexpr std::size_t kGoodLength = 80;       // bytes of a block that counts as prose
constexpr double kGoodLinkDensity = 1.0 / 3;  // Kohlschütter et al., section 4
constexpr std::size_t kEnoughMarked = 150;    // bytes of text that a page marks as its article's
constexpr double kMostLinked = 0.5;
constexpr std::size_t kEnoughFound = 1000;  // bytes of good blocks
constexpr std::size_t kMuchMore = 2;        // times as many

/// What lies inside an element, all blocks together.
struct Mass {
  double votes = 0;
  std::size_t text = 0;    // bytes
  std::size_t linked = 0;  // bytes of it inside links
  std::size_t good = 0;    // bytes of good blocks

  [[nodiscard]] std::size_t bad() const { return text - good; }
};

bool is_good(const HtmlBlock& block) {
  if (block.heading > 0 || block.link_density() > kGoodLinkDensity) return false;
  if (block.text.size() >= kGoodLength) return true;
  const char last = block.text.back();
  const bool sentence = last == '.' || last == '!' || last == '?' || last == '"';
  return sentence && block.text.size() >= kGoodLength / 3;
}

double votes_of(const HtmlBlock& block) {
  const auto commas = std::count(block.text.begin(), block.text.end(), ',');
  const auto length = static_cast<double>(block.text.size());
  return 1 + static_cast<double>(std::min<std::ptrdiff_t>(commas, 10)) + std::min(length / 100, 3.0);
}

/// Whether an element is a paragraph rather than something that holds paragraphs.
bool is_paragraph_element(std::string_view name) {
  return name == "p" || name == "li" || name == "pre" || name == "blockquote" || name == "td" || name == "dd" ||
         name == "h2" || name == "h3" || name == "h4" || name == "span";
}

using Masses = std::unordered_map<const xmlNode*, Mass>;

/// Weighs every element that blocks stand in. The depth of HTML is bounded by libxml2.
Masses weigh(const std::vector<HtmlBlock>& blocks) {
  Masses masses;
  for (const HtmlBlock& block : blocks) {
    const bool good = is_good(block);
    const xmlNode* element = block.element;
    while (element != nullptr && is_paragraph_element(html_name(element))) element = element->parent;
    double weight = 1;
    for (; element != nullptr && element->type == XML_ELEMENT_NODE; element = element->parent) {
      Mass& mass = masses[element];
      mass.text += block.text.size();
      mass.linked += block.linked;
      if (!good) continue;
      mass.good += block.text.size();
      mass.votes += weight * votes_of(block);
      weight /= weight == 1 ? 2 : 1.5;
    }
  }
  return masses;
}

double score(const xmlNode* element, const Mass& mass) {
  const double linked = mass.text > 0 ? static_cast<double>(mass.linked) / static_cast<double>(mass.text) : 0;
  const HtmlHint hint = hint_of(element);
  const double factor = hint == HtmlHint::article ? 1.25 : hint == HtmlHint::other ? 0.5 : 1;
  return mass.votes * (1 - linked) * factor;
}

/// The element with the article; null where no block is good.
const xmlNode* article_element(const std::vector<HtmlBlock>& blocks, const Masses& masses) {
  const xmlNode* best = nullptr;
  double most = 0;
  // In the order of the page, so that equal ones are decided the same way every time.
  for (const HtmlBlock& block : blocks) {
    for (const xmlNode* element = block.element; element != nullptr; element = element->parent) {
      const auto found = masses.find(element);
      if (found == masses.end()) continue;
      const double reached = score(element, found->second);
      if (reached <= most) continue;
      most = reached;
      best = element;
    }
  }
  if (best == nullptr) return nullptr;
  // Text in several elements side by side: what they stand in has it all.
  for (const xmlNode* outer = best->parent; outer != nullptr && outer->type == XML_ELEMENT_NODE;
       outer = outer->parent) {
    const auto found = masses.find(outer);
    if (found == masses.end()) break;
    const Mass& inside = masses.at(best);
    const Mass& around = found->second;
    const auto gain = static_cast<double>(around.good - inside.good);
    const auto cost = static_cast<double>(around.bad() - inside.bad());
    if (gain >= 0.1 * static_cast<double>(inside.good) && gain > 1.5 * cost) best = outer;
  }
  return best;
}

bool is_inside(const xmlNode* node, const xmlNode* element) {
  while (node != nullptr && node != element) node = node->parent;
  return node != nullptr;
}

/// The element that the page itself says to be the text.
const xmlNode* marked_element(const std::vector<HtmlBlock>& blocks, const Masses& masses) {
  const xmlNode* marked = nullptr;
  for (const HtmlBlock& block : blocks) {
    for (const xmlNode* element = block.element; element != nullptr; element = element->parent) {
      const std::string_view property = html_attribute(element, "itemprop");
      if (property.find("articleBody") == std::string_view::npos) continue;
      const auto found = masses.find(element);
      if (found == masses.end() || found->second.good < kEnoughMarked) continue;
      if (marked == nullptr || found->second.good > masses.at(marked).good) marked = element;
    }
  }
  return marked;
}

/// Lines that sites set between and below the text.
bool is_filler(const HtmlBlock& block) {
  constexpr std::size_t kLongest = 90;
  if (block.text.size() > kLongest) return false;
  if (is_furniture(block.text)) return true;
  static constexpr auto kBeginnings = std::to_array<std::string_view>(
      {"advertisement",   "read more",    "read also",      "related:",      "more:",         "see also:",
       "share this",      "follow us",    "sign up",        "subscribe",     "click here",    "photo:",
       "image:",          "getty images", "comments",       "copyright",     "\xc2\xa9",      "loading",
       "story continues", "skip advert",  "listen to this", "save article",  "print article", "most read",
       "filed under",     "tags:",        "topics:",        "recommended",   "watch:",        "share on",
       "email this",      "lire aussi",   "lesen sie auch", "mehr zum thema"});
  const std::string lower = ascii_lower(block.text);
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

std::string comparable(std::string_view text) { return fold_case(one_line(text)); }

/// What is kept of a page's blocks.
struct Selection {
  std::vector<std::string> paragraphs;
  std::size_t good = 0;  // bytes of good blocks among them
};

Selection select(const std::vector<HtmlBlock>& blocks, std::string_view title) {
  const Masses masses = weigh(blocks);
  const xmlNode* element = marked_element(blocks, masses);
  if (element == nullptr) element = article_element(blocks, masses);

  Selection selection;
  std::vector<const HtmlBlock*> kept;
  for (const HtmlBlock& block : blocks) {
    if (element != nullptr && !is_inside(block.element, element)) continue;
    if (block.link_density() > kMostLinked || is_filler(block)) continue;
    if (kept.empty() && comparable(block.text) == comparable(title)) continue;
    if (is_good(block)) selection.good += block.text.size();
    kept.push_back(&block);
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const bool last = i + 1 == kept.size();
    const int heading = kept[i]->heading;
    // A heading with no text of its own below it announces something that was left out.
    if (heading > 0 && (last || (kept[i + 1]->heading > 0 && kept[i + 1]->heading <= heading))) continue;
    selection.paragraphs.push_back(kept[i]->text);
  }
  return selection;
}

}  // namespace

std::vector<std::string> main_text(const xmlNode* body, std::string_view title) {
  Selection found = select(html_blocks(body, Hints::heeded), title);
  if (found.good >= kEnoughFound) return std::move(found.paragraphs);
  // So little that names of classes may have misled us.
  Selection more = select(html_blocks(body, Hints::ignored), title);
  return std::move(more.good > kMuchMore * found.good ? more.paragraphs : found.paragraphs);
}

}  // namespace news::formats
