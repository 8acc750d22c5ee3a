// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/models/mlp/mlp.h"
#include "core/models/resnet/resnet.h"
#include "core/models/rnn/rnn.h"
#include "core/models/small_cnn/small_cnn.h"

namespace imprint {
namespace {

using Made = std::shared_ptr<Network>;

/// How a model is built. To add one: its folder, a row here, and its row in core/spec/kinds.cpp.
struct ModelMaker {
  std::string name;
  std::function<Made(const ModelSpec&, const DataShape&, std::uint64_t seed)> make;
};

ModelMaker resnet_maker(int depth) {
  return {"resnet" + std::to_string(depth),
          [depth](const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) -> Made {
            return std::make_shared<ResNet>(depth, spec.width, shape.image, shape.classes, seed);
          }};
}

std::vector<ModelMaker> make_makers() {
  std::vector<ModelMaker> makers = {
      {"mlp",
       [](const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) -> Made {
         return std::make_shared<Mlp>(spec.hidden, shape.image, shape.classes, seed);
       }},
      {"small-cnn",
       [](const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) -> Made {
         return std::make_shared<SmallCnn>(spec.width, shape.image, shape.classes, seed);
       }},
  };
  for (const int depth : {20, 32, 44, 56, 74, 110, 152}) makers.push_back(resnet_maker(depth));
  makers.push_back({"rnn", [](const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) -> Made {
                      return std::make_shared<Rnn>(spec.hidden, shape.tokens, shape.classes, seed);
                    }});
  return makers;
}

const std::vector<ModelMaker>& model_makers() {
  static const std::vector<ModelMaker> makers = make_makers();
  return makers;
}

void require_at_least(std::int64_t minimum, std::int64_t value, const std::string& field) {
  if (value >= minimum) return;
  throw InputError(field + " = " + std::to_string(value) + ": at least " + std::to_string(minimum) + " is expected");
}

void check(const ModelSpec& spec, const DataShape& shape) {
  require_at_least(1, spec.width, "model.width");
  for (const int units : spec.hidden) require_at_least(1, units, "model.hidden");
  require_at_least(1, shape.image.channels, "image channels");
  require_at_least(1, shape.image.height, "image height");
  require_at_least(1, shape.image.width, "image width");
  require_at_least(2, shape.classes, "classes");
}

[[noreturn]] void throw_unknown(const std::string& name) {
  std::vector<std::string> names;
  for (const ModelMaker& maker : model_makers()) names.push_back(maker.name);
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

std::shared_ptr<Network> make_network(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  check(spec, shape);
  const auto maker = std::ranges::find(model_makers(), spec.name, &ModelMaker::name);
  if (maker == model_makers().end()) throw_unknown(spec.name);
  return maker->make(spec, shape, seed);
}

}  // namespace imprint
