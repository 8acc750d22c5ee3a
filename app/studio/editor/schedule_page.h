// SPDX-License-Identifier: GPL-3.0-or-later
// The page on which a precision schedule is drawn: tools, canvas, numbers, gallery, and what it all means.
#pragma once

#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QWidget>
#include <filesystem>

#include "app/studio/charts/export_button.h"
#include "app/studio/editor/meaning_strip.h"
#include "app/studio/editor/point_table.h"
#include "app/studio/editor/schedule_canvas.h"
#include "app/studio/editor/schedule_toolbar.h"

namespace imprint::studio {

class ScheduleGallery;

class SchedulePage : public QWidget {
  Q_OBJECT

 public:
  /// The user's own presets are kept in `presets_folder`. `macs_of_model` may be empty: no bit operations then.
  SchedulePage(ExperimentDraft& draft, const std::filesystem::path& presets_folder, MacsOfModel macs_of_model,
               QWidget* parent = nullptr);

  ~SchedulePage() override;

  CurveEditorModel& model() { return model_; }
  ScheduleCanvas& canvas() { return *canvas_; }
  PointTable& table() { return *table_; }
  MeaningStrip& meaning() { return *meaning_; }
  ScheduleGallery& gallery() { return *gallery_; }

  void set_locked(bool locked);
  void offer_export(const ExportMenu& fill, FigureMaker make);
  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 public Q_SLOTS:
  /// The bits that a range test found.
  void use_bounds(int min_bits, int max_bits);

 Q_SIGNALS:
  void failed(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* make_side();

  CurveEditorModel model_;
  ScheduleToolbar* toolbar_;
  ScheduleCanvas* canvas_;
  PointTable* table_;
  ScheduleGallery* gallery_;
  MeaningStrip* meaning_;
  QStackedWidget* side_;
  SegmentedSwitch* side_switch_;
  QSplitter* splitter_;
};

}  // namespace imprint::studio
