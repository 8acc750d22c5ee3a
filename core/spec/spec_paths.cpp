// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_paths.h"

#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/spec/kinds.h"

namespace imprint {
namespace {

std::string whole(const std::string& path, HomeSign home) {
  if (path.empty() || (home == HomeSign::kept && path.starts_with('~'))) return path;
  return std::filesystem::absolute(expand_home(path)).lexically_normal().string();
}

}  // namespace

void make_paths_whole(ExperimentSpec& spec, HomeSign home) {
  spec.dataset.root = whole(spec.dataset.root, home);
  spec.continuation.from = whole(spec.continuation.from, home);
  if (kind_reads("model.name", spec.model.name, "model.file"))
    spec.model.options.set("file", whole(spec.model.options.get<std::string>("file"), home));
}

}  // namespace imprint
