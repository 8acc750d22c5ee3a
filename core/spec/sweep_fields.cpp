// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/sweep_fields.h"

#include "core/fields/field_makers.h"
#include "core/results/interval_kind.h"

namespace imprint {
namespace {

std::vector<std::string> protocol_names() {
  std::vector<std::string> names;
  for (const SweepProtocol& protocol : sweep_protocols()) names.push_back(protocol.name);
  return names;
}

}  // namespace

std::vector<Field> sweep_fields(SweepSpec& sweep) {
  using namespace field_makers;
  return {
      choice({"sweep.protocol", "Protocol"}, &sweep.protocol, protocol_names(),
             "Where the experiment's defaults come from."),
      number({"sweep.scale", "Scale"}, &sweep.scale, within(0.001, 100),
             "Factor of the epochs and the lengths that a protocol counts in epochs."),
      number({"sweep.late_onset", "Late control at"}, &sweep.late_onset, within(-1, 1e12),
             "Beside every window one of its length that begins here; -1 = none."),
      number({"sweep.margin", "Recovered within"}, &sweep.margin, within(0, 1e12),
             "A run has recovered when it stays within so much of its baseline."),
      number({"sweep.processes", "Processes"}, &sweep.processes, within(0, 1024),
             "Runs at a time; 0 = as many as the machine has cores for."),
      choice({"sweep.order", "Order"}, &sweep.order, sweep_order_names(),
             "planned (the longest way first) or random (a fair sample, whenever it is stopped)."),
      choice({"sweep.interval", "Intervals"}, &sweep.interval, mean_interval_names(), "Of the report's means."),
  };
}

}  // namespace imprint
