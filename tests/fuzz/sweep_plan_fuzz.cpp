// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's plan.json, as the sweep's folder is read.
#include "app/workflow/sweep/plan_json.h"
#include "core/store/json_file.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(sweep_plan) {
  using namespace imprint;
  ExperimentSpec base;
  base.deficits.resize(1);
  SweepPlan plan;
  const std::string file = fuzz::file_with(bytes);
  if (!fuzz::accepts([&] { plan = plan_from_json(JsonFileReader(file).json(), base, "input"); })) return;
  const int count = static_cast<int>(plan.leaves.size());
  for (int i = 0; i < count; ++i) {
    const SweepLeaf& leaf = plan.leaves[static_cast<std::size_t>(i)];
    fuzz::require(leaf.parent < i && leaf.same_as < i && leaf.baseline < count, "leaves stand behind what they need");
    fuzz::require(!leaf.id.empty() && leaf.id.find('/') == std::string::npos, "a leaf's folder lies below runs/");
  }
  const auto written = plan_to_json(plan, base);
  const auto again = plan_to_json(plan_from_json(nlohmann::json::parse(written.dump()), base, "written"), base);
  fuzz::require(again == written, "what is read is written and read equal");
}
