// SPDX-License-Identifier: GPL-3.0-or-later
// What survives from one session to the next: settings, and the form as it was left.
#pragma once

#include <QSettings>
#include <QString>
#include <filesystem>
#include <optional>

#include "core/spec/experiment_spec.h"

namespace imprint::studio {

class StudioState {
 public:
  /// `folder` is made when it is missing.
  explicit StudioState(const std::filesystem::path& folder);

  QSettings& settings() { return settings_; }
  /// The draft of the last session; nothing when there is none or it can't be read any more.
  std::optional<ExperimentSpec> draft() const;
  /// Written whole or not at all. A full disk loses the autosave, not the session.
  void save_draft(const ExperimentSpec& spec) const;
  /// What was not closed properly; nothing when there is none. One that can't be read is kept under another name.
  std::optional<ExperimentSpec> unsaved_work();
  void autosave(const ExperimentSpec& spec) const;
  /// After a clean close there is nothing to bring back.
  void forget_autosave() const;
  std::filesystem::path presets_folder() const { return folder_ / "presets"; }
  /// Of files that are written for a copied command.
  std::filesystem::path specs_folder() const { return folder_ / "specs"; }
  /// Writes a spec that has no file of its own into the folder, and returns the file.
  std::filesystem::path save_snapshot(const ExperimentSpec& spec) const;

 private:
  std::filesystem::path folder_;
  QSettings settings_;
};

/// $XDG_CONFIG_HOME/imprint, else ~/.config/imprint.
std::filesystem::path default_state_folder();

}  // namespace imprint::studio
