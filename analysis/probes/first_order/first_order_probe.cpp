// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include "analysis/curvature/fisher_trace.h"
#include "analysis/probes/probe.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

Estimate computed(double value) {
  Estimate estimate;
  estimate.value = value;
  return estimate;
}

/// It needs the weights inside the graph, as the passes of others must not have them.
class FirstOrderProbe : public Probe {
 public:
  explicit FirstOrderProbe(ProbeContext& context) : context_(context) {}

  Measurement finish() override {
    const FirstOrder first = first_order(context_.network(), context_.samples(), samples_a_pass, context_.token());
    return {.numbers = {{"loss", computed(first.loss), /*is_recorded=*/false},
                        {metric::gradient_norm, computed(first.gradient_norm)},
                        {metric::weight_norm, computed(weight_norm(context_.network()))},
                        {metric::predictive_entropy, computed(first.predictive_entropy)}}};
  }

 private:
  ProbeContext& context_;
};

}  // namespace

std::unique_ptr<Probe> make_first_order_probe(const ProbeSpec& /*spec*/, ProbeContext& context) {
  return std::make_unique<FirstOrderProbe>(context);
}

}  // namespace imprint
