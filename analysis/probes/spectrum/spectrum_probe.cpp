// SPDX-License-Identifier: GPL-3.0-or-later
// The density of the Hessian's eigenvalues as quadrature nodes and weights (spectral_density.h): one artefact a moment.
#include "analysis/linalg/spectral_density.h"
#include "analysis/probes/probe.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

Artefact as_artefact(const std::vector<QuadratureNode>& nodes) {
  Artefact artefact{"hessian/spectrum", {{"start", {}}, {"eigenvalue", {}}, {"weight", {}}}};
  for (const QuadratureNode& node : nodes) {
    artefact.columns[0].values.push_back(node.start);
    artefact.columns[1].values.push_back(node.value);
    artefact.columns[2].values.push_back(node.weight);
  }
  return artefact;
}

class SpectrumProbe : public Probe {
 public:
  SpectrumProbe(const SpectralDensityOptions& options, std::int64_t samples, ProbeContext& context)
      : options_(options), samples_(samples), context_(context) {}

  Measurement finish() override {
    return {.artefacts = {as_artefact(spectral_density(context_.hessian(samples_), options_, context_.token()))}};
  }

 private:
  SpectralDensityOptions options_;
  std::int64_t samples_;
  ProbeContext& context_;
};

}  // namespace

std::unique_ptr<Probe> make_spectrum_probe(const ProbeSpec& spec, ProbeContext& context) {
  SpectralDensityOptions options;
  options.starts = spec.options.get<int>("spectrum_starts");
  options.products = spec.options.get<int>("hessian_max_products");
  options.stream_key = stream_key(context.seed(), StreamPurpose::spectrum, context.draw_index());
  return std::make_unique<SpectrumProbe>(options, spec.options.get<int>("hessian_samples"), context);
}

}  // namespace imprint
