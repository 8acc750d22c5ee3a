// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/schedule_page.h"

#include <QVBoxLayout>

#include "app/studio/editor/schedule_gallery.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {

SchedulePage::SchedulePage(ExperimentDraft& draft, const std::filesystem::path& presets_folder,
                           MacsOfModel macs_of_model, QWidget* parent)
    : QWidget(parent),
      model_(draft),
      toolbar_(new ScheduleToolbar(model_, this)),
      canvas_(new ScheduleCanvas(model_, this)),
      table_(new PointTable(model_, this)),
      gallery_(new ScheduleGallery(model_, presets_folder, this)),
      meaning_(new MeaningStrip(model_, std::move(macs_of_model), this)),
      side_(new QStackedWidget(this)),
      side_switch_(new SegmentedSwitch("Points", "Gallery", this)),
      splitter_(new QSplitter(Qt::Horizontal, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(toolbar_);
  auto* frame = new QFrame(this);
  frame->setObjectName("card");
  auto* inside = new QVBoxLayout(frame);
  inside->setContentsMargins(1, 1, 1, 1);
  inside->addWidget(canvas_);
  splitter_->addWidget(frame);
  splitter_->addWidget(make_side());
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(grid_unit);
  splitter_->setStretchFactor(0, 1);
  splitter_->setSizes({940, 300});
  auto* body = new QVBoxLayout;
  body->setContentsMargins(12, 10, 12, 10);
  body->setSpacing(grid_unit);
  body->addWidget(splitter_, 1);
  body->addWidget(meaning_);
  column->addLayout(body, 1);
  model_.set_active(false);
  setFocusProxy(canvas_);
  connect(toolbar_, &ScheduleToolbar::fit_requested, canvas_, &ScheduleCanvas::fit);
  connect(canvas_, &ScheduleCanvas::failed, this, &SchedulePage::failed);
  connect(table_, &PointTable::failed, this, &SchedulePage::failed);
  connect(gallery_, &ScheduleGallery::failed, this, &SchedulePage::failed);
}

QWidget* SchedulePage::make_side() {
  auto* frame = new QFrame(this);
  frame->setObjectName("card");
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(1, 8, 1, 1);
  column->setSpacing(grid_unit);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(10, 0, 10, 0);
  row->addWidget(side_switch_);
  row->addStretch(1);
  column->addLayout(row);
  side_->addWidget(table_);
  side_->addWidget(gallery_);
  column->addWidget(side_, 1);
  connect(side_switch_, &SegmentedSwitch::changed, side_, &QStackedWidget::setCurrentIndex);
  return frame;
}

// Hidden while the model is alive: being hidden, its children still ask it.
SchedulePage::~SchedulePage() { hide(); }

void SchedulePage::set_locked(bool locked) {
  model_.set_locked(locked);
  gallery_->setEnabled(!locked);
}

void SchedulePage::offer_export(const ExportMenu& fill, FigureMaker make) {
  toolbar_->add_tool(make_export_button("the schedule", fill, std::move(make), this));
}

void SchedulePage::use_bounds(int min_bits, int max_bits) { model_.set_range(min_bits, max_bits); }

void SchedulePage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  model_.set_active(true);
}

void SchedulePage::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  model_.set_active(false);
}

void SchedulePage::restore(const QSettings& settings) {
  splitter_->restoreState(settings.value("schedule/splitter").toByteArray());
  side_switch_->choose(settings.value("schedule/side", 0).toInt());
  model_.set_unit(static_cast<AxisUnit>(std::clamp(settings.value("schedule/unit", 1).toInt(), 0, 2)));
  SnapGrid grid = model_.grid();
  grid.on = settings.value("schedule/snap", true).toBool();
  model_.set_grid(grid);
}

void SchedulePage::save(QSettings& settings) const {
  settings.setValue("schedule/splitter", splitter_->saveState());
  settings.setValue("schedule/side", side_switch_->chosen());
  settings.setValue("schedule/unit", static_cast<int>(model_.unit()));
  settings.setValue("schedule/snap", model_.grid().on);
}

}  // namespace imprint::studio
