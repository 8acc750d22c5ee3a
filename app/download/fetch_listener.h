// SPDX-License-Identifier: GPL-3.0-or-later
// What a fetch tells while it goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace imprint {

struct FetchProgress {
  std::string file;
  std::size_t number = 1, files = 1;  // which of how many, from 1
  std::int64_t bytes = 0, total_bytes = 0;
  double bytes_per_second = 0;  // since this request began; what an earlier one brought does not count
  double seconds_left = -1;     // below 0: not known yet
};

class FetchListener {
 public:
  virtual ~FetchListener() = default;
  /// At most four times a second, and once at the end of a request that brought all.
  virtual void on_progress(const FetchProgress& progress) = 0;
  /// Something worth a line of its own: a file is there, a mirror failed, a transfer begins anew.
  virtual void on_message(const std::string& text) = 0;
};

}  // namespace imprint
