// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_fields.h"

#include <utility>

#include "core/base/error.h"
#include "core/fields/field_assignment.h"
#include "core/fields/field_table.h"
#include "core/spec/field_tables.h"
#include "core/spec/spec_names.h"

namespace imprint {
std::vector<Field> spec_fields(ExperimentSpec& spec) {
  std::vector<Field> all = experiment_fields(spec);
  append_table(all, "dataset", dataset_fields(spec.dataset));
  append_table(all, "model", model_fields(spec.model));
  append_table(all, "training", training_fields(spec.training));
  append_table(all, "precision", precision_fields(spec.precision));
  append_table(all, "precision.curve", curve_fields(spec.precision.curve));
  append_table(all, "precision.backward_curve", curve_fields(spec.precision.backward_curve));
  for (std::size_t i = 0; i < spec.deficits.size(); ++i)
    append_table(all, deficit_table_name(i), deficit_fields(spec.deficits[i]));
  append_table(all, "recovery", recovery_fields(spec.recovery));
  append_table(all, "continuation", continuation_fields(spec.continuation));
  append_table(all, "evaluation", evaluation_fields(spec.evaluation));
  append_table(all, "probe", probe_fields(spec.probe));
  append_table(all, "comparison", comparison_fields(spec.comparison));
  append_table(all, "checkpoint", checkpoint_fields(spec.checkpoint));
  append_table(all, "record", record_fields(spec.record));
  append_table(all, "range_test", range_test_fields(spec.range_test));
  return all;
}

Field find_spec_field(ExperimentSpec& spec, std::string_view key) {
  const bool appends = table_number(key, "deficit") == spec.deficits.size();
  if (appends) spec.deficits.emplace_back();
  for (auto& field : spec_fields(spec))
    if (field.key == key) return field;
  if (appends) spec.deficits.pop_back();
  throw InputError(unknown_spec_key_text(key));
}

void apply_override(ExperimentSpec& spec, std::string_view assignment) {
  const auto [key, text] = assignment_of(assignment, "an assignment like training.epochs=3");
  ExperimentSpec changed = spec;
  assign_field(find_spec_field(changed, key), text);
  spec = std::move(changed);
}

}  // namespace imprint
