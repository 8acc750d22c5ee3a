// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells about itself: its state, its plan, its progress and its summary.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/precision/layer_precision.h"
#include "core/results/scores.h"

namespace imprint {

enum class RunState { queued, running, paused, finished, failed, cancelled };
std::string to_string(RunState state);
RunState run_state_from(const std::string& text);  // throws InputError

/// Why a run failed, for programs; `reason` says it in words.
enum class FailureKind { none, bad_input, diverged, disk_full, file_system, out_of_memory, internal };
std::string to_string(FailureKind kind);
FailureKind failure_kind_from(const std::string& text);  // throws InputError

/// status.json. A running state whose heartbeat is old and whose lock is free is shown as "stale".
struct RunStatus {
  RunState state = RunState::queued;
  std::string reason = {};  // "diverged at step 12", "the disk is full"; empty when there is nothing to say
  std::int64_t step = 0;
  std::int64_t total_steps = 0;
  int process_id = 0;
  double heartbeat_unix_seconds = 0;
  FailureKind failure = FailureKind::none;

  bool operator==(const RunStatus&) const = default;
};

/// [begin, end) in steps.
struct StepWindow {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  bool contains(std::int64_t step) const { return step >= begin && step < end; }
  bool operator==(const StepWindow&) const = default;
};

/// What is known once the data and the model are there, before the first step.
struct RunPlan {
  std::int64_t total_steps = 0;
  std::int64_t steps_per_epoch = 0;
  std::int64_t train_samples = 0;
  std::int64_t test_samples = 0;
  std::int64_t validation_samples = 0;  // 0 where nothing is held out beside the test
  std::int64_t parameters = 0;
  std::int64_t macs_per_sample = 0;              // of the quantized layers and the classifier, forward
  std::vector<StepWindow> deficit_windows = {};  // in the order of the spec
  StepWindow continuation = {};                  // the steps in 16 bits; empty where there are none
  std::vector<std::string> arms = {};            // "deficit", "baseline"
  int threads = 1;

  bool operator==(const RunPlan&) const = default;
};

/// A run that starts from the state of this one after `step` steps.
struct RunBranch {
  std::int64_t step = 0;
  std::string directory = {};  // relative to this run's

  bool operator==(const RunBranch&) const = default;
};

/// How far a run is. `seconds_left` is NaN until it can be told.
struct RunProgress {
  std::string arm = {};
  std::int64_t step = 0;        // of this arm
  std::int64_t steps_done = 0;  // of all arms together
  std::int64_t steps_in_all = 0;
  double epoch = 0;
  LayerPrecision precision = {};  // of the network
  double loss = 0;                // of the last batch
  Scores scores = {};             // of the last batch, beside its loss
  Scores measured = {};           // headlines of the last probe, by their words: "fisher"
  double steps_per_second = 0;
  double seconds_left = std::numeric_limits<double>::quiet_NaN();
  std::string activity = {};  // "training", "evaluating", "measuring curvature"
};

/// McNemar's table of two arms on the same test samples, at the last evaluation.
struct DiscordantPairs {
  std::int64_t samples = 0;
  std::int64_t only_baseline = 0;  // samples that the baseline alone gets right
  std::int64_t only_deficit = 0;   // samples that the deficit arm alone gets right

  bool operator==(const DiscordantPairs&) const = default;
};

/// Damage and recovery of a deficit against its seed-paired baseline. comparison.json.
struct ComparisonResult {
  std::string metric = {};
  std::string final_value = {};  // "last", "median of the last 3", "best"
  double baseline_final = 0;
  double deficit_final = 0;
  double damage = 0;  // baseline_final - deficit_final (sign turned for losses)
  std::optional<double> gap_at_deficit_end =
      {};                               // baseline - deficit at the first evaluation at or after the last window's end
  std::optional<double> recovery = {};  // 1 - damage / gap_at_deficit_end; absent when the gap is not positive
  int evaluations_used = 0;             // behind each final value: after step 0 and after the last deficit
  bool no_clean_step = false;           // the deficit reaches the end: final values are its last evaluation's,
                                        // and `damage` says nothing about what lasts
  std::optional<DiscordantPairs> discordant = {};

  bool operator==(const ComparisonResult&) const = default;
};

}  // namespace imprint
