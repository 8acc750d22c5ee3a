// SPDX-License-Identifier: GPL-3.0-or-later
// One forward pass over some samples, and the norms of the samples' own weight gradients for any number of directions
// at the output.
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
  /// Evaluation mode, quantization off. The parameters must not require gradients (which would cost a quarter more),
  /// graph recording must be on (ParameterGradientScope); `network` must outlive the pass. Throws JobError unless every
  /// layer is tapped, and the first one once.
  TappedPass(Network& network, const Inputs& inputs);
  TappedPass(const TappedPass&) = delete;
  TappedPass& operator=(const TappedPass&) = delete;

  /// [units, C], to choose directions by; outside the graph.
  at::Tensor output() const { return output_.detach(); }

  /// ||d <direction, output> / d weights||^2 of each layer and sample, summed over the directions, each [units, C]:
  /// double [layers, n], in the order of Network::layers(). Throws JobError when the output does not depend on every
  /// use of a layer, CancelledError between directions.
  at::Tensor squared_norms(const std::vector<at::Tensor>& directions, const CancellationToken& token = {});
  /// The same of several groups of directions, each summed by itself, in one use of the pass.
  std::vector<at::Tensor> squared_norms_of_groups(const std::vector<std::vector<at::Tensor>>& groups,
                                                  const CancellationToken& token = {});

  /// The next call for norms is the last one: it gives the graph and the taps back on its way, whose memory is
  /// then used again while it is still in the cache (an eighth of a probe's time).
  void release_on_next_use() { is_last_use_ = true; }

 private:
  /// Where a layer was used, and the gradients at these places as far as they have arrived.
  struct Uses {
    std::vector<LayerTap> taps;
    std::vector<at::Tensor> gradients;
    std::size_t arrived = 0;
  };

  void follow_back(const at::Tensor& direction);
  void take(std::size_t layer, std::size_t use, const at::Tensor& output_gradient);

  const Network& network_;
  Inputs inputs_;
  at::Tensor output_;
  std::vector<Uses> layers_;  // in the order of Network::layers()
  at::Tensor norms_;          // of the directions so far
  bool is_last_use_ = false;
  bool is_last_direction_ = false;  // of the last use
};

}  // namespace imprint
