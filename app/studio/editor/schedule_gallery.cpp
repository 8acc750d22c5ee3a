// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/schedule_gallery.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>

#include "app/studio/editor/gallery_pictures.h"
#include "app/studio/theme/theme.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/schedule/precision_schedule.h"
#include "core/schedule/schedule_curves.h"
#include "core/schedule/switch_presets.h"

namespace imprint::studio {
namespace {

constexpr QSize picture_size(72, 40);
constexpr int pictures_a_row = 3;  // in the narrowest gallery

QString text(const std::string& words) { return QString::fromStdString(words); }

/// The picture, and the name beneath it.
QSize cell_size() {
  const QFontMetrics metrics(sized_font(-1));
  return {std::max(picture_size.width() + 12, metrics.horizontalAdvance("late vertical")),
          picture_size.height() + metrics.height() + 10};
}

/// The list as high as its rows: the gallery is scrolled as a whole.
void show_rows(QListWidget& list, int rows) { list.setFixedHeight(rows * cell_size().height() + 4); }

QString schedule_tip(const std::string& name) {
  const NamedSchedule& named = named_schedule(name);
  QString tip = text(named.description);
  if (!named.cost_group.empty()) tip += "; saving: " + text(named.cost_group);
  return tip;
}

}  // namespace

ScheduleGallery::ScheduleGallery(CurveEditorModel& model, const std::filesystem::path& folder, QWidget* parent)
    : QWidget(parent),
      model_(model),
      store_(folder),
      schedules_(make_list("Schedules", 4)),
      switches_(make_list("Switches", 3)),
      deficits_(make_list("Deficits", 2)),
      own_(make_list("Own presets", 1)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 0, 0, 6);
  column->setSpacing(4);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* inside = new QWidget(scroll);
  auto* lists = new QVBoxLayout(inside);
  lists->setContentsMargins(0, 0, 0, 0);
  lists->setSpacing(4);
  add_title(*lists, "Schedules");
  lists->addWidget(schedules_);
  add_title(*lists, "Switches");
  lists->addWidget(switches_);
  add_title(*lists, "Deficits");
  lists->addWidget(deficits_);
  add_title(*lists, "Own presets");
  lists->addWidget(own_);
  lists->addStretch(1);
  scroll->setWidget(inside);
  column->addWidget(scroll, 1);
  column->addWidget(make_own_buttons());
  connect(schedules_, &QListWidget::itemActivated, this,
          [this] { apply(schedule_presets_[schedules_->currentRow()]); });
  connect(switches_, &QListWidget::itemActivated, this,
          [this] { apply(switch_presets()[static_cast<std::size_t>(switches_->currentRow())].preset); });
  connect(deficits_, &QListWidget::itemActivated, this, [this] { apply(deficit_presets_[deficits_->currentRow()]); });
  connect(own_, &QListWidget::itemActivated, this, [this] {
    if (const StoredPreset* stored = chosen()) apply(stored->preset);
  });
  for (QListWidget* list : {schedules_, switches_, deficits_, own_})
    connect(list, &QListWidget::itemClicked, list, &QListWidget::itemActivated);
  const auto refresh_buttons = [this] {
    const bool some = chosen() != nullptr;
    for (QToolButton* button : {rename_, remove_, export_}) button->setEnabled(some);
  };
  connect(own_, &QListWidget::currentRowChanged, this, refresh_buttons);
  fill();
  refresh_buttons();
}

QListWidget* ScheduleGallery::make_list(const QString& name, int rows) {
  auto* list = new QListWidget(this);
  list->setObjectName("gallery");
  list->setViewMode(QListView::IconMode);
  list->setMovement(QListView::Static);
  list->setResizeMode(QListView::Adjust);
  list->setIconSize(picture_size);
  list->setGridSize(cell_size());
  list->setUniformItemSizes(true);
  list->setAccessibleName(name);
  list->setFont(sized_font(-1));
  list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  show_rows(*list, rows);
  return list;
}

void ScheduleGallery::add_title(QVBoxLayout& column, const QString& words) {
  auto* title = new QLabel(words, this);
  title->setObjectName("muted");
  column.addWidget(title);
}

QToolButton* ScheduleGallery::add_button(QHBoxLayout& row, const QString& words, const QString& help) {
  auto* button = new QToolButton(this);
  button->setObjectName("link");
  button->setText(words);
  button->setToolTip(help);
  button->setAccessibleName(help);
  button->setFont(sized_font(-0.5));
  button->setFocusPolicy(Qt::StrongFocus);
  row.addWidget(button);
  return button;
}

