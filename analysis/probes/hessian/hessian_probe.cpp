// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/hessian_trace.h"
#include "analysis/probes/probe.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

Measurement measurement_of(Estimate trace) { return {.numbers = {{metric::hessian_trace, std::move(trace)}}}; }

/// From the passes, where diag(H) = diag(G).
class IdentityProbe : public Probe {
 public:
  IdentityProbe(std::int64_t samples, ProbeContext& context)
      : samples_(samples), context_(context), trace_(context.network(), {.method = "exact"}) {}

  std::int64_t samples_seen() const override { return samples_; }
  void see(const ProbeChunk& chunk, TappedPass& pass) override {
    trace_.add(chunk.samples, chunk.begin, pass, context_.token());
  }
  Measurement finish() override { return measurement_of(trace_by_identity(trace_.estimate())); }

 private:
  std::int64_t samples_;
  ProbeContext& context_;
  FisherTrace trace_;
};

/// From Hessian-vector products.
class ProductsProbe : public Probe {
 public:
  ProductsProbe(HessianOptions options, std::int64_t samples, ProbeContext& context)
      : options_(std::move(options)), samples_(samples), context_(context) {}

  Measurement finish() override {
    return measurement_of(trace_by_products(context_.hessian(samples_), options_, context_.token()));
  }

 private:
  HessianOptions options_;
  std::int64_t samples_;
  ProbeContext& context_;
};

}  // namespace

std::unique_ptr<Probe> make_hessian_probe(const ProbeSpec& spec, ProbeContext& context) {
  HessianOptions options;
  options.method = spec.options.get<std::string>("hessian_method");
  options.tolerance = spec.options.get<double>("hessian_tolerance");
  options.max_products = spec.options.get<int>("hessian_max_products");
  options.seed = context.seed();
  options.draw_index = context.draw_index();
  const ProbeSet samples = context.samples().first(spec.options.get<int>("hessian_samples"));
  if (takes_identity(context.network(), samples, options.method))
    return std::make_unique<IdentityProbe>(samples.size(), context);
  return std::make_unique<ProductsProbe>(std::move(options), samples.size(), context);
}

}  // namespace imprint
