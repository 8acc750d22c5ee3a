// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/spec/experiment_spec.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {

struct BuiltInExample {
  QString title;  // from the file's name
  ExperimentSpec spec;
};

struct SweepExample {
  QString title;
  SweepSpec sweep;
};

/// The experiments that come with the program, those that need no files first. A test reads them all.
std::vector<BuiltInExample> built_in_examples();
/// The sweeps that come with it.
std::vector<SweepExample> sweep_examples();

/// What a first session starts with.
ExperimentSpec first_example();

}  // namespace imprint::studio
