// The segment builders there are; make_segment_builder chooses.
#pragma once

#include <memory>
#include <string>

#include "indexer/build/segment_builder.h"

namespace news::build {

[[nodiscard]] std::unique_ptr<SegmentBuilder> make_bulk_builder(const std::string& folder,
                                                                const BuilderOptions& options);
[[nodiscard]] std::unique_ptr<SegmentBuilder> make_api_builder(const std::string& folder,
                                                               const BuilderOptions& options);

}  // namespace news::build
