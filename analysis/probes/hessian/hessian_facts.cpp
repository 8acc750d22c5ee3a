// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_kinds.h"
#include "core/fields/field_makers.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

using namespace field_makers;

/// auto may, where the network asks for it.
bool estimates(const Options& options) { return options.get<std::string>("hessian_method") != "exact"; }

std::optional<ProbeRow> expected(const ProbeSpec& probe) {
  const auto& method = probe.options.get<std::string>("hessian_method");
  if (method == "auto") return std::nullopt;
  return ProbeRow{0, metric::hessian_trace, method == "exact" ? "diagonal-identity" : "hutchinson",
                  probe.options.get<int>("hessian_samples")};
}

}  // namespace

ProbeFacts hessian_facts() {
  return {.name = "hessian",
          .options = {{flag({"hessian", "Hessian trace"}, {}, "Measure the trace of the Hessian of the loss."), true},
                      {choice({"hessian_method", "Hessian method"}, {}, {"auto", "exact", "hutchinson"},
                              "exact uses the diagonal identity of piecewise-linear networks, hutchinson estimates; "
                              "auto is exact where that holds."),
                       std::string("auto")},
                      hessian_samples_option(),
                      {number({"hessian_tolerance", "Tolerance", "of the trace"}, {}, above(0, 1),
                              "hutchinson (and auto where it takes it): stop when the standard error falls below this "
                              "share of the trace."),
                       0.05, estimates},
                      hessian_products_option(estimates)},
          .metrics = {{metric::hessian_trace, "Hessian trace", "trace", "Hessian", "", 1, false, true, "hessian"}},
          .estimators = {{"hutchinson", "random vectors"}, {"diagonal-identity", "exact, no band"}},
          .expected = expected,
          .check = check_hessian_samples};
}

}  // namespace imprint
