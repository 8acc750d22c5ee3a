// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/multipliers.h"

#include <oneapi/dnnl/dnnl.h>

#include "core/kernels/integer_product.h"
#include "core/kernels/low_precision_convolution.h"

namespace imprint {
namespace {

/// AMX comes with both kinds of products.
bool has_amx() {
  const auto set = static_cast<unsigned>(dnnl_get_effective_cpu_isa());
  const auto amx = static_cast<unsigned>(dnnl_cpu_isa_avx512_core_amx);
  return (set & amx) == amx;
}

std::string with_amx(const char* vectors) { return std::string(vectors) + (has_amx() ? ", AMX" : ""); }

std::string onednn_version() {
  const dnnl_version_t& version = *dnnl_version();
  return std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.patch);
}

}  // namespace

Multipliers inspect_multipliers() {
  Multipliers multipliers;
  if (has_integer_multipliers()) multipliers.integers = with_amx("AVX-512 VNNI");
  if (has_bf16_multipliers()) multipliers.bf16 = with_amx("AVX-512 BF16");
  multipliers.onednn_version = onednn_version();
  return multipliers;
}

std::string executor_words(const Multipliers& multipliers) {
  if (multipliers.integers.empty() && multipliers.bf16.empty())
    return "every product simulated: rounded values, multiplied in fp32";
  const std::string integers = "codes of up to 8 bits multiplied as integers where that is faster";
  const std::string bf16 = "what a network holds in bf16 multiplied so";
  const std::string ways = multipliers.integers.empty() ? bf16
                           : multipliers.bf16.empty()   ? integers
                                                        : integers + ", " + bf16;
  return ways + ", all else simulated in fp32";
}

}  // namespace imprint
