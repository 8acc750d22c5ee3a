// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a command could not read while it read others: one damaged file of one run never hides the rest, and it is
// always named.
#pragma once

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "core/base/error.h"

namespace imprint::cli {

class SkippedFiles {
 public:
  /// What `read` returns; nothing when it throws, which is then told of.
  template <class Read>
  auto attempt(Read read) -> std::optional<decltype(read())> {
    try {
      return read();
    } catch (const CancelledError&) {
      throw;
    } catch (const std::exception& error) {
      add(error.what());
      return std::nullopt;
    }
  }

  /// Why, beginning with the file's name; each once.
  const std::vector<std::string>& reasons() const { return reasons_; }

  /// A line each on stderr.
  void tell(Console& console) const {
    for (const std::string& reason : reasons_) console.note("imprint: skipped " + reason);
  }

 private:
  void add(const std::string& reason) {
    if (std::ranges::find(reasons_, reason) == reasons_.end()) reasons_.push_back(reason);
  }

  std::vector<std::string> reasons_;
};

}  // namespace imprint::cli
