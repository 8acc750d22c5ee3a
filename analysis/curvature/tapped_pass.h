// SPDX-License-Identifier: GPL-3.0-or-later
// One forward pass over some samples, for whatever is measured of them: the norms of the samples' own weight gradients
// for any number of directions at the output, and gradients of losses.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/base/cancellation.h"
#include "core/data/batch.h"
#include "core/models/network.h"

namespace imprint {

/// Weight gradients are never formed; differentiation stops at the output of the first layer, which must precede all
/// others. As the gradient at a layer's output arrives, it is reduced to norms and forgotten, while it is still in the
/// cache; of a layer that is used several times (in each step of a recurrent network) when its last one arrives.
class TappedPass {
 public:
  /// Evaluation mode, quantization off. The parameters must require gradients (ParameterGradientScope); `network` must
  /// outlive the pass. Throws JobError unless every layer is tapped, and the first one once.
  TappedPass(Network& network, const Inputs& inputs);
  TappedPass(const TappedPass&) = delete;
  TappedPass& operator=(const TappedPass&) = delete;

  /// [units, C], to choose directions by; outside the graph.
  at::Tensor output() const { return output_.detach(); }
  /// The same inside the graph, to take a loss of.
  const at::Tensor& recorded_output() const { return output_; }

  /// ||d <direction, output> / d weights||^2 of each layer and sample, summed over the directions, each [units, C]:
  /// double [layers, n], in the order of Network::layers(). Throws JobError when the output does not depend on every
  /// use of a layer, CancelledError between directions.
  at::Tensor squared_norms(const std::vector<at::Tensor>& directions, const CancellationToken& token = {});

  /// Of a loss of `recorded_output` by the parameters; undefined where it does not depend.
  std::vector<at::Tensor> gradients(const at::Tensor& loss, const std::vector<at::Tensor>& parameters);

 private:
  /// Where a layer was used, and the gradients at these places as far as they have arrived.
  struct Uses {
    std::vector<LayerTap> taps;
    std::vector<at::Tensor> gradients;
    std::size_t arrived = 0;
  };

  void take(std::size_t layer, std::size_t use, const at::Tensor& output_gradient);

  const Network& network_;
  std::int64_t samples_;
  at::Tensor output_;
  std::vector<Uses> layers_;  // in the order of Network::layers()
  at::Tensor norms_;          // of the directions so far; undefined while none are taken
};

}  // namespace imprint
