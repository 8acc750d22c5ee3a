// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/sharing_fields.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/fields/field_table.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

/// Length of the run, learning rate, bits of every layer and of the evaluation, data deficits, what ends them, 16-bit
/// continuation.
constexpr auto described = std::to_array<std::string_view>({
    "training.epochs",
    "training.iterations",
    "training.budget",
    "training.learning_rate",
    "training.lr_schedule",
    "training.lr_final",
    "training.lr_milestones",
    "training.lr_factor",
    "training.lr_decay",
    "training.lr_patience",
    "training.lr_warmup",
    "training.lr_clock",
    "training.lr_restart",
    "precision.schedule",
    "precision.cycles",
    "precision.min_bits",
    "precision.max_bits",
    "precision.backward_bits",
    "precision.weight_bits",
    "precision.activation_bits",
    "precision.layers",
    "precision.ramp",
    "precision.at_change",
    "precision.rex_constant",
    "precision.period",
    "precision.curve.cycles",
    "precision.curve.shape",
    "precision.curve.at",
    "precision.curve.bits",
    "precision.curve.segment",
    "precision.curve.handles",
    "precision.backward_curve.cycles",
    "precision.backward_curve.shape",
    "precision.backward_curve.at",
    "precision.backward_curve.bits",
    "precision.backward_curve.segment",
    "precision.backward_curve.handles",
    "deficit.kind",
    "deficit.onset",
    "deficit.length",
    "deficit.unit",
    "deficit.bits",
    "deficit.weight_bits",
    "deficit.activation_bits",
    "deficit.backward_bits",
    "deficit.format",
    "deficit.layers",
    "deficit.share",
    "deficit.resampling",
    "recovery.batch_norm",
    "recovery.batches",
    "recovery.activation_ranges",
    "recovery.optimizer",
    "continuation.format",
    "continuation.onset",
    "continuation.unit",
    "continuation.master_weights",
    "continuation.loss_scale",
    "continuation.epsilon_guard",
});

/// Names, what is made of the metrics afterwards, and when the state is saved.
constexpr auto irrelevant = std::to_array<std::string_view>({
    "name",
    "comparison.baseline",
    "comparison.metric",
    "comparison.final_value",
    "comparison.final_count",
    "checkpoint.every",
    "checkpoint.keep",
    "range_test.lowest_bits",
    "range_test.highest_bits",
    "range_test.iterations",
    "range_test.window",
    "range_test.threshold",
    "range_test.saturation",
    "range_test.start",
});

}  // namespace

SharingRole sharing_role(std::string_view key) {
  const std::string name = without_number(key);
  for (const SharingRole role : {SharingRole::described_by_step, SharingRole::irrelevant})
    if (std::ranges::find(declared_fields(role), name) != declared_fields(role).end()) return role;
  return SharingRole::keeps_apart;
}

std::span<const std::string_view> declared_fields(SharingRole role) {
  if (role == SharingRole::described_by_step) return described;
  return role == SharingRole::irrelevant ? std::span<const std::string_view>(irrelevant)
                                         : std::span<const std::string_view>();
}

ExperimentSpec conditions_of(const ExperimentSpec& spec) {
  ExperimentSpec conditions = spec, plain;
  plain.deficits.resize(spec.deficits.size());
  const auto fields = spec_fields(conditions), defaults = spec_fields(plain);
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (sharing_role(fields[i].key) != SharingRole::keeps_apart) copy_value(defaults[i], fields[i]);
  while (!conditions.deficits.empty() && conditions.deficits.back() == DeficitSpec()) conditions.deficits.pop_back();
  return conditions;
}

}  // namespace imprint
