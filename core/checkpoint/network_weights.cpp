// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/network_weights.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/isfinite.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/error.h"

namespace imprint {
namespace {

constexpr std::array<std::string_view, 2> wrapper_prefixes = {"module.", "_orig_mod."};

/// The prefix that all names share; empty when there is none.
std::string_view shared_prefix(const NamedTensors& tensors) {
  for (const std::string_view prefix : wrapper_prefixes)
    if (!tensors.empty() && std::ranges::all_of(tensors, [&](const auto& t) { return t.first.starts_with(prefix); }))
      return prefix;
  return {};
}

void drop_prefixes(NetworkWeights& weights) {
  for (std::string_view prefix; !(prefix = shared_prefix(weights.tensors)).empty();) {
    for (auto& [name, tensor] : weights.tensors) name.erase(0, prefix.size());
    weights.notes.push_back("dropped the prefix " + std::string(prefix) + " of all names");
  }
}

struct Conversion {
  at::ScalarType from;
  const char* note;
};
constexpr std::array conversions = {Conversion{at::kHalf, "converted from F16 to F32, exactly"},
                                    Conversion{at::kBFloat16, "converted from BF16 to F32, exactly"},
                                    Conversion{at::kDouble, "rounded from F64 to the nearest F32"}};

at::Tensor as_float(const at::Tensor& tensor, const std::string& name, const std::string& source) {
  const at::Tensor converted = tensor.to(at::kFloat);
  if (tensor.scalar_type() == at::kDouble && !at::isfinite(tensor).eq(at::isfinite(converted)).all().item<bool>())
    throw InputError(source + ": tensor \"" + name + "\" of dtype F64 holds a value beyond the range of F32");
  return converted;
}

}  // namespace

NetworkWeights network_weights(const TensorFile& file, const std::string& source) {
  NetworkWeights weights{file.tensors, {}};
  for (const Conversion& conversion : conversions) {
    int converted = 0;
    for (auto& [name, tensor] : weights.tensors) {
      if (tensor.scalar_type() != conversion.from) continue;
      tensor = as_float(tensor, name, source);
      ++converted;
    }
    if (converted > 0) weights.notes.push_back(std::to_string(converted) + " tensors " + conversion.note);
  }
  drop_prefixes(weights);
  return weights;
}

}  // namespace imprint
