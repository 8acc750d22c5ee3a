// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of each TOML table, with keys that do not yet carry the table's name. spec_fields() joins them.
#pragma once

#include <vector>

#include "core/spec/spec_fields.h"

namespace imprint {

std::vector<SpecField> experiment_fields(ExperimentSpec& spec);
std::vector<SpecField> dataset_fields(DatasetSpec& dataset);
std::vector<SpecField> model_fields(ModelSpec& model);
std::vector<SpecField> training_fields(TrainingSpec& training);
std::vector<SpecField> precision_fields(PrecisionSpec& precision);
std::vector<SpecField> curve_fields(PrecisionCurve& curve);
std::vector<SpecField> deficit_fields(DeficitSpec& deficit);
std::vector<SpecField> evaluation_fields(EvaluationSpec& evaluation);
std::vector<SpecField> probe_fields(ProbeSpec& probe);
std::vector<SpecField> comparison_fields(ComparisonSpec& comparison);
std::vector<SpecField> checkpoint_fields(CheckpointSpec& checkpoint);
std::vector<SpecField> record_fields(RecordSpec& record);
std::vector<SpecField> range_test_fields(RangeTestSpec& test);

}  // namespace imprint
