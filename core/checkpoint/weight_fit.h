// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file's tensors are the weights of this network: all of them, no others, each of the right shape. Deep
// networks of one family share the names of their first layers, so a name that is there proves nothing.
#pragma once

#include <string>
#include <vector>

#include "core/checkpoint/safetensors.h"

namespace imprint {

struct WeightFit {
  std::vector<std::string> fitting;  // tensors of the network that are there with their shape and type
  std::vector<std::string> missing;  // the others of the network ...
  std::vector<std::string>
      unexpected;  // ... those of the file that it does not have, with the nearest that it lacks ...
  std::vector<std::string> differing;  // ... and those of another shape or type, with both
  bool is_whole() const { return missing.empty() && unexpected.empty() && differing.empty(); }
};

/// A file without a network's activation ranges may fit all the same: other programs have none.
WeightFit weight_fit(const NamedTensors& given, const NamedTensors& wanted);

/// "60 of 62 tensors fit; missing: fc.bias; unexpected: fc2.bias (nearest: fc.bias)": the first few of each.
std::string fit_words(const WeightFit& fit);

/// What must fit: all, and nothing else may be there; or at least one, and the rest stays as it is.
enum class WeightsWanted { all, some };

/// Throws InputError with those words unless all fits.
void require_whole_fit(const WeightFit& fit, const std::string& source);
/// Throws InputError with them unless at least one tensor fits.
void require_some_fit(const WeightFit& fit, const std::string& source);

/// Throws JobError that names the first tensor with a value that is NaN or infinite, and where in it.
void require_finite_weights(const NamedTensors& tensors, const std::string& source);

}  // namespace imprint
