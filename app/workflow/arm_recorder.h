// SPDX-License-Identifier: GPL-3.0-or-later
// What an arm's training does and measures, as rows of its run directory and as progress for who listens.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/probes/probes.h"
#include "app/workflow/metrics_recorder.h"
#include "app/workflow/run_clock.h"
#include "app/workflow/run_job.h"
#include "core/results/footprint.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"
#include "core/train/training_observer.h"

namespace imprint {

class ArmRecorder : public TrainingObserver {
 public:
  /// Everything that is given by reference outlives the recorder.
  ArmRecorder(std::string arm, const ExperimentSpec& spec, Trainer& trainer, const Probes& probes, RunClock& clock,
              RunListener& listener, RunDirectory directory);

  /// Where rows go. `probe_rows` is nullptr when nothing is probed.
  void write_to(MetricsRecorder* rows, ProbeWriter* probe_rows);

  const RunProgress& progress() const { return progress_; }
  /// What curvature probes took in this session.
  double probe_seconds() const { return probe_seconds_; }

  void before_step() override;
  void on_step(const StepRecord& record) override;
  void on_evaluation(const EvaluationRecord& record) override;
  void on_probe(const CancellationToken& token) override;
  void on_checkpoint() override;
  void on_activity(const char* activity) override;

 private:
  void record_time();
  void record_overflow(const StepRecord& record);
  void record_executors(std::int64_t step);
  void record_precision(const LayerPrecision& precision, bool with_weights, const std::string& suffix);
  void record_layers(std::int64_t step);
  void add(const std::string& metric, double value);
  void add(MetricRow row);

  std::string arm_;
  const ExperimentSpec& spec_;
  Trainer& trainer_;
  const Probes& probes_;
  RunClock& clock_;
  RunListener& listener_;
  RunDirectory directory_;
  PrecisionDepartures departures_;
  MetricsRecorder* rows_ = nullptr;
  ProbeWriter* probe_rows_ = nullptr;
  RunProgress progress_;
  double probe_seconds_ = 0;
  double step_began_ = 0;  // in seconds of the session
  std::vector<Footprint> footprints_;
  std::string last_precision_;
  std::set<std::string> told_executors_;
};

}  // namespace imprint
