// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/stored_defaults.h"

#include <algorithm>
#include <array>

#include "core/fields/field_table.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

void set_late_fields(ExperimentSpec& spec) {
  for (const Field& field : spec_fields(spec))
    for (const LateField& late : late_fields())
      if (without_number(field.key) == late.name) set_field_text(field, late.value);
}

}  // namespace

std::span<const LateField> late_fields() {
  static const std::array<LateField, 37> fields = {{
      {"dataset.stretch", "32"},
      {"dataset.neighbours", "[]"},
      {"dataset.normalise_rows", "false"},
      {"dataset.split", ""},
      {"model.dropout", "0"},
      {"model.input_dropout", "0"},
      {"model.normalisation", "none"},
      {"model.quantize_aggregation", "false"},
      {"training.lr_patience", "0"},
      {"training.lr_warmup", "0"},
      {"training.clip_norm", "0"},
      {"precision.linear_granularity", "tensor"},
      {"precision.executor", "simulated"},
      {"precision.ramp", "0"},
      {"precision.at_change", "keep"},
      {"precision.ladder", "affine"},
      {"precision.weight_bits", "0"},
      {"precision.activation_bits", "0"},
      {"precision.layers", "[]"},
      {"deficit.weight_bits", "0"},
      {"deficit.activation_bits", "0"},
      {"deficit.format", "by-bits"},
      {"deficit.share", "1"},
      {"deficit.resampling", "antialiased"},
      {"recovery.batch_norm", "keep"},
      {"recovery.batches", "50"},
      {"recovery.activation_ranges", "keep"},
      {"recovery.optimizer", "keep"},
      {"continuation.format", "none"},
      {"continuation.from", ""},
      {"continuation.fit", "whole"},
      {"continuation.onset", "0"},
      {"continuation.unit", "epoch"},
      {"continuation.master_weights", "false"},
      {"continuation.loss_scale", "0"},
      {"continuation.epsilon_guard", "true"},
      {"probe.hessian_method", "hutchinson"},
  }};
  return fields;
}

DeficitSpec stored_deficit() { return stored_start({}, 1).deficits.front(); }

ExperimentSpec stored_start(ExperimentSpec spec, std::size_t deficits) {
  spec.deficits.resize(std::max(spec.deficits.size(), deficits));
  set_late_fields(spec);
  return spec;
}

}  // namespace imprint
