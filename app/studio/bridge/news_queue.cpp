// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/news_queue.h"

#include <utility>

namespace imprint::studio {

NewsQueue::NewsQueue(std::size_t capacity_rows, std::chrono::milliseconds longest_wait)
    : capacity_rows_(capacity_rows), longest_wait_(longest_wait) {}

RunNews NewsQueue::take() {
  RunNews taken;
  const std::scoped_lock lock(mutex_);
  std::swap(taken, news_);
  rows_ = 0;
  taken_.notify_all();
  return taken;
}

void NewsQueue::close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  taken_.notify_all();
}

std::size_t NewsQueue::waiting_rows() const {
  const std::scoped_lock lock(mutex_);
  return rows_;
}

void NewsQueue::on_plan(const RunPlan& plan) {
  const std::scoped_lock lock(mutex_);
  news_.plan = plan;
}

void NewsQueue::on_metrics(const std::string& arm, std::span<const MetricRow> rows) {
  std::unique_lock lock(mutex_);
  taken_.wait_for(lock, longest_wait_, [this] { return rows_ < capacity_rows_ || closed_; });
  if (closed_) return;
  if (news_.rows.empty() || news_.rows.back().arm != arm) news_.rows.push_back({arm, {}});
  auto& batch = news_.rows.back().rows;
  batch.insert(batch.end(), rows.begin(), rows.end());
  rows_ += rows.size();
}

void NewsQueue::on_probe(const std::string&, std::span<const ProbeRow> rows) {
  const std::scoped_lock lock(mutex_);
  news_.probes.insert(news_.probes.end(), rows.begin(), rows.end());
}

void NewsQueue::on_progress(const RunProgress& progress) {
  const std::scoped_lock lock(mutex_);
  news_.progress = progress;
}

void NewsQueue::on_activity(const std::string& activity) {
  const std::scoped_lock lock(mutex_);
  news_.activity = activity;
}

void NewsQueue::on_message(const std::string& text) {
  const std::scoped_lock lock(mutex_);
  news_.messages.push_back(text);
}

}  // namespace imprint::studio
