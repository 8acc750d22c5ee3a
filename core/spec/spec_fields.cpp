// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_fields.h"

#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/field_assignment.h"
#include "core/spec/field_tables.h"
#include "core/spec/spec_names.h"

namespace imprint {
namespace {

void append(std::vector<SpecField>& all, const std::string& table, std::vector<SpecField> fields) {
  for (auto& field : fields) {
    field.key = table + "." + field.key;
    all.push_back(std::move(field));
  }
}

/// The N of "deficit.N.x"; nothing when the key has another shape.
std::optional<std::size_t> deficit_number(std::string_view key) {
  const auto parts = split(key, '.');
  if (parts.size() != 3 || parts[0] != "deficit" || parts[1].empty() || parts[1].size() > 4) return std::nullopt;
  std::size_t number = 0;
  for (const char c : parts[1]) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number;
}

}  // namespace

std::vector<SpecField> spec_fields(ExperimentSpec& spec) {
  std::vector<SpecField> all = experiment_fields(spec);
  append(all, "dataset", dataset_fields(spec.dataset));
  append(all, "model", model_fields(spec.model));
  append(all, "training", training_fields(spec.training));
  append(all, "precision", precision_fields(spec.precision));
  append(all, "precision.curve", curve_fields(spec.precision.curve));
  append(all, "precision.backward_curve", curve_fields(spec.precision.backward_curve));
  for (std::size_t i = 0; i < spec.deficits.size(); ++i)
    append(all, deficit_table_name(i), deficit_fields(spec.deficits[i]));
  append(all, "evaluation", evaluation_fields(spec.evaluation));
  append(all, "probe", probe_fields(spec.probe));
  append(all, "comparison", comparison_fields(spec.comparison));
  append(all, "checkpoint", checkpoint_fields(spec.checkpoint));
  append(all, "record", record_fields(spec.record));
  append(all, "range_test", range_test_fields(spec.range_test));
  return all;
}

SpecField find_spec_field(ExperimentSpec& spec, std::string_view key) {
  const bool appends = deficit_number(key) == spec.deficits.size();
  if (appends) spec.deficits.emplace_back();
  for (auto& field : spec_fields(spec))
    if (field.key == key) return field;
  if (appends) spec.deficits.pop_back();
  throw InputError(unknown_key_text(key));
}

void apply_override(ExperimentSpec& spec, std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos)
    throw InputError("\"" + std::string(assignment) + "\": an assignment like training.epochs=3 is expected");
  const auto key = trimmed(assignment.substr(0, equals));
  ExperimentSpec changed = spec;
  assign_field(find_spec_field(changed, key), trimmed(assignment.substr(equals + 1)));
  spec = std::move(changed);
}

}  // namespace imprint
