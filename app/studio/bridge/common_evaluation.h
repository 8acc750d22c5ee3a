// SPDX-License-Identifier: GPL-3.0-or-later
// Where both arms of a run were measured alike.
#pragma once

#include <optional>
#include <string>

#include "app/studio/bridge/run_record.h"

namespace imprint::studio {

struct CommonEvaluation {
  double step = 0;
  double baseline = 0;
  double deficit = 0;
};

/// The latest step at which both arms have the metric; nothing while there is none.
std::optional<CommonEvaluation> latest_common(const RunRecord& run, const std::string& metric);

}  // namespace imprint::studio
