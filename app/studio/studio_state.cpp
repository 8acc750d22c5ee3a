// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio_state.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/base/user_folders.h"
#include "core/spec/spec_io.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

fs::path made(const fs::path& folder) {
  std::error_code ignored;  // without the folder nothing is remembered, that is all
  fs::create_directories(folder, ignored);
  return folder;
}

}  // namespace

StudioState::StudioState(const fs::path& folder)
    : folder_(made(folder)),
      settings_(QString::fromStdString((folder / "studio.ini").string()), QSettings::IniFormat) {}

std::optional<ExperimentSpec> StudioState::draft() const {
  const fs::path file = folder_ / "draft.toml";
  if (!fs::exists(file)) return std::nullopt;
  try {
    return load_spec(file);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

void StudioState::save_draft(const ExperimentSpec& spec) const {
  try {
    write_file_atomically(folder_ / "draft.toml", spec_to_toml(spec));
  } catch (const JobError&) {
    // Nothing the user could do about it now; the next change tries again.
  }
}

std::optional<ExperimentSpec> StudioState::unsaved_work() {
  const fs::path file = folder_ / "autosave.toml";
  if (!fs::exists(file)) return std::nullopt;
  try {
    return load_spec(file);
  } catch (const InputError&) {
    std::error_code ignored;
    fs::rename(file, folder_ / "autosave-unreadable.toml", ignored);
    return std::nullopt;
  }
}

void StudioState::autosave(const ExperimentSpec& spec) const {
  try {
    write_file_atomically(folder_ / "autosave.toml", spec_to_toml(spec));
  } catch (const JobError&) {
    // As save_draft.
  }
}

void StudioState::forget_autosave() const {
  std::error_code ignored;
  fs::remove(folder_ / "autosave.toml", ignored);
}

fs::path StudioState::save_snapshot(const ExperimentSpec& spec) const {
  const fs::path folder = made(specs_folder());
  const fs::path file = folder / (plain_file_name(spec.name, "untitled") + ".toml");
  write_file_atomically(file, spec_to_toml(spec));
  return file;
}

fs::path default_state_folder() { return user_config_folder() / "imprint"; }

}  // namespace imprint::studio
