// SPDX-License-Identifier: GPL-3.0-or-later
// All that one step of a run depends on beside the weights, the seed, the step's number and what the runs' conditions
// hold (sharing_fields.h): two steps that are described alike and start from the same state do the same.
#pragma once

#include <string>
#include <vector>

#include "core/results/run_records.h"
#include "core/schedule/precision_plan.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// A rule that depends on the training's own state, as a rate that falls on a plateau or a scale that follows
/// overflows. What it does at a step is not known beforehand, so it is described by itself: `text` holds its name and
/// every input ("plateau lr=0.1 factor=0.5 patience=3"), and two runs that follow it do the same only as long as all
/// their steps before were the same. Its state belongs into the checkpoint, or a branch would begin without it.
struct StateRule {
  std::string text;
  StepWindow acts;         // the steps in which it is followed
  bool is_of_rate = true;  // the learning rate's, or of how weights are kept

  bool operator==(const StateRule&) const = default;
};

struct StepDescription {
  double learning_rate = 0;
  NetworkPrecision precision;
  bool resets_optimizer = false;
  std::vector<DeficitSpec> data_deficits = {};  // those that act, whole, in the order in which they do (acting_deficit)
  std::vector<NetworkPrecision> evaluations = {};  // of an evaluation after the step
  RecoverySpec recovery = {};                      // what ends a deficit after the step, before that evaluation
  std::vector<std::string> state_rules = {};

  bool operator==(const StepDescription&) const = default;
};

/// The deficit without what says only where it lies, and without what its kind doesn't read. A field that is new counts
/// until it is named here.
DeficitSpec acting_deficit(DeficitSpec deficit);

}  // namespace imprint
