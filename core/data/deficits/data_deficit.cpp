// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/data_deficit.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/data/deficits/deficit_facts.h"

namespace imprint {
namespace {

struct DataDeficit {
  std::string name;
  void (*apply)(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch);
};

/// Asked at every step of a deficit, so the facts are made once.
const std::vector<DataDeficit>& data_deficits() {
  static const std::vector<DataDeficit> all = {
#define IMPRINT_ROW(deficit) {deficit##_facts().name, apply_##deficit},
      IMPRINT_DATA_DEFICITS(IMPRINT_ROW)
#undef IMPRINT_ROW
  };
  return all;
}

}  // namespace

void apply_data_deficit(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch) {
  const auto known = std::ranges::find(data_deficits(), deficit.kind, &DataDeficit::name);
  if (known != data_deficits().end()) known->apply(deficit, place, batch);
}

}  // namespace imprint
