// The child's side of a reading process: reads the files that it is asked for, and says what comes out of them.
#pragma once

#include "indexer/ingest.h"
#include "indexer/reader_channel.h"

namespace news {

/// Answers one request after the other until the other end is gone, and adds the bytes of files that are read to
/// `bytes_read`. A file that can't be read is told as a failure. Throws what ingest() reports to nobody: that is a
/// fault of ours, or the memory is exhausted.
void serve_reading(messages::Channel& channel, IngestOptions options, messages::SharedCount& bytes_read);

}  // namespace news
