// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of each TOML table, with keys that do not yet carry the table's name. spec_fields() joins them.
#pragma once

#include <vector>

#include "core/spec/spec_fields.h"

namespace imprint {

std::vector<Field> experiment_fields(ExperimentSpec& spec);
std::vector<Field> dataset_fields(DatasetSpec& dataset);
std::vector<Field> model_fields(ModelSpec& model);
std::vector<Field> training_fields(TrainingSpec& training);
std::vector<Field> precision_fields(PrecisionSpec& precision);
std::vector<Field> curve_fields(PrecisionCurve& curve);
std::vector<Field> deficit_fields(DeficitSpec& deficit);
std::vector<Field> recovery_fields(RecoverySpec& recovery);
std::vector<Field> continuation_fields(ContinuationSpec& continuation);
std::vector<Field> evaluation_fields(EvaluationSpec& evaluation);
std::vector<Field> probe_fields(ProbeSpec& probe);
std::vector<Field> comparison_fields(ComparisonSpec& comparison);
std::vector<Field> checkpoint_fields(CheckpointSpec& checkpoint);
std::vector<Field> record_fields(RecordSpec& record);
std::vector<Field> range_test_fields(RangeTestSpec& test);

}  // namespace imprint
