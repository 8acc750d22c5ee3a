// SPDX-License-Identifier: GPL-3.0-or-later
// One measured number of a run, and the names that metrics have. The names are a contract.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace imprint {

struct MetricRow {
  std::int64_t step = 0;    // optimizer steps done when the value was taken
  double epoch = 0;         // step / steps an epoch
  double wall_seconds = 0;  // since the start of the run, pauses and earlier sessions included as measured
  std::string metric = {};
  double value = 0;
  double standard_error = std::numeric_limits<double>::quiet_NaN();  // NaN = not an estimate

  bool operator==(const MetricRow&) const = default;
};

namespace metric {
inline constexpr char train_loss[] = "train/loss";
inline constexpr char train_accuracy[] = "train/accuracy";
inline constexpr char validation_loss[] = "validation/loss";
inline constexpr char validation_accuracy[] = "validation/accuracy";
inline constexpr char validation_perplexity[] = "validation/perplexity";
inline constexpr char test_loss[] = "test/loss";
inline constexpr char test_accuracy[] = "test/accuracy";
inline constexpr char test_perplexity[] = "test/perplexity";  // exp(test/loss), of language models
// Of the network; of a layer that the spec or a deficit names: .../<layer>.
inline constexpr char forward_bits[] = "precision/forward_bits";  // of activations, and of weights unless they have...
inline constexpr char weight_bits[] = "precision/weight_bits";    // ... their own
inline constexpr char backward_bits[] = "precision/backward_bits";
inline constexpr char relative_cost[] = "cost/relative";  // mean over the steps so far, 32-bit training = 1
inline constexpr char bit_operations[] = "cost/bitops";   // total so far, in BitOPs
inline constexpr char learning_rate[] = "learning_rate";
inline constexpr char fisher_trace[] = "fisher/trace";    // per layer: fisher/trace/<layer>
inline constexpr char hessian_trace[] = "hessian/trace";  // per layer: hessian/trace/<layer>
inline constexpr char hessian_top_eigenvalue[] = "hessian/top_eigenvalue";
inline constexpr char gradient_norm[] = "gradient/norm";
inline constexpr char weight_norm[] = "weight/norm";
inline constexpr char predictive_entropy[] = "predictive_entropy";
}  // namespace metric

}  // namespace imprint
