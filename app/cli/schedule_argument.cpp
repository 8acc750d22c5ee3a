// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schedule_argument.h"

#include <algorithm>

#include "core/schedule/schedule_source.h"
#include "core/schedule/switch_presets.h"
#include "core/spec/kinds.h"

namespace imprint::cli {

void declare_precision(Arguments& arguments, PrecisionSpec& precision) {
  arguments.option("--cycles", "N", &precision.cycles, "Cycles in the run; static has none");
  arguments.option("--min-bits", "BITS", &precision.min_bits, "Lowest forward bits; static has none");
  arguments.option("--max-bits", "BITS", &precision.max_bits, "Highest forward bits");
  arguments.option("--backward-bits", "BITS", &precision.backward_bits, "Bits of the gradients");
  arguments.option("--rex-constant", "C", &precision.rex_constant, "Constant of the R profile: RR, RTH and RTV only");
  arguments.option("--period", "RULE", &precision.period, "floor (T/N steps a cycle) or floor-plus-one");
}

Mode schedule_mode(const std::string& source) {
  if (source.ends_with(".csv") || source.ends_with(".tsv"))
    return {
        "of a table of points", {"--backward-bits", "--rex-constant", "--period"}, "the file holds the forward bits"};
  if (is_schedule_file(source)) return {"of a schedule file", {}, "the file says it"};
  if (find_switch_preset(source) != nullptr) return {"of " + source, {}, "the preset says it"};
  const auto& names = kind_names("precision.schedule");
  if (std::ranges::find(names, source) == names.end()) return {};
  if (source == "static")
    return {"of static", {"--max-bits", "--backward-bits"}, "it holds the highest bits throughout"};
  Mode mode = {"of " + source, {"--cycles", "--min-bits", "--max-bits", "--backward-bits", "--period"}, "it has none"};
  if (source.starts_with("R")) mode.reads.emplace_back("--rex-constant");
  return mode;
}

}  // namespace imprint::cli
