// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/environment.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <link.h>
#include <torch/version.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/kernels/instruction_set.h"
#include "core/train/threads.h"
#include "imprint_build_info.h"

namespace imprint {
namespace {

constexpr std::array named_features = {"avx2",        "fma",         "avx512f",  "avx512_vnni", "avx_vnni",
                                       "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8",    "amx_bf16"};

std::string file_or_nothing(const std::filesystem::path& file) {
  try {
    return read_whole_file(file);
  } catch (const InputError&) {
    return {};
  }
}

/// The value behind "key : " in /proc/cpuinfo, first processor.
std::string cpuinfo_value(const std::string& key) {
  std::istringstream file(file_or_nothing("/proc/cpuinfo"));
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key))
      if (const auto colon = line.find(": "); colon != std::string::npos) return line.substr(colon + 2);
  return "unknown";
}

std::vector<std::string> present_features() {
  std::istringstream flags(cpuinfo_value("flags"));
  std::vector<std::string> present;
  for (std::string flag; flags >> flag;)
    if (std::find(named_features.begin(), named_features.end(), flag) != named_features.end()) present.push_back(flag);
  return present;
}

std::string environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The resolved path of the loaded library whose name starts with libblas or libopenblas.
std::string loaded_blas() {
  std::string found;
  ::dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* result) {
        const std::filesystem::path path(info->dlpi_name);
        if (path.filename().string().starts_with("libblas.so")) {
          std::error_code error;
          *static_cast<std::string*>(result) = std::filesystem::canonical(path, error).string();
        }
        return 0;
      },
      &found);
  return found.empty() ? "unknown" : found;
}

/// "AVX2" out of LibTorch's own description of itself.
std::string torch_cpu_path() {
  const std::string text = at::show_config();
  const std::string key = "CPU capability usage: ";
  const auto begin = text.find(key);
  if (begin == std::string::npos) return "unknown";
  const auto end = text.find('\n', begin);
  return text.substr(begin + key.size(), end - begin - key.size());
}

std::string quantizer_path() {
  switch (best_instruction_set()) {
    case InstructionSet::avx512: return "avx512";
    case InstructionSet::avx2: return "avx2";
    case InstructionSet::baseline: return "baseline";
  }
  return "unknown";
}

}  // namespace

Environment inspect_environment() {
  Environment environment;
  environment.imprint_version = build_info::version;
  environment.commit = build_info::commit;
  environment.compiler = build_info::compiler;
  environment.libtorch_version = TORCH_VERSION;
  environment.cpu = cpuinfo_value("model name");
  environment.cpu_features = present_features();
  environment.torch_cpu_path = torch_cpu_path();
  environment.physical_cores = physical_cores();
  environment.torch_threads = at::get_num_threads();
  environment.blas = loaded_blas();
  environment.blas_is_reference = environment.blas.find("/blas/libblas") != std::string::npos;
  environment.openmp_wait_policy = environment_variable("OMP_WAIT_POLICY");
  environment.spinning_cured =
      environment.openmp_wait_policy == "passive" || environment_variable("GOMP_SPINCOUNT") == "0";
  environment.cuda = at::hasCUDA();
  environment.quantizer_path = quantizer_path();
  return environment;
}

std::string environment_json(const Environment& environment, int threads, const std::string& dataset_hash) {
  nlohmann::ordered_json json;
  json["format"] = 1;
  json["imprint_version"] = environment.imprint_version;
  json["commit"] = environment.commit;
  json["compiler"] = environment.compiler;
  json["libtorch_version"] = environment.libtorch_version;
  json["cpu"] = environment.cpu;
  json["cpu_features"] = environment.cpu_features;
  json["torch_cpu_path"] = environment.torch_cpu_path;
  json["physical_cores"] = environment.physical_cores;
  json["threads"] = threads;
  json["blas"] = environment.blas;
  json["openmp_wait_policy"] = environment.openmp_wait_policy;
  json["spinning_cured"] = environment.spinning_cured;
  json["cuda"] = environment.cuda;
  json["quantizer_path"] = environment.quantizer_path;
  if (!dataset_hash.empty()) json["dataset_hash_xxh3_128"] = dataset_hash;
  return json_text(json) + "\n";
}

void write_environment(const std::filesystem::path& file, int threads, const std::string& dataset_hash) {
  write_file_atomically(file, environment_json(inspect_environment(), threads, dataset_hash));
}

}  // namespace imprint
