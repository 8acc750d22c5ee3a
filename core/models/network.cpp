// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_problem.h"
#include "core/models/model_facts.h"

namespace imprint {
namespace {

struct Family {
  std::vector<Kind> (*facts)();
  std::shared_ptr<Network> (*make)(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed);
};

constexpr Family families[] = {
#define IMPRINT_ROW(family) {family##_facts, make_##family},
    IMPRINT_MODELS(IMPRINT_ROW)
#undef IMPRINT_ROW
};

const Family* find_family(const std::string& name) {
  const auto found = std::ranges::find_if(families, [&](const Family& family) {
    return std::ranges::any_of(family.facts(), [&](const Kind& kind) { return kind.name == name; });
  });
  return found == std::end(families) ? nullptr : &*found;
}

void require_at_least(std::int64_t minimum, std::int64_t value, const std::string& field) {
  if (value >= minimum) return;
  throw InputError(field + " = " + std::to_string(value) + ": at least " + std::to_string(minimum) + " is expected");
}

/// Memory, too, must not be asked for in vain.
void check(ModelSpec spec, const DataShape& shape) {
  for (Field& field : spec.options.fields(kind_options("model.name"))) {
    field.key = "model." + field.key;
    if (const std::string problem = field_problem(field); !problem.empty()) throw InputError(field.key + " " + problem);
  }
  require_at_least(1, shape.image.channels, "image channels");
  require_at_least(1, shape.image.height, "image height");
  require_at_least(1, shape.image.width, "image width");
  require_at_least(2, shape.classes, "classes");
}

[[noreturn]] void throw_unknown(const std::string& name) {
  const std::vector<std::string>& names = kind_names("model.name");
  const std::string nearest = nearest_name(name, names);
  throw InputError("model.name = " + name + ": " + join_choices(names) + " is expected" +
                   (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
}

}  // namespace

ModelMacs Network::macs() const {
  ModelMacs macs{.total = feature_products_};
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
  const Family* family = find_family(spec.name);
  if (family == nullptr) throw_unknown(spec.name);
  check(spec, shape);
  return family->make(spec, shape, seed);
}

}  // namespace imprint
