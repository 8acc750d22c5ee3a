// SPDX-License-Identifier: GPL-3.0-or-later
// Whether steps that are done are those that a spec asks for: what a resumed run, and a run that begins with another's
// state, must know.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// One field that two specs give differently.
struct FieldDifference {
  std::string key;
  std::string was;
  std::string is;
};

/// Every field in which they differ, in the order of the file.
std::vector<FieldDifference> spec_differences(const ExperimentSpec& was, const ExperimentSpec& is);

/// Empty when the first `steps` steps, and all that is recorded of them, are the same under both specs; else the first
/// field that makes them differ, as "training.learning_rate was 0.1 and is 0.05". A longer run is the same when its
/// learning rate and precision do not know its length and its evaluations fall where the shorter one's did.
std::string first_difference(const ExperimentSpec& was, const ExperimentSpec& is, std::int64_t steps_per_epoch,
                             std::int64_t steps);

}  // namespace imprint
