// SPDX-License-Identifier: GPL-3.0-or-later
// What a run ran on: for environment.json and for `imprint doctor`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace imprint {

struct Environment {
  std::string imprint_version;
  std::string commit;  // of the build; "unknown" outside a checkout
  std::string compiler;
  std::string libtorch_version;
  std::string cpu;                        // "AMD EPYC ..."
  std::vector<std::string> cpu_features;  // those of avx2 avx512f avx512_vnni avx512_bf16 amx_int8 ... that are there
  std::string torch_cpu_path;             // which of its vector paths LibTorch uses
  int physical_cores = 1;
  int torch_threads = 1;
  std::string blas;  // file that provides BLAS
  bool blas_is_reference = false;
  std::string openmp_wait_policy;  // as libgomp reads it; empty = its default, spinning
  bool spinning_cured = false;
  bool cuda = false;
  std::string quantizer_path;  // which instruction set the quantizer's kernels use: "avx512", "avx2", "baseline"
};

Environment inspect_environment();

/// environment.json. Throws DiskFullError, JobError.
void write_environment(const std::filesystem::path& file, int threads, const std::string& dataset_hash);

/// The same as JSON text.
std::string environment_json(const Environment& environment, int threads, const std::string& dataset_hash);

}  // namespace imprint
