// SPDX-License-Identifier: GPL-3.0-or-later
// Data deficits: what a network is kept from seeing during a window (Achille, Rovere & Soatto 2019,
// arXiv 1711.08856), a folder each (deficit_list.h). Images are float [n, C, H, W], normalised; results keep the
// layout.
#pragma once

#include <cstdint>

#include "core/data/batch.h"
#include "core/data/deficits/deficit_list.h"
#include "core/spec/data_shape.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// What a data deficit may depend on besides its batch.
struct DeficitPlace {
  DataShape shape;
  std::uint64_t seed;
  std::int64_t step;
};

#define IMPRINT_APPLY(deficit) void apply_##deficit(const DeficitSpec& spec, const DeficitPlace& place, Batch& batch);
IMPRINT_DATA_DEFICITS(IMPRINT_APPLY)
#undef IMPRINT_APPLY

/// Changes the batch as the deficit's kind does; a kind that strikes elsewhere (precision) leaves it as it is.
void apply_data_deficit(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch);

}  // namespace imprint