QWidget* ScheduleGallery::make_own_buttons() {
  auto* tools = new QWidget(this);
  auto* row = new QHBoxLayout(tools);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(5);
  QToolButton* save = add_button(*row, "Save", "Save the schedule and its deficits under a name");
  rename_ = add_button(*row, "Rename", "Rename the chosen preset");
  remove_ = add_button(*row, "Delete", "Delete the chosen preset; it can be brought back");
  bring_back_ = add_button(*row, "Undo", "Bring the deleted preset back");
  QToolButton* import = add_button(*row, "Import", "Take over a preset from a file");
  export_ = add_button(*row, "Export", "Write the chosen preset to a file");
  row->addStretch(1);
  bring_back_->hide();
  connect(save, &QToolButton::clicked, this, [this] {
    const QString name =
        QInputDialog::getText(this, "Save as a preset", "Name", QLineEdit::Normal, text(model_.spec().name));
    if (!name.trimmed().isEmpty()) save_as(name.trimmed());
  });
  connect(rename_, &QToolButton::clicked, this, [this] {
    const QString name =
        QInputDialog::getText(this, "Rename the preset", "Name", QLineEdit::Normal, text(chosen()->preset.name));
    if (!name.trimmed().isEmpty()) rename_chosen(name.trimmed());
  });
  connect(remove_, &QToolButton::clicked, this, &ScheduleGallery::remove_chosen);
  connect(bring_back_, &QToolButton::clicked, this, &ScheduleGallery::undo_removal);
  connect(import, &QToolButton::clicked, this, [this] {
    const QString file =
        QFileDialog::getOpenFileName(this, "Import a preset", {}, "Presets (*.json *.csv *.tsv);;All files (*)");
    if (!file.isEmpty()) import_file(file.toStdString());
  });
  connect(export_, &QToolButton::clicked, this, [this] {
    const QString file = QFileDialog::getSaveFileName(this, "Export the preset", text(chosen()->preset.name) + ".json",
                                                      "Preset (*.json);;Points for a spreadsheet (*.csv)");
    if (!file.isEmpty()) export_chosen(file.toStdString());
  });
  return tools;
}

void ScheduleGallery::show_preset(QListWidget& list, const Preset& preset, const QString& tip) {
  auto* item =
      new QListWidgetItem(QIcon(preset_picture(preset, picture_size, devicePixelRatioF())), text(preset.name), &list);
  item->setToolTip(tip);
  item->setData(Qt::AccessibleDescriptionRole, tip);
}

void ScheduleGallery::fill() {
  schedule_presets_ = schedule_presets(model_.spec().precision);
  deficit_presets_ = deficit_presets();
  schedules_->clear();
  switches_->clear();
  deficits_->clear();
  for (const Preset& preset : schedule_presets_) show_preset(*schedules_, preset, schedule_tip(preset.name));
  for (const SwitchPreset& one : switch_presets()) show_preset(*switches_, one.preset, text(one.description));
  for (const Preset& preset : deficit_presets_) show_preset(*deficits_, preset, "Deficits: " + text(preset.name));
  fill_own();
}

void ScheduleGallery::fill_own() {
  const std::filesystem::path before = chosen() == nullptr ? std::filesystem::path() : chosen()->file;
  own_presets_ = store_.list();
  own_->clear();
  for (const StoredPreset& stored : own_presets_) {
    show_preset(*own_, stored.preset, text(stored.problem));
    if (stored.file == before) own_->setCurrentRow(own_->count() - 1);
  }
  show_rows(*own_, std::max(1, (own_->count() + pictures_a_row - 1) / pictures_a_row));
}

void ScheduleGallery::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  fill();
}

void ScheduleGallery::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && isVisible()) fill();  // the pictures carry colours
}

const StoredPreset* ScheduleGallery::chosen() const {
  const auto row = own_->currentRow();
  return row < 0 || row >= static_cast<int>(own_presets_.size()) ? nullptr
                                                                 : &own_presets_[static_cast<std::size_t>(row)];
}

void ScheduleGallery::apply(const Preset& preset) {
  if (model_.is_locked()) return;
  const StoredPreset* stored = chosen();
  if (stored != nullptr && stored->preset == preset && !stored->problem.empty())
    return Q_EMIT failed(text(stored->problem));
  ExperimentSpec after = model_.spec();
  if (preset.precision) after.precision = *preset.precision;
  if (preset.deficits) after.deficits = *preset.deficits;
  if (preset.lr_restart) after.training.lr_restart = *preset.lr_restart;
  model_.draft().edit(after, "Use " + text(preset.name));
}

void ScheduleGallery::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {  // a full disk, a damaged file: told, nothing lost
    Q_EMIT failed(error.what());
  }
  fill_own();
}

void ScheduleGallery::save_as(const QString& name) {
  guarded([&] { store_.save({name.toStdString(), model_.spec().precision, model_.spec().deficits}); });
}

void ScheduleGallery::rename_chosen(const QString& name) {
  if (chosen() == nullptr) return;
  guarded([this, &name, file = chosen()->file] { store_.rename(file, name.toStdString()); });
}

void ScheduleGallery::remove_chosen() {
  if (chosen() == nullptr) return;
  guarded([this, file = chosen()->file] { trashed_.push_back(store_.remove(file)); });
  bring_back_->setVisible(!trashed_.empty());
}

void ScheduleGallery::undo_removal() {
  if (trashed_.empty()) return;
  guarded([this] { store_.restore(trashed_.back()); });
  trashed_.pop_back();
  bring_back_->setVisible(!trashed_.empty());
}

void ScheduleGallery::import_file(const std::filesystem::path& file) {
  guarded([this, &file] {
    const std::string content = read_whole_file(file), source = file.filename().string();
    if (file.extension() == ".csv" || file.extension() == ".tsv") {
      PrecisionSpec precision = model_.spec().precision;
      precision.schedule = "curve";
      precision.curve = curve_from_csv(content, source);
      precision.backward_curve = {};
      fit_range(precision);
      store_.save({file.stem().string(), precision});
    } else {
      store_.save(preset_from_json(content, source));
    }
  });
}

void ScheduleGallery::export_chosen(const std::filesystem::path& file) {
  if (chosen() == nullptr) return;
  guarded([&file, preset = chosen()->preset] {
    const bool as_points = file.extension() == ".csv" && preset.precision;
    write_named_file(file, as_points ? curve_to_csv(as_curve(*preset.precision).curve) : preset_to_json(preset));
  });
}

}  // namespace imprint::studio
