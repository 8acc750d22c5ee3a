// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/continuation_format.h"

#include "core/base/error.h"

namespace imprint {

NumberFormat continuation_format(const ContinuationSpec& continuation) {
  if (!is_on(continuation)) return {};
  if (continuation.format == "bf16") return bf16_format;
  if (continuation.format == "fp16") return fp16_format;
  throw InputError("continuation.format must be none, bf16 or fp16, but is \"" + continuation.format + "\"");
}

}  // namespace imprint
