// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory some work takes at its peak, as Linux counts the pages of this process.
#pragma once

#include <cstdint>
#include <optional>

namespace imprint {

/// From its making on. What the allocator holds of earlier work is given back to the system first, so that the work
/// does not live on it unseen.
class PeakMemory {
 public:
  PeakMemory();
  /// Bytes of the peak above what the process held at the beginning; none where the system keeps no such count or lets
  /// nobody begin it anew (/proc/self/clear_refs).
  std::optional<std::int64_t> bytes() const;

 private:
  std::optional<std::int64_t> at_first_;
};

}  // namespace imprint
