// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/range_test_json.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/json_text.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

Json optional_json(const std::optional<int>& value) { return value ? Json(*value) : Json(); }

}  // namespace

std::string range_test_json(const RangeTestResult& result) {
  const RangeTestSpec& test = result.spec.range_test;
  Json gains = Json::array();
  for (const PrecisionGain& gain : result.gains)
    gains.push_back(
        {{"bits", gain.bits}, {"accuracy", gain.accuracy}, {"gain", gain.gain}, {"stderr", gain.standard_error}});
  const Json json = {{"min_bits", optional_json(result.proposal.min_bits)},
                     {"max_bits", optional_json(result.proposal.max_bits)},
                     {"reason", result.proposal.reason},
                     {"threshold", test.threshold},
                     {"saturation", test.saturation},
                     {"window", test.window},
                     {"iterations", test.iterations},
                     {"start", test.start},
                     {"seed", result.spec.seed},
                     {"precisions", gains},
                     {"wall_seconds", result.wall_seconds}};
  return json_text(json);
}

}  // namespace imprint
