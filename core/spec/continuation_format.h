// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/precision/number_format.h"
#include "core/spec/continuation_spec.h"

namespace imprint {

/// What training goes on in; fp32 where it does not. Throws InputError for another name than bf16 and fp16.
NumberFormat continuation_format(const ContinuationSpec& continuation);

}  // namespace imprint
