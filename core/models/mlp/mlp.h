// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/models/layer_builder.h"

namespace imprint {

/// Flattened image -> fc1, ReLU -> fc2, ReLU -> ... -> fc (the classifier).
class Mlp : public Network {
 public:
  Mlp(const std::vector<int>& hidden, ImageShape shape, std::int64_t classes, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }

 private:
  std::vector<std::shared_ptr<LinearLayer>> hidden_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
