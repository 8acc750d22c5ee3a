// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/lanczos.h"
#include "analysis/probes/probe.h"
#include "core/base/random_stream.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

class TopEigenvalueProbe : public Probe {
 public:
  TopEigenvalueProbe(const LanczosOptions& options, std::int64_t samples, ProbeContext& context)
      : options_(options), samples_(samples), context_(context) {}

  Measurement finish() override {
    const HessianOperator& hessian = context_.hessian(samples_);
    const LargestEigenvalue found = largest_eigenvalue(hessian, options_, context_.token());
    Estimate estimate;
    estimate.value = found.value;
    estimate.estimator = "lanczos";
    estimate.samples = hessian.samples();
    estimate.products = found.products;
    estimate.tolerance = tolerance_state(found.reached_tolerance);
    estimate.residual = found.residual;
    return {.numbers = {{metric::hessian_top_eigenvalue, std::move(estimate)}}};
  }

 private:
  LanczosOptions options_;
  std::int64_t samples_;
  ProbeContext& context_;
};

}  // namespace

std::unique_ptr<Probe> make_top_eigenvalue_probe(const ProbeSpec& spec, ProbeContext& context) {
  LanczosOptions options;
  options.max_products = spec.options.get<int>("hessian_max_products");
  options.stream_key = stream_key(context.seed(), StreamPurpose::lanczos);
  return std::make_unique<TopEigenvalueProbe>(options, spec.options.get<int>("hessian_samples"), context);
}

}  // namespace imprint
