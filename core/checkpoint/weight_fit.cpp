// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/weight_fit.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/isfinite.h>

#include <map>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using Names = std::vector<std::string>;
using TensorsByName = std::map<std::string, at::Tensor>;

constexpr std::size_t most_named = 3;

/// "unexpected: layer1.3.conv1.weight, ... (12 in all)"; nothing for none.
void tell(const Names& names, const std::string& what, std::string& text) {
  if (names.empty()) return;
  text += (text.empty() ? "" : "; ") + what + ": ";
  for (std::size_t i = 0; i < names.size() && i < most_named; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most_named) text += ", ... (" + std::to_string(names.size()) + " in all)";
}

/// "F32 [64, 10]".
std::string look_of(const at::Tensor& tensor) {
  std::string text = std::string(at::toString(tensor.scalar_type())) + " [";
  for (std::int64_t i = 0; i < tensor.dim(); ++i) text += (i > 0 ? ", " : "") + std::to_string(tensor.size(i));
  return text + "]";
}

bool fits(const at::Tensor& given, const at::Tensor& wanted) {
  return given.sizes() == wanted.sizes() && given.scalar_type() == wanted.scalar_type();
}

bool is_range(const std::string& name) { return name.ends_with("activation_range"); }

Names absent_from(const TensorsByName& tensors, const NamedTensors& names) {
  Names absent;
  for (const auto& [name, tensor] : names)
    if (!tensors.contains(name)) absent.push_back(name);
  return absent;
}

Names differing(const TensorsByName& given, const NamedTensors& wanted) {
  Names names;
  for (const auto& [name, tensor] : wanted)
    if (const auto found = given.find(name); found != given.end() && !fits(found->second, tensor))
      names.push_back("\"" + name + "\" is " + look_of(found->second) + ", not " + look_of(tensor));
  return names;
}

}  // namespace

WeightFit weight_fit(const NamedTensors& given, const NamedTensors& wanted) {
  const TensorsByName given_by_name(given.begin(), given.end()), wanted_by_name(wanted.begin(), wanted.end());
  WeightFit fit;
  for (const auto& [name, tensor] : wanted)
    if (const auto found = given_by_name.find(name); found != given_by_name.end() && fits(found->second, tensor))
      fit.fitting.push_back(name);
  fit.missing = absent_from(given_by_name, wanted);
  std::erase_if(fit.missing, is_range);
  fit.unexpected = absent_from(wanted_by_name, given);
  for (std::string& name : fit.unexpected)
    if (const std::string near = nearest_name(name, fit.missing); !near.empty()) name += " (nearest: " + near + ")";
  fit.differing = differing(given_by_name, wanted);
  return fit;
}

std::string fit_words(const WeightFit& fit) {
  const std::size_t wanted = fit.fitting.size() + fit.missing.size() + fit.differing.size();
  std::string text = std::to_string(fit.fitting.size()) + " of " + std::to_string(wanted) + " tensors fit";
  tell(fit.missing, "missing", text);
  tell(fit.unexpected, "unexpected", text);
  tell(fit.differing, "of another shape or type", text);
  return text;
}

void require_whole_fit(const WeightFit& fit, const std::string& source) {
  if (!fit.is_whole())
    throw InputError(source + ": does not hold the weights of this network: " + fit_words(fit) +
                     "; give the model that they belong to (--set model.name=..., model.width=..., or another spec)");
}

void require_some_fit(const WeightFit& fit, const std::string& source) {
  if (fit.fitting.empty()) throw InputError(source + ": holds no weight of this network: " + fit_words(fit));
}

void require_finite_weights(const NamedTensors& tensors, const std::string& source) {
  for (const auto& [name, tensor] : tensors) {
    if (!tensor.is_floating_point()) continue;
    const at::Tensor bad = at::isfinite(tensor).logical_not();
    if (!bad.any().item<bool>()) continue;
    const auto count = bad.sum().item<std::int64_t>(), first = bad.flatten().nonzero()[0].item<std::int64_t>();
    throw JobError(source + ": tensor \"" + name + "\" holds " + std::to_string(count) +
                   (count == 1 ? " value that is" : " values that are") + " NaN or infinite, the first at index " +
                   std::to_string(first) + ": a diverged network has no curvature");
  }
}

}  // namespace imprint
