// Finds the text of the article among all that a web page holds.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// The paragraphs of a page's article.
///
/// 1. The body is cut into blocks: what block elements and double line breaks separate. What can't be article text is
///    left out with all that is in it: scripts, forms, navigation, figures with their captions, hidden elements, and
///    elements whose class, id or role says so (`related`, `share`, `cookie`, `comments`...), unless it says as well
///    that they hold the article.
/// 2. Each block has the shallow features of Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow
///    Text Features" (WSDM 2010): its number of words, and its link density, the share of its text that is links. A
///    block is good where it is long and hardly linked.
/// 3. Good blocks vote for the elements around them, the nearer ones with more weight, as in Readability (Arc90, 2009):
///    more for long ones and for those with commas, in proportion to how little of the element is links. The element
///    with the most votes holds the article; elements around it take its place as long as what they add is mostly good.
/// 4. Inside it, blocks that are mostly links, and the lines that sites put between and below the text, are left out.
///
/// Where so little is found that step 2 may have left the article out by its names, they are ignored.
/// Where the page marks the text itself (`itemprop="articleBody"`) and there is enough of it, step 3 is left out.
/// Linear in the size of the page. `title` is not repeated as the first paragraph.
[[nodiscard]] std::vector<std::string> main_text(const xmlNode* body, std::string_view title);

}  // namespace news::formats
