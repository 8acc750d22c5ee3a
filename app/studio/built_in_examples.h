// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/records/experiment_spec.h"

namespace imprint::studio {

struct BuiltInExample {
  QString title;  // from the file's name
  ExperimentSpec spec;
};

/// The examples that come with the program, those that need no files first.
std::vector<BuiltInExample> built_in_examples();

/// What a first session starts with.
ExperimentSpec first_example();

}  // namespace imprint::studio
