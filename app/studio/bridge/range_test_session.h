// SPDX-License-Identifier: GPL-3.0-or-later
// A precision range test in a background thread, told from the window's own timer.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/workflow/range_test_job.h"
#include "core/results/run_records.h"

namespace imprint::studio {

/// run_range_test, or what a test puts in its place.
using RangeTestJob = std::function<RangeTestResult(const ExperimentSpec&, const CancellationToken&,
                                                   const std::function<void(const RangeTestStep&)>&)>;

class RangeTestSession : public QObject {
  Q_OBJECT

 public:
  explicit RangeTestSession(RangeTestJob job, QObject* parent = nullptr);
  /// Cancels the test and waits for it.
  ~RangeTestSession() override;

  bool is_running() const { return worker_ != nullptr; }
  /// The spec of the test that runs or ran last.
  const ExperimentSpec& spec() const { return spec_; }
  /// All steps so far; they stay after the end, and after a stop.
  const std::vector<RangeTestStep>& steps() const { return steps_; }
  /// Of the precisions that are complete.
  const std::vector<PrecisionGain>& gains() const { return gains_; }
  /// queued before the first test, then running, and how the last one ended.
  RunState state() const { return is_running() ? RunState::running : state_; }
  /// Why the last test failed; empty when it did not.
  const QString& error() const { return error_; }
  /// Once the test has come to its end.
  const std::optional<BoundsProposal>& proposal() const { return proposal_; }

 public Q_SLOTS:
  /// Ignored while a test runs.
  void start(const imprint::ExperimentSpec& spec);
  void stop();

 Q_SIGNALS:
  /// There are new steps, or the state changed.
  void updated();
  void failed(const QString& message);

 private:
  struct Worker;

  void poll();
  void finish();

  RangeTestJob job_;
  QTimer timer_;
  std::unique_ptr<Worker> worker_;
  ExperimentSpec spec_;
  std::vector<RangeTestStep> steps_;
  std::vector<PrecisionGain> gains_;
  std::optional<BoundsProposal> proposal_;
  RunState state_ = RunState::queued;
  QString error_;
};

}  // namespace imprint::studio
