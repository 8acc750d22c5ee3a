// SPDX-License-Identifier: GPL-3.0-or-later
// What no true record of a run holds. Files of other people are read too: a plan of 2^63 steps would keep a chart busy
// for ever, and a branch "../../x" would lead out of the sweep.
#pragma once

#include <cstdint>
#include <string>

#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

inline constexpr std::int64_t most_steps = 1'000'000'000'000;  // a million a second for eleven days
inline constexpr std::int64_t most_windows = 10'000;
inline constexpr int most_threads = 4096;
inline constexpr std::int64_t largest_config_file = std::int64_t{16} << 20;

// Each throws InputError that begins with `source` and names the key, the rule and the value.
void require_sensible(const RunStatus& status, const std::string& source);
void require_sensible(const RunPlan& plan, const std::string& source);
/// A branch starts in a folder beside this run's: "../NAME".
void require_sensible(const RunBranch& branch, const std::string& source);
/// [begin, end) with 0 <= begin <= end <= most_steps.
void require_sensible(const StepWindow& window, const std::string& source);

/// Every number of the spec lies within its field's limits. Names and rules between fields are not looked at: what they
/// allow has changed, and older runs must open.
void require_sensible(const ExperimentSpec& spec, const std::string& source);

/// The number when it is from `least` to `most`. Throws InputError "source: "key" must be from 1 to 8, but is 9".
std::int64_t number_within(std::int64_t value, std::int64_t least, std::int64_t most, const std::string& source,
                           const char* key);

}  // namespace imprint
