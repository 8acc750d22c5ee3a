// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/control_rows.h"

#include <QGridLayout>
#include <QLabel>
#include <QStyle>
#include <algorithm>
#include <cmath>

#include "app/studio/sweep/design/value_list.h"
#include "app/studio/sweep/design/window_grid.h"
#include "app/studio/theme/theme.h"
#include "app/studio/widgets/calm_combo_box.h"
#include "app/studio/widgets/typing.h"
#include "core/base/text.h"
#include "core/results/interval_kind.h"

namespace imprint::studio {
namespace {

QString text_of(double value) { return QString::fromStdString(plain_text(value)); }

void check_quietly(QCheckBox* box, bool on) {
  const QSignalBlocker quiet(box);
  box->setChecked(on);
}

void choose_quietly(SegmentedSwitch* choice, int index) {
  const QSignalBlocker quiet(choice);
  choice->choose(index);
}

int place_of(const std::string& name, const std::vector<std::string>& names) {
  return static_cast<int>(std::ranges::find(names, name) - names.begin());
}

QComboBox* interval_box(QWidget* parent) {
  auto* box = new CalmComboBox(parent);
  for (const std::string& name : mean_interval_names())
    box->addItem(QString::fromStdString(interval_words(mean_interval_kind_from(name))));
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  return box;
}

void show_text(QLineEdit* line, const QString& text) {
  if (!line->hasFocus() && line->text() != text) line->setText(text);
}

}  // namespace

ControlRows::ControlRows(SweepDraft& draft, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      grid_(new QGridLayout(this)),
      budget_(new SegmentedSwitch("Equal total", "Equal clean", this)),
      clock_(new SegmentedSwitch("Running", "Frozen", this)),
      restart_(new QCheckBox("Restart the rate at recovery", this)),
      no_decay_(new QCheckBox("No weight decay", this)),
      late_(new QCheckBox("Late control at", this)),
      late_onset_(new QLineEdit(this)),
      margin_(new QLineEdit(this)),
      processes_(new QLineEdit(this)),
      order_(new SegmentedSwitch("Planned", "Random", this)),
      interval_(interval_box(this)),
      last_decay_(TrainingSpec().weight_decay) {
  for (QLineEdit* line : {late_onset_, margin_, processes_}) Typing::now().watch(line);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(grid_unit);
  grid_->setVerticalSpacing(6);
  add_row("Budget", budget_,
          "Equal total: all runs are as long. Equal clean: all runs have as many steps without a deficit.");
  add_row("Rate clock", clock_, "Whether the learning rate goes on falling during a deficit, or stands still");
  grid_->addWidget(restart_, grid_->rowCount(), 0, 1, 2);
  grid_->addWidget(no_decay_, grid_->rowCount(), 0, 1, 2);
  const int row = grid_->rowCount();
  grid_->addWidget(late_, row, 0);
  grid_->addWidget(late_onset_, row, 1);
  restart_->setToolTip("The learning rate begins anew at the end of each deficit: said to close most of the gap");
  no_decay_->setToolTip("Sets training.weight_decay to 0");
  late_->setToolTip("Beside every window one of the same length that begins here: tells when from how long");
  late_onset_->setAccessibleName("Onset of the late control");
  add_row("Recovered within", margin_,
          "A run has recovered when it stays within so much of its baseline, in units of the metric");
  add_row("Processes", processes_, "Runs at a time; 0 = as many as the machine has cores for");
  add_row("Order", order_,
          "Planned: the longest way first. Random: a fair sample of the grid, whenever the sweep is stopped");
  add_row("Intervals", interval_,
          "Of the report. Student t: exact for normal values, from 2 seeds. The bootstraps, studentised from 5 seeds "
          "and BCa from 3: for skewed ones");
  connect_editors();
  refresh();
}

void ControlRows::connect_editors() {
  connect(budget_, &SegmentedSwitch::changed, this,
          [this](int i) { set_base("training.budget", i == 0 ? "total" : "clean"); });
  connect(clock_, &SegmentedSwitch::changed, this,
          [this](int i) { set_base("training.lr_clock", i == 0 ? "running" : "frozen"); });
  connect(restart_, &QCheckBox::toggled, this,
          [this](bool on) { set_base("training.lr_restart", on ? "true" : "false"); });
  connect(no_decay_, &QCheckBox::toggled, this,
          [this](bool on) { set_base("training.weight_decay", on ? "0" : text_of(last_decay_)); });
  connect(late_, &QCheckBox::toggled, this, &ControlRows::set_late);
  connect(late_onset_, &QLineEdit::textEdited, this,
          [this] { take_number(late_onset_, &SweepSettings::late_onset, "Set the late control"); });
  connect(margin_, &QLineEdit::textEdited, this,
          [this] { take_number(margin_, &SweepSettings::margin, "Set the margin of recovery"); });
  connect(processes_, &QLineEdit::textEdited, this, &ControlRows::take_processes);
  connect(order_, &SegmentedSwitch::changed, this,
          [this](int i) { take_choice(sweep_order_names(), i, &SweepSettings::order, "Set the order of the runs"); });
  connect(interval_, &QComboBox::currentIndexChanged, this, [this](int i) {
    take_choice(mean_interval_names(), i, &SweepSettings::interval, "Set the kind of intervals");
  });
  for (QLineEdit* line : {late_onset_, margin_, processes_})
    connect(line, &QLineEdit::editingFinished, this, &ControlRows::refresh);
  connect(&draft_, &SweepDraft::changed, this, &ControlRows::refresh);
}

void ControlRows::add_row(const QString& label, QWidget* editor, const QString& help) {
  auto* name = new QLabel(label, this);
  name->setToolTip(help);
  name->setMinimumWidth(text_width(font(), QStringList{"Recovered within", "Late control at"}) + field_room);
  editor->setToolTip(help);
  editor->setAccessibleName(label);
  const int row = grid_->rowCount();
  grid_->addWidget(name, row, 0);
  grid_->addWidget(editor, row, 1, qobject_cast<SegmentedSwitch*>(editor) != nullptr ? Qt::AlignLeft : Qt::Alignment());
  grid_->setColumnStretch(1, 1);
}

void ControlRows::set_base(const char* key, const QString& text) { draft_.base().set_text(key, text); }

void ControlRows::mark(QLineEdit* line, bool wrong) {
  if (line->property("wrong").toBool() == wrong) return;
  line->setProperty("wrong", wrong);
  line->style()->unpolish(line);
  line->style()->polish(line);
}

void ControlRows::set_late(bool wanted) {
  SweepSettings after = draft_.settings();
  const ExperimentSpec& base = draft_.base().spec();
  const std::string unit = base.deficits.empty() ? "epoch" : base.deficits.front().unit;
  const double half = budget_in_unit(base, unit) / 2;
  after.late_onset = wanted ? (unit == "fraction" ? half : std::floor(half)) : -1;
  draft_.edit(after, wanted ? "Add a late control" : "Remove the late control");
}

void ControlRows::take_number(QLineEdit* line, double SweepSettings::*member, const QString& action) {
  const double number = number_or_nan(line->text().trimmed().toStdString());
  const bool right = std::isfinite(number) && number >= 0;
  mark(line, !right);
  if (!right) return;
  SweepSettings after = draft_.settings();
  after.*member = number;
  draft_.edit(after, action, action);
}

void ControlRows::take_processes(const QString& text) {
  bool is_number = false;
  const int processes = text.trimmed().toInt(&is_number);
  const bool right = is_number && processes >= 0 && processes <= 1024;
  mark(processes_, !right);
  if (!right) return;
  SweepSettings after = draft_.settings();
  after.processes = processes;
  draft_.edit(after, "Set the processes", "processes");
}

void ControlRows::take_choice(const std::vector<std::string>& names, int index, std::string SweepSettings::*member,
                              const QString& action) {
  SweepSettings after = draft_.settings();
  after.*member = names[static_cast<std::size_t>(index)];
  draft_.edit(after, action);
}

void ControlRows::refresh() {
  const TrainingSpec& training = draft_.base().spec().training;
  if (training.weight_decay > 0) last_decay_ = training.weight_decay;
  choose_quietly(budget_, training.budget == "clean" ? 1 : 0);
  choose_quietly(clock_, training.lr_clock == "frozen" ? 1 : 0);
  check_quietly(restart_, training.lr_restart);
  check_quietly(no_decay_, training.weight_decay == 0);
  const SweepSettings& settings = draft_.settings();
  check_quietly(late_, settings.late_onset >= 0);
  late_onset_->setEnabled(settings.late_onset >= 0);
  show_text(late_onset_, settings.late_onset >= 0 ? text_of(settings.late_onset) : QString());
  show_text(margin_, text_of(settings.margin));
  show_text(processes_, QString::number(settings.processes));
  choose_quietly(order_, place_of(settings.order, sweep_order_names()));
  const QSignalBlocker quiet(interval_);
  interval_->setCurrentIndex(place_of(settings.interval, mean_interval_names()));
  for (QLineEdit* line : {late_onset_, margin_, processes_})
    if (!line->hasFocus()) mark(line, false);
}

}  // namespace imprint::studio
