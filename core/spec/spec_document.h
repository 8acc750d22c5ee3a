// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment from what a TOML or JSON file says about it.
#pragma once

#include "core/fields/field_document.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The default spec, or `start`, with every entry stored in its field. Throws InputError that begins with the entry's
/// location.
ExperimentSpec spec_from_document(const FieldDocument& document, ExperimentSpec start = {});

}  // namespace imprint
