// The version file (iamglass), which makes tables a database: where their roots are, and the database's statistics.
#pragma once

#include <string>

#include "common/uuid.h"
#include "indexer/build/glass/btree.h"
#include "indexer/build/glass/statistics.h"

namespace news::glass {

struct DatabaseRoots {
  TableRoot postlist;
  TableRoot docdata;
  TableRoot termlist;
  TableRoot position;
};

/// The bytes of the version file, revision 1 (GlassVersion::write and RootInfo::serialise in glass_version.cc, Xapian
/// 1.4.22):
///
///   0F 0D "Xapian Glass"  04 6E (the format of 2016-03-14)  UUID (tells databases apart, above all to replication)
///   varint revision
///   six roots: postlist, docdata, termlist, position, spelling, synonym; each
///     varint root block, varint level << 2 | sequential << 1 | fake (there is no root block), varint entries,
///     varint block size >> 11, varint size up to which tags are never deflated (0: none is),
///     counted string free list: varint revision, varint blocks in the file, four zeros (nothing is free); empty if
///     fake
///   varints: documents, last docid - documents, shortest length, largest wdf, longest length - largest wdf,
///     oldest change set (0), total length, largest frequency of a word for spelling (0)
[[nodiscard]] std::string encode_version_file(const Uuid& uuid, const DatabaseRoots& roots,
                                              const Statistics& statistics);

/// Writes FOLDER/iamglass and flushes it and the folder. The tables must be on the disk before: from now on they are a
/// database. Throws Error(Code::io).
void write_version_file(const std::string& folder, const Uuid& uuid, const DatabaseRoots& roots,
                        const Statistics& statistics);

}  // namespace news::glass
