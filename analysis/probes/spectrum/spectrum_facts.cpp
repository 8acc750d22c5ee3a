// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_kinds.h"
#include "core/fields/field_makers.h"

namespace imprint {

using namespace field_makers;

ProbeFacts spectrum_facts() {
  return {.name = "spectrum",
          .options = {{flag({"spectrum", "Hessian spectrum"}, {},
                            "Keep the Hessian's spectral density too, by stochastic Lanczos quadrature on the Hessian "
                            "samples; each probe costs as many products as starts times products."),
                       false},
                      hessian_samples_option(),
                      hessian_products_option(),
                      {number({"spectrum_starts", "Spectrum starts", "vectors"}, {}, within(1, 1000),
                              "Random starting vectors of the spectrum; each gives a quadrature of its own."),
                       4}},
          .check = check_hessian_samples};
}

}  // namespace imprint
