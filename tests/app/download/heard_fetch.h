// SPDX-License-Identifier: GPL-3.0-or-later
// What a fetch told, and small pieces that the tests of fetching share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/download/fetch_file.h"
#include "app/download/fetch_listener.h"
#include "app/download/sha256.h"

namespace imprint::test {

class HeardFetch : public FetchListener {
 public:
  void on_progress(const FetchProgress& progress) override {
    progress_.push_back(progress);
    if (on_bytes) on_bytes();
  }
  void on_message(const std::string& text) override { told_ += text + "\n"; }

  const std::string& told() const { return told_; }
  const std::vector<FetchProgress>& progress() const { return progress_; }

  std::function<void()> on_bytes;

 private:
  std::string told_;
  std::vector<FetchProgress> progress_;
};

/// Tests do not wait.
inline FetchLimits quick_limits() { return {.transfer = {2, 1}, .attempts = 3, .pause_seconds = 0}; }

inline std::string sha256_text(const std::string& bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.text();
}

/// Bytes that differ from place to place.
inline std::string some_bytes(std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<char>(i * 7919 >> 3));
  return bytes;
}

}  // namespace imprint::test
