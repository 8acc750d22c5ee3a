// SPDX-License-Identifier: GPL-3.0-or-later
// How the fields of a spec are grouped in the form, and which of them matter for what is chosen. What the fields are
// called and mean stands in core/spec/spec_fields.h alone.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint::studio {

struct FormSection {
  std::string title;
  std::vector<std::string> keys;  // always in sight
  std::vector<std::string> more;  // behind "more"
};

/// All sections from top to bottom; the deficits' own fields stand in `deficit_field_names`.
std::span<const FormSection> form_sections();

/// The fields of one deficit, without "deficit.N.".
std::span<const std::string> deficit_field_names();

/// Whether the field is edited on a page of its own instead: drawn curves, the range test.
bool has_own_page(const std::string& key);

/// Whether the field has any effect with the other values as they are: hidden units only for an mlp, a folder only
/// for datasets with files. Keys as in spec_fields.h.
bool field_applies(const ExperimentSpec& spec, const std::string& key);

/// A sentence about the chosen value: what a schedule does, what a dataset holds. Empty when there is none.
std::string field_hint(const ExperimentSpec& spec, const std::string& key);

}  // namespace imprint::studio
