// SPDX-License-Identifier: GPL-3.0-or-later
// The bounded queue between a training thread and the window.
//
// Rows are never dropped; progress is coalesced to the latest. When the reader falls behind by more than the capacity,
// the writer waits a moment for it, and then goes on regardless: a window that hangs must not stop a training run.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "app/studio/bridge/run_news.h"

namespace imprint::studio {

class NewsQueue : public RunListener {
 public:
  explicit NewsQueue(std::size_t capacity_rows = 1 << 17,
                     std::chrono::milliseconds longest_wait = std::chrono::milliseconds(100));

  /// Everything that came since the last call, without waiting.
  RunNews take();
  /// Lets a waiting writer go on at once, now and from now on: nobody will read any more.
  void close();
  std::size_t waiting_rows() const;

  void on_plan(const RunPlan& plan) override;
  void on_metrics(const std::string& arm, std::span<const MetricRow> rows) override;
  void on_probe(const std::string& arm, std::span<const ProbeRow> rows) override;
  void on_progress(const RunProgress& progress) override;
  void on_activity(const std::string& activity) override;
  void on_message(const std::string& text) override;

 private:
  const std::size_t capacity_rows_;
  const std::chrono::milliseconds longest_wait_;
  mutable std::mutex mutex_;
  std::condition_variable taken_;
  RunNews news_;
  std::size_t rows_ = 0;
  bool closed_ = false;
};

}  // namespace imprint::studio
