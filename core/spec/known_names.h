// SPDX-License-Identifier: GPL-3.0-or-later
// The names that a spec's text fields accept. They stand here, at the bottom, because the spec is checked
// before any dataset, model or schedule is built; the layers that build them test that they know exactly
// these.
#pragma once

#include <string>
#include <vector>

namespace imprint {

/// synthetic first: the only one that needs no files.
const std::vector<std::string>& dataset_names();
const std::vector<std::string>& model_names();
/// The ten cyclic schedules in the paper's order, then static.
const std::vector<std::string>& precision_schedule_names();
const std::vector<std::string>& curve_segment_names();
const std::vector<std::string>& curve_shape_names();
const std::vector<std::string>& learning_rate_schedule_names();
const std::vector<std::string>& deficit_kind_names();

/// Whether the dataset is made in memory, without files.
bool is_built_in_dataset(const std::string& name);

}  // namespace imprint
