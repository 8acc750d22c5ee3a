// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include "analysis/probes/probe.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

Estimate computed(double value) {
  Estimate estimate;
  estimate.value = value;
  return estimate;
}

class FirstOrderProbe : public Probe {
 public:
  explicit FirstOrderProbe(ProbeContext& context)
      : context_(context), sums_(context.network(), context.samples().batch.units()) {}

  std::int64_t samples_seen() const override { return context_.samples().size(); }
  void see(const ProbeChunk& chunk, TappedPass& pass) override { sums_.add(chunk.samples, pass); }

  Measurement finish() override {
    const FirstOrder first = sums_.values();
    return {.numbers = {{"loss", computed(first.loss), /*is_recorded=*/false},
                        {metric::gradient_norm, computed(first.gradient_norm)},
                        {metric::weight_norm, computed(weight_norm(context_.network()))},
                        {metric::predictive_entropy, computed(first.predictive_entropy)}}};
  }

 private:
  ProbeContext& context_;
  FirstOrderSums sums_;
};

}  // namespace

std::unique_ptr<Probe> make_first_order_probe(const ProbeSpec& /*spec*/, ProbeContext& context) {
  return std::make_unique<FirstOrderProbe>(context);
}

}  // namespace imprint
