// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/fisher_trace.h"
#include "analysis/probes/probe.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

class FisherProbe : public Probe {
 public:
  FisherProbe(const FisherOptions& options, ProbeContext& context)
      : context_(context), trace_(context.network(), options) {}

  std::int64_t samples_seen() const override { return context_.samples().size(); }
  void see(const ProbeChunk& chunk, TappedPass& pass) override {
    trace_.add(chunk.samples, chunk.begin, pass, context_.token());
  }
  Measurement finish() override { return {.numbers = {{metric::fisher_trace, trace_.estimate()}}}; }

 private:
  ProbeContext& context_;
  FisherTrace trace_;
};

}  // namespace

std::unique_ptr<Probe> make_fisher_probe(const ProbeSpec& spec, ProbeContext& context) {
  FisherOptions options;
  options.method = spec.options.get<std::string>("fisher_method");
  options.draws = spec.options.get<int>("fisher_draws");
  options.seed = context.seed();
  options.draw_index = context.draw_index();
  options.is_single = is_single_sample(context.samples());
  return std::make_unique<FisherProbe>(options, context);
}

}  // namespace imprint
