// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment gives its layers where no deficit acts: the schedule's bits, unless weights, activations or single
// layers have constant ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/precision/ladder.h"
#include "core/precision/layer_bits.h"
#include "core/precision/layer_precision.h"
#include "core/spec/precision_spec.h"

namespace imprint {

/// What a schedule asks for at a step.
struct ScheduledBits {
  int forward = 32;
  int backward = 32;
};

class BasePrecision {
 public:
  /// Throws InputError for an entry of precision.layers that can't be read, and for an unknown ladder.
  explicit BasePrecision(const PrecisionSpec& spec);

  /// What so many bits mean for that operand.
  NumberFormat format(int bits, Operand operand) const { return ladder_->format(bits, operand); }

  /// Whether the network's weights and activations can have different bits.
  bool parts_weights() const { return weight_ != activation_; }
  /// Of the network.
  LayerPrecision of(ScheduledBits asked) const;
  /// Of a layer that `own` names, or of the network for nullptr.
  LayerPrecision of(ScheduledBits asked, const LayerBits* own) const;
  /// Of everything.
  NetworkPrecision all(ScheduledBits asked) const;

  /// nullptr for a layer without bits of its own.
  const LayerBits* own_bits(std::string_view layer) const;
  const std::vector<LayerBits>& layers() const { return layers_; }

 private:
  LayerPrecision formats(int weight, int activation, int gradient) const;

  const Ladder* ladder_;
  int weight_ = 0, activation_ = 0;  // 0 = the schedule's
  std::vector<LayerBits> layers_;
};

}  // namespace imprint
