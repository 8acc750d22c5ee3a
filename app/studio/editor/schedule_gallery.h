// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules and deficits to begin with, and the user's own, each with a small picture. A click puts one into the draft.
#pragma once

#include <QListWidget>
#include <QToolButton>
#include <QWidget>
#include <filesystem>
#include <functional>

#include "app/studio/editor/curve_editor_model.h"
#include "app/studio/editor/preset_store.h"

class QHBoxLayout;
class QVBoxLayout;

namespace imprint::studio {

class ScheduleGallery : public QWidget {
  Q_OBJECT

 public:
  ScheduleGallery(CurveEditorModel& model, const std::filesystem::path& folder, QWidget* parent = nullptr);

  QListWidget& schedules() { return *schedules_; }
  QListWidget& switches() { return *switches_; }
  QListWidget& deficits() { return *deficits_; }
  QListWidget& own() { return *own_; }

  /// The draft's precision and deficits as a preset of that name.
  void save_as(const QString& name);
  void rename_chosen(const QString& name);
  void remove_chosen();
  void undo_removal();
  void import_file(const std::filesystem::path& file);
  void export_chosen(const std::filesystem::path& file);

 Q_SIGNALS:
  void failed(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QListWidget* make_list(const QString& name, int rows);
  void add_title(QVBoxLayout& column, const QString& text);
  QWidget* make_own_buttons();
  QToolButton* add_button(QHBoxLayout& row, const QString& text, const QString& help);
  void fill();
  void fill_own();
  void show_preset(QListWidget& list, const Preset& preset, const QString& tip);
  void apply(const Preset& preset);
  const StoredPreset* chosen() const;
  void guarded(const std::function<void()>& work);

  CurveEditorModel& model_;
  PresetStore store_;
  QListWidget* schedules_;
  QListWidget* switches_;
  QListWidget* deficits_;
  QListWidget* own_;
  QToolButton* rename_ = nullptr;
  QToolButton* remove_ = nullptr;
  QToolButton* export_ = nullptr;
  QToolButton* bring_back_ = nullptr;
  std::vector<Preset> schedule_presets_;
  std::vector<Preset> deficit_presets_;
  std::vector<StoredPreset> own_presets_;
  std::vector<std::filesystem::path> trashed_;
};

}  // namespace imprint::studio
