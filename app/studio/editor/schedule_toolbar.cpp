// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/schedule_toolbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "core/base/error.h"
#include "core/schedule/precision_schedule.h"

namespace imprint::studio {
namespace {

constexpr CurveSegment segments[] = {CurveSegment::hold,        CurveSegment::linear, CurveSegment::cosine,
                                     CurveSegment::exponential, CurveSegment::rex,    CurveSegment::bezier};

constexpr int most_shown = 9999;  // cycles that the field has room for

QString shape_of(const PrecisionSpec& precision) {
  try {
    switch (named_schedule(precision.schedule).shape) {
      case CycleShape::vertical_reflection: return "vertical";
      case CycleShape::horizontal_reflection: return "horizontal";
      default: return "repeated";
    }
  } catch (const InputError&) {
    return "repeated";
  }
}

/// "1 epochs", not "1.000 epochs".
class ShortNumberBox : public QDoubleSpinBox {
 public:
  using QDoubleSpinBox::QDoubleSpinBox;
  QString textFromValue(double value) const override { return QString::number(value, 'g', 8); }
};

void show_value(QSpinBox& box, int value) {
  const QSignalBlocker quiet(box);
  if (box.value() != value) box.setValue(value);
}

void show_choice(QComboBox& box, const QString& text) {
  const QSignalBlocker quiet(box);
  const int index = box.findText(text);
  if (box.currentIndex() != index) box.setCurrentIndex(index);
}

}  // namespace

ScheduleToolbar::ScheduleToolbar(CurveEditorModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      select_(make_button("select", "Select", "Select and move points (V)")),
      pencil_(make_button("pencil", "Draw", "Draw free-hand; simplified when released (P)")),
      snap_(new QCheckBox("Snap", this)),
      time_step_(new ShortNumberBox(this)),
      bits_step_(new ShortNumberBox(this)),
      segment_(new QComboBox(this)),
      unit_(new QComboBox(this)),
      side_(new SegmentedSwitch("Forward", "Backward", this)),
      schedule_(new QComboBox(this)),
      cycles_(make_spin("Cycles", 1, 1'000'000)),
      shape_(new QComboBox(this)),
      low_(make_spin("Lowest bits", 1, 32)),
      high_(make_spin("Highest bits", 1, 32)),
      as_curve_(make_button("curve", "As a curve", "Turn the named schedule into points to drag")),
      as_stairs_(
          make_button("stairs", "As stairs", "Turn what training really does into points, one a change of bits")) {
  setObjectName("topBar");
  setAttribute(Qt::WA_StyledBackground);
  fill_choices();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 6, 12, 6);
  column->setSpacing(6);
  column->addWidget(make_numbers());
  column->addWidget(make_tools());
  connect(&model_, &CurveEditorModel::changed, this, &ScheduleToolbar::refresh);
  connect(&model_, &CurveEditorModel::options_changed, this, &ScheduleToolbar::refresh_options);
  connect(&model_, &CurveEditorModel::selection_changed, this, &ScheduleToolbar::refresh);
  refresh_options();
}

QToolButton* ScheduleToolbar::make_button(const QString& icon, const QString& name, const QString& help) {
  auto* button = new QToolButton(this);
  button->setObjectName("flat");
  button->setIcon(themed_icon(icon));
  button->setText(name);
  button->setAccessibleName(name);
  button->setToolTip(help);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

QSpinBox* ScheduleToolbar::make_spin(const QString& name, int low, int high) {
  auto* box = new QSpinBox(this);
  box->setRange(low, high);
  box->setButtonSymbols(QAbstractSpinBox::NoButtons);
  box->setAccessibleName(name);
  box->setFixedWidth(text_width(font(), QString::number(std::min(high, most_shown))) + field_room);
  box->setKeyboardTracking(false);
  return box;
}

void ScheduleToolbar::add_label(QHBoxLayout& row, const QString& text) {
  auto* label = new QLabel(text, this);
  label->setObjectName("muted");
  row.addWidget(label);
}

void ScheduleToolbar::fill_choices() {
  for (const NamedSchedule& named : named_schedules()) {
    schedule_->addItem(QString::fromStdString(named.name));
    schedule_->setItemData(schedule_->count() - 1, QString::fromStdString(named.description), Qt::ToolTipRole);
  }
  for (const CurveSegment segment : segments) segment_->addItem(QString::fromStdString(segment_name(segment)));
  segment_->setToolTip("How the curve leads on from the selected points, or from all (1 to 6)");
  shape_->addItems({"repeated", "vertical", "horizontal"});
  shape_->setToolTip("Whether every other cycle is reflected");
  unit_->addItems({"Progress", "Epochs", "Iterations"});
  unit_->setToolTip("What the axis of time counts");
  schedule_->setAccessibleName("Schedule");
  segment_->setAccessibleName("Segment type");
  shape_->setAccessibleName("Reflection");
  unit_->setAccessibleName("Unit of time");
  side_->setToolTip("Which curve is edited: of weights and activations, or of gradients");
  connect(schedule_, &QComboBox::textActivated, this, &ScheduleToolbar::choose_schedule);
  connect(segment_, &QComboBox::activated, this, [this](int index) { model_.set_segment(segments[index]); });
  connect(shape_, &QComboBox::textActivated, this, [this](const QString& shape) { model_.set_shape(shape); });
  connect(unit_, &QComboBox::activated, this, [this](int index) { model_.set_unit(static_cast<AxisUnit>(index)); });
  connect(side_, &SegmentedSwitch::changed, this,
          [this](int index) { model_.set_side(static_cast<CurveSide>(index)); });
}

void ScheduleToolbar::choose_schedule(const QString& name) {
  if (!model_.is_locked()) model_.draft().set_text("precision.schedule", name);
  refresh();
}

QWidget* ScheduleToolbar::make_numbers() {
  auto* tools = new QWidget(this);
  auto* row = new QHBoxLayout(tools);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  add_label(*row, "Schedule");
  row->addWidget(schedule_);
  add_label(*row, "Cycles");
  row->addWidget(cycles_);
  row->addWidget(shape_);
  row->addSpacing(grid_unit);
  add_label(*row, "Bits");
  row->addWidget(low_);
  add_label(*row, "to");
  row->addWidget(high_);
  row->addSpacing(grid_unit);
  row->addWidget(as_curve_);
  row->addWidget(as_stairs_);
  row->addStretch(1);
  row->addWidget(side_);
  connect(cycles_, &QSpinBox::valueChanged, this, [this](int cycles) { model_.set_cycles(cycles); });
  const auto set_range = [this] { model_.set_range(std::min(low_->value(), high_->value()), high_->value()); };
  connect(low_, &QSpinBox::valueChanged, this, set_range);
  connect(high_, &QSpinBox::valueChanged, this, set_range);
  connect(as_curve_, &QToolButton::clicked, &model_, &CurveEditorModel::edit_as_curve);
  connect(as_stairs_, &QToolButton::clicked, &model_, &CurveEditorModel::into_stairs);
  return tools;
}

void ScheduleToolbar::add_undo(QHBoxLayout& row) {
  struct Way {
    const char* icon;
    const char* name;
    QAction* (QUndoStack::*make)(QObject*, const QString&) const;
  };
  for (const Way& way :
       {Way{"undo", "Undo", &QUndoStack::createUndoAction}, {"redo", "Redo", &QUndoStack::createRedoAction}}) {
    QAction* action = (model_.draft().undo_stack().*way.make)(this, way.name);
    action->setIcon(themed_icon(way.icon));
    auto* button = make_button(way.icon, way.name, {});
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    connect(&model_, &CurveEditorModel::options_changed, button,
            [this, button] { button->setVisible(!model_.is_locked()); });
    row.addWidget(button);
  }
}

QWidget* ScheduleToolbar::make_tools() {
  auto* tools = new QWidget(this);
  auto* row = new QHBoxLayout(tools);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  for (QToolButton* tool : {select_, pencil_}) {
    tool->setCheckable(true);
    row->addWidget(tool);
  }
  connect(select_, &QToolButton::clicked, this, [this] { model_.set_tool(EditTool::select), refresh_options(); });
  connect(pencil_, &QToolButton::clicked, this, [this] { model_.set_tool(EditTool::pencil), refresh_options(); });
  row->addSpacing(grid_unit);
  add_label(*row, "Segment");
  row->addWidget(segment_);
  row->addSpacing(grid_unit);
  row->addWidget(snap_);
  for (QDoubleSpinBox* box : {time_step_, bits_step_}) {
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setKeyboardTracking(false);
    box->setDecimals(3);
    box->setRange(0.001, 1e9);
    row->addWidget(box);
  }
  time_step_->setFixedWidth(text_width(font(), QStringList{"0.125 of the run", "1000 iterations"}) + field_room);
  bits_step_->setFixedWidth(text_width(font(), QString("0.25 bits")) + field_room);
  bits_step_->setDecimals(2);
  bits_step_->setRange(0.05, 16);
  snap_->setToolTip("Points and deficits snap to this grid; Alt suspends it");
  time_step_->setAccessibleName("Grid along time");
  bits_step_->setAccessibleName("Grid of bits");
  row->addStretch(1);
  add_undo(*row);
  auto* fit = make_button("fit", "Show everything", "Show everything (Home, or double-click beside the curve)");
  fit->setToolButtonStyle(Qt::ToolButtonIconOnly);
  row->addWidget(fit);
  row->addWidget(unit_);
  tools_row_ = row;
  connect(fit, &QToolButton::clicked, this, &ScheduleToolbar::fit_requested);
  const auto set_grid = [this] {
    SnapGrid grid = model_.grid();
    grid.on = snap_->isChecked();
    grid.time[static_cast<int>(model_.unit())] = time_step_->value();
    grid.bits = bits_step_->value();
    model_.set_grid(grid);
  };
  connect(snap_, &QCheckBox::toggled, this, set_grid);
  connect(time_step_, &QDoubleSpinBox::valueChanged, this, set_grid);
  connect(bits_step_, &QDoubleSpinBox::valueChanged, this, set_grid);
  return tools;
}

/// Where the font leaves no room for words the buttons have their signs alone.
void ScheduleToolbar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const auto dress = [this](Qt::ToolButtonStyle style) {
    for (QToolButton* button : {select_, pencil_, as_curve_, as_stairs_}) button->setToolButtonStyle(style);
  };
  dress(Qt::ToolButtonTextBesideIcon);
  if (layout()->sizeHint().width() > width()) dress(Qt::ToolButtonIconOnly);
}

void ScheduleToolbar::add_tool(QWidget* tool) { tools_row_->insertWidget(tools_row_->indexOf(unit_), tool); }

void ScheduleToolbar::refresh() {
  if (model_.is_dragging()) return;  // at its end all is shown; a layout at every move would cost frames
  const PrecisionSpec& precision = model_.spec().precision;
  const bool drawn = model_.is_drawn(), is_static = precision.schedule == "static", free = !model_.is_locked();
  const PrecisionCurve& curve = model_.curve_of(model_.side());
  show_choice(*schedule_, QString::fromStdString(precision.schedule));
  show_value(*cycles_, drawn ? curve.cycles : precision.cycles);
  show_choice(*shape_, drawn ? QString::fromStdString(curve.shape) : shape_of(precision));
  show_value(*low_, precision.min_bits);
  show_value(*high_, precision.max_bits);
  cycles_->setEnabled(free && !is_static);
  shape_->setEnabled(free && drawn);
  low_->setEnabled(free && !is_static);
  for (QWidget* widget :
       {static_cast<QWidget*>(high_), static_cast<QWidget*>(schedule_), static_cast<QWidget*>(segment_)})
    widget->setEnabled(free);
  as_curve_->setEnabled(free && !drawn);
  as_stairs_->setEnabled(free && model_.problem().isEmpty());
  const auto current = model_.current();
  if (current && *current < model_.points().size())
    show_choice(*segment_, QString::fromStdString(segment_name(model_.points()[*current].segment)));
}

void ScheduleToolbar::refresh_options() {
  const QSignalBlocker quiet_snap(snap_), quiet_time(time_step_), quiet_bits(bits_step_);
  select_->setChecked(model_.tool() == EditTool::select);
  pencil_->setChecked(model_.tool() == EditTool::pencil);
  snap_->setChecked(model_.grid().on);
  const bool steps = model_.unit() == AxisUnit::step;
  time_step_->setDecimals(steps ? 0 : 3);
  const double time = model_.grid().time[static_cast<int>(model_.unit())];
  const QString many = time == 1 ? "" : "s";
  time_step_->setSuffix(model_.unit() == AxisUnit::epoch ? " epoch" + many
                        : steps                          ? " iteration" + many
                                                         : " of the run");
  time_step_->setValue(time);
  bits_step_->setSuffix(model_.grid().bits == 1 ? " bit" : " bits");
  bits_step_->setValue(model_.grid().bits);
  unit_->setCurrentIndex(static_cast<int>(model_.unit()));
  side_->choose(static_cast<int>(model_.side()));
  refresh();
}

}  // namespace imprint::studio
