// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpoint_files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "core/base/file_descriptor.h"
#include "core/base/number_text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr char prefix[] = "step-";
constexpr char state_suffix[] = ".state.safetensors";
constexpr char model_suffix[] = ".safetensors";

std::string file_stem(std::int64_t step) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%s%08lld", prefix, static_cast<long long>(step));
  return text.data();
}

/// The state goes last: a checkpoint without its network does not count, one without its state would lie around.
void remove_checkpoint(const fs::path& folder, std::int64_t step) {
  std::error_code ignored;  // a file that stays costs room, nothing else
  fs::remove(model_file(folder, step), ignored);
  fs::remove(state_file(folder, step), ignored);
}

}  // namespace

fs::path model_file(const fs::path& folder, std::int64_t step) { return folder / (file_stem(step) + model_suffix); }
fs::path state_file(const fs::path& folder, std::int64_t step) { return folder / (file_stem(step) + state_suffix); }

std::vector<std::int64_t> checkpoint_steps(const fs::path& folder) {
  require_no_link_inside(folder);
  std::vector<std::int64_t> steps;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(model_suffix) || name.ends_with(state_suffix)) continue;
    const std::string_view digits = std::string_view(name).substr(
        sizeof(prefix) - 1, name.size() - (sizeof(prefix) - 1) - (sizeof(model_suffix) - 1));
    std::int64_t step = 0;
    if (take_number(digits, step) && fs::exists(state_file(folder, step))) steps.push_back(step);
  }
  std::sort(steps.begin(), steps.end());
  return steps;
}

void prune_checkpoints(const fs::path& folder, int keep) {
  const auto steps = checkpoint_steps(folder);
  const std::size_t kept = static_cast<std::size_t>(keep);
  for (std::size_t i = 0; i + kept < steps.size(); ++i)
    if (steps[i] != 0) remove_checkpoint(folder, steps[i]);
}

void keep_last_checkpoint(const fs::path& folder) {
  const auto steps = checkpoint_steps(folder);
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) remove_checkpoint(folder, steps[i]);
}

}  // namespace imprint
