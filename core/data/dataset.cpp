// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

namespace imprint {

std::vector<EvaluatedPart> evaluated_parts(const DatasetSplit& split) {
  std::vector<EvaluatedPart> parts;
  if (split.validation != nullptr) parts.push_back({"validation", split.validation});
  parts.push_back({"test", split.test});
  return parts;
}

}  // namespace imprint
