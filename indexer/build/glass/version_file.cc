#include "indexer/build/glass/version_file.h"

#include <algorithm>

#include "common/codec.h"
#include "common/durable_file.h"
#include "indexer/build/glass/deflate.h"

namespace news::glass {
namespace {

constexpr std::string_view kMagic("\x0F\x0DXapian Glass");
constexpr unsigned kFormat = (2016 - 2014) << 9U | 3U << 5U | 14U;  // DATE_TO_VERSION
constexpr std::uint64_t kRevision = 1;
constexpr std::uint64_t kNeverDeflated = 0;

std::string free_list(const TableRoot& root) {
  std::string bytes;
  put_varint(bytes, kRevision);
  put_varint(bytes, root.blocks);
  bytes.append(4, '\0');
  return bytes;
}

void put_root(std::string& out, const TableRoot& root, std::uint64_t max_plain) {
  constexpr unsigned kSequential = 2;
  constexpr unsigned kFake = 1;
  const bool fake = root.entries == 0;
  put_varint(out, root.block);
  put_varint(out, root.level << 2U | kSequential | (fake ? kFake : 0));
  put_varint(out, root.entries);
  put_varint(out, kBlockBytes >> 11U);
  put_varint(out, max_plain);
  put_string(out, fake ? std::string() : free_list(root));
}

}  // namespace

std::string encode_version_file(const Uuid& uuid, const DatabaseRoots& roots, const Statistics& statistics) {
  std::string out(kMagic);
  out += big_endian(kFormat, 2);
  out.append(uuid.begin(), uuid.end());
  put_varint(out, kRevision);
  put_root(out, roots.postlist, kNeverDeflated);
  put_root(out, roots.docdata, kMinDeflated);
  put_root(out, roots.termlist, kMinDeflated);
  put_root(out, roots.position, kNeverDeflated);
  put_root(out, {}, kMinDeflated);  // spelling
  put_root(out, {}, kMinDeflated);  // synonyms
  put_varint(out, statistics.documents);
  put_varint(out, statistics.last_docid - statistics.documents);
  put_varint(out, statistics.shortest);
  put_varint(out, statistics.largest_wdf);
  put_varint(out, statistics.longest - statistics.largest_wdf);
  put_varint(out, 0);  // change sets
  put_varint(out, statistics.total_length);
  put_varint(out, 0);  // spelling
  return out;
}

void write_version_file(const std::string& folder, const Uuid& uuid, const DatabaseRoots& roots,
                        const Statistics& statistics) {
  replace_file(folder + "/iamglass", encode_version_file(uuid, roots, statistics));
}

}  // namespace news::glass
