// SPDX-License-Identifier: GPL-3.0-or-later
// Facts that are read from files: forms and readers ask often, files change seldom.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// What was read last, as long as the files stay as they are: same paths, same sizes, same times.
class RememberedFacts {
 public:
  template <class Read>
  DatasetFacts of(const std::vector<std::filesystem::path>& files, const Read& read) {
    const std::scoped_lock lock(mutex_);
    std::vector<State> now;
    for (const auto& file : files) now.push_back(state_of(file));
    if (!facts_ || now != states_) facts_ = read();
    states_ = std::move(now);
    return *facts_;
  }

 private:
  struct State {
    std::filesystem::path file;
    std::filesystem::file_time_type written;
    std::uintmax_t bytes = 0;
    bool operator==(const State&) const = default;
  };

  /// Of one that isn't there, any: reading it will say so.
  static State state_of(const std::filesystem::path& file) {
    std::error_code error;
    return {file, std::filesystem::last_write_time(file, error), std::filesystem::file_size(file, error)};
  }

  std::mutex mutex_;
  std::optional<DatasetFacts> facts_;
  std::vector<State> states_;
};

}  // namespace imprint
