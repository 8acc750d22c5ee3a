// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/stored_defaults.h"

#include <algorithm>
#include <array>

#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

/// "deficit.0.bits" -> "deficit.bits".
std::string without_number(const std::string& key) {
  constexpr std::string_view table = "deficit.";
  if (!key.starts_with(table)) return key;
  return std::string(table) + key.substr(key.find('.', table.size()) + 1);
}

void set_late_fields(ExperimentSpec& spec) {
  for (const SpecField& field : spec_fields(spec))
    for (const LateField& late : late_fields())
      if (without_number(field.key) == late.name) set_field_text(field, late.value);
}

}  // namespace

std::span<const LateField> late_fields() {
  static const std::array<LateField, 5> fields = {{
      {"training.lr_warmup", "0"},
      {"training.clip_norm", "0"},
      {"precision.linear_granularity", "tensor"},
      {"deficit.resampling", "antialiased"},
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
