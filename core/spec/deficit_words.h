// SPDX-License-Identifier: GPL-3.0-or-later
// A deficit in a word or two, as labels of windows, tables and titles have it.
#pragma once

#include <optional>
#include <string>

#include "core/precision/number_format.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The format of weights and activations that a deficit names in place of their bits; nothing where it names none.
std::optional<NumberFormat> struck_format(const DeficitSpec& deficit);

/// "3 bits", "1 bit", "W2", "W2 A4", "mxfp4", "G4" where only the gradients are struck; of another kind its name.
std::string deficit_label(const DeficitSpec& deficit);

/// The least bits that a precision deficit leaves weights or activations; 0 when it leaves them alone.
int lowest_forward_bits(const DeficitSpec& deficit);
/// The most.
int highest_forward_bits(const DeficitSpec& deficit);

}  // namespace imprint
