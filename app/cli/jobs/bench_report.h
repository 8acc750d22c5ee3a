// SPDX-License-Identifier: GPL-3.0-or-later
// What `imprint bench` has measured, for people and for programs.
#pragma once

#include <string>

#include "app/bench/bench_job.h"
#include "app/bench/multipliers.h"
#include "app/workflow/environment.h"

namespace imprint::cli {

struct BenchMachine {
  Environment environment;
  Multipliers multipliers;
};

std::string bench_text(const BenchResult& result, const BenchMachine& machine);
std::string bench_json(const BenchResult& result, const BenchMachine& machine);

}  // namespace imprint::cli
