// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own presets, one JSON file each. What is deleted goes to a trash folder and can come back.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/spec/preset_io.h"

namespace imprint::studio {

struct StoredPreset {
  std::filesystem::path file;
  Preset preset;
  std::string problem;  // why the file can't be read; the file stays as it is
};

class PresetStore {
 public:
  /// The folder is made when the first preset is saved.
  explicit PresetStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// By name. Files that can't be read are listed with their problem.
  std::vector<StoredPreset> list() const;
  /// Under its name, with a number when that is taken. Throws JobError.
  std::filesystem::path save(const Preset& preset) const;
  /// Throws InputError when the file can't be read, JobError when it can't be written.
  std::filesystem::path rename(const std::filesystem::path& file, const std::string& name) const;
  /// Into the trash folder; returns where to.
  std::filesystem::path remove(const std::filesystem::path& file) const;
  /// Back out of the trash.
  std::filesystem::path restore(const std::filesystem::path& trashed) const;

 private:
  std::filesystem::path free_file(const std::filesystem::path& folder, const std::string& name) const;

  std::filesystem::path folder_;
};

}  // namespace imprint::studio
