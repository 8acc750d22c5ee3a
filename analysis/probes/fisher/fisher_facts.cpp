// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_kinds.h"
#include "core/fields/field_makers.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

using namespace field_makers;

bool is_sampled(const Options& options) { return options.get<std::string>("fisher_method") == "sampled"; }

std::optional<ProbeRow> expected(const ProbeSpec& probe) {
  ProbeRow row{0, metric::fisher_trace, "fisher-" + probe.options.get<std::string>("fisher_method"), probe.samples};
  if (is_sampled(probe.options)) row.draws = probe.options.get<int>("fisher_draws");
  return row;
}

}  // namespace

ProbeFacts fisher_facts() {
  return {.name = "fisher",
          .options = {{flag({"fisher", "Fisher trace"}, {}, "Measure the trace of the Fisher information."), true},
                      {choice({"fisher_method", "Fisher method"}, {}, {"sampled", "exact", "empirical"},
                              "sampled draws labels from the model, exact sums over classes, empirical takes the true "
                              "ones."),
                       std::string("sampled")},
                      {number({"fisher_draws", "Label draws", "a sample"}, {}, within(1, 1e4),
                              "sampled only: labels drawn for each sample; for a whole graph at least 32."),
                       1, is_sampled}},
          .metrics = {{metric::fisher_trace, "Fisher trace", "trace", "Fisher", "", 1, false, true, "fisher"}},
          .estimators = {{"fisher-sampled", "samples and drawn labels"},
                         {"fisher-exact", "samples"},
                         {"fisher-empirical", "samples"}},
          .expected = expected};
}

}  // namespace imprint
