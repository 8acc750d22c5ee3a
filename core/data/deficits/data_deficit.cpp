// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/data_deficit.h"

#include "core/data/deficits/deficit_facts.h"

namespace imprint {
namespace {

struct DataDeficit {
  Kind (*facts)();
  void (*apply)(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch);
};

constexpr DataDeficit data_deficits[] = {
#define IMPRINT_ROW(deficit) {deficit##_facts, apply_##deficit},
    IMPRINT_DATA_DEFICITS(IMPRINT_ROW)
#undef IMPRINT_ROW
};

}  // namespace

void apply_data_deficit(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch) {
  for (const DataDeficit& known : data_deficits)
    if (known.facts().name == deficit.kind) known.apply(deficit, place, batch);
}

}  // namespace imprint
