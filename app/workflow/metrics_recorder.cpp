// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/metrics_recorder.h"

#include <utility>

namespace imprint {

MetricsRecorder::MetricsRecorder(const std::filesystem::path& file, std::int64_t length, std::string arm,
                                 RunListener& listener)
    : writer_(file, length), arm_(std::move(arm)), listener_(listener), flushed_at_(std::chrono::steady_clock::now()) {}

void MetricsRecorder::add(const MetricRow& row) {
  pending_.push_back(row);
  if (std::chrono::steady_clock::now() - flushed_at_ > std::chrono::milliseconds(100)) flush();
}

void MetricsRecorder::flush() {
  flushed_at_ = std::chrono::steady_clock::now();
  if (pending_.empty()) return;
  writer_.append(pending_);
  listener_.on_metrics(arm_, pending_);
  pending_.clear();
}

std::int64_t MetricsRecorder::sync() {
  flush();
  return writer_.sync();
}

}  // namespace imprint
