// The formats, surest sniffers first.
#include "indexer/formats/table.h"

#include <algorithm>
#include <array>

#include "indexer/formats/anpa1312.h"
#include "indexer/formats/arc.h"
#include "indexer/formats/atom.h"
#include "indexer/formats/csv.h"
#include "indexer/formats/html.h"
#include "indexer/formats/iptc7901.h"
#include "indexer/formats/json.h"
#include "indexer/formats/markdown.h"
#include "indexer/formats/mbox.h"
#include "indexer/formats/mediawiki.h"
#include "indexer/formats/newsml1.h"
#include "indexer/formats/newsml_g2.h"
#include "indexer/formats/nitf.h"
#include "indexer/formats/rcv1.h"
#include "indexer/formats/reuters21578.h"
#include "indexer/formats/rss.h"
#include "indexer/formats/text.h"
#include "indexer/formats/trec.h"
#include "indexer/formats/warc.h"
#include "indexer/formats/wxr.h"

namespace news::formats {
namespace {

/// Built when first asked for: the rows are defined in files of their own.
const auto& rows() {
  static const std::array kTable = {
      kArcFormat,       kWarcFormat,     kNinjsFormat,   kJsonFormat, kNitfFormat, kTrecFormat,     kReuters21578Format,
      kHtmlFormat,      kNewsmlG2Format, kNewsml1Format, kRcv1Format, kMboxFormat, kAnpa1312Format, kIptc7901Format,
      kMediawikiFormat, kWxrFormat,      kRssFormat,     kAtomFormat, kCsvFormat,  kMarkdownFormat, kTextFormat};
  return kTable;
}

}  // namespace

std::span<const Format> all_formats() { return rows(); }

const Format* find_format(std::string_view name) {
  const auto& table = rows();
  const auto* const found =
      std::find_if(table.begin(), table.end(), [&](const Format& format) { return format.name == name; });
  return found != table.end() ? found : nullptr;
}

const Format* sniff_format(const Sample& sample) {
  const Format* surest = nullptr;
  Confidence most = Confidence::no;
  for (const Format& format : rows()) {
    const Confidence confidence = format.sniff(sample);
    if (confidence <= most) continue;
    most = confidence;
    surest = &format;
    if (most == Confidence::certain) break;
  }
  return surest;
}

}  // namespace news::formats
