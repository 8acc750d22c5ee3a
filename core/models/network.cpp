// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network.h"

#include <array>
#include <string>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/models/mlp/mlp.h"
#include "core/models/resnet/resnet.h"
#include "core/models/small_cnn/small_cnn.h"
#include "core/spec/known_names.h"

namespace imprint {
namespace {

constexpr std::array<int, 7> resnet_depths{20, 32, 44, 56, 74, 110, 152};

/// The depth that "resnet<depth>" names; 0 for another name.
int resnet_depth(const std::string& name) {
  for (const int depth : resnet_depths) {
    if (name == "resnet" + std::to_string(depth)) return depth;
  }
  return 0;
}

void require_at_least(std::int64_t minimum, std::int64_t value, const std::string& field) {
  if (value >= minimum) return;
  throw InputError(field + " = " + std::to_string(value) + ": at least " + std::to_string(minimum) + " is expected");
}

void check(const ModelSpec& spec, ImageShape shape, std::int64_t classes) {
  require_at_least(1, spec.width, "model.width");
  for (const int units : spec.hidden) require_at_least(1, units, "model.hidden");
  require_at_least(1, shape.channels, "image channels");
  require_at_least(1, shape.height, "image height");
  require_at_least(1, shape.width, "image width");
  require_at_least(2, classes, "classes");
}

[[noreturn]] void throw_unknown(const std::string& name) {
  const auto& names = model_names();
  const std::string nearest = nearest_name(name, names);
  throw InputError("model.name = " + name + ": " + join_choices(names) + " is expected" +
                   (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
}

}  // namespace

ModelMacs Network::macs() const {
  ModelMacs macs;
  for (const LayerInfo& layer : layers_) {
    macs.total += layer.macs;
    if (layer.quantized && layer.macs > 0) macs.layers[layer.name] = layer.macs;
  }
  return macs;
}

std::int64_t Network::parameter_count() const {
  std::int64_t sum = 0;
  for (const at::Tensor& parameter : parameters()) sum += parameter.numel();
  return sum;
}

std::shared_ptr<Network> make_network(const ModelSpec& spec, ImageShape shape, std::int64_t classes,
                                      std::uint64_t seed) {
  check(spec, shape, classes);
  if (spec.name == "mlp") return std::make_shared<Mlp>(spec.hidden, shape, classes, seed);
  if (spec.name == "small-cnn") return std::make_shared<SmallCnn>(spec.width, shape, classes, seed);
  const int depth = resnet_depth(spec.name);
  if (depth == 0) throw_unknown(spec.name);
  return std::make_shared<ResNet>(depth, spec.width, shape, classes, seed);
}

}  // namespace imprint
