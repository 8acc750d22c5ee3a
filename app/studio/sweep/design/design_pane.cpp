// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/design_pane.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

#include "app/studio/sweep/sweep_words.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

constexpr int problem_lines = 2;
constexpr const char* offered_axes[] = {"onset", "length", "bits", "kind", "schedule", "model", "seed"};

QLabel* words_label(QWidget* parent, const char* name) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setFont(sized_font(-0.5));
  return label;
}

int short_label_width() { return text_width(sized_font(0), QString("Protocol")) + grid_unit; }

QToolButton* link_button(const QString& icon, const QString& text, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName("link");
  button->setFont(sized_font(-0.5));
  button->setIcon(themed_icon(icon));
  button->setText(text);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

DesignPane::DesignPane(SweepDraft& draft, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      open_(new QAction(themed_icon("open"), "Open…", this)),
      save_(new QAction(themed_icon("save"), "Save…", this)),
      copy_(new QAction(themed_icon("copy"), "Copy command", this)),
      scroll_(new FormScroll(this)),
      fields_(new QWidget(this)),
      name_(new FieldRow(draft.base(), "name", fields_, short_label_width())),
      protocol_(new QComboBox(fields_)),
      protocol_words_(words_label(fields_, "muted")),
      scale_row_(new QWidget(fields_)),
      scale_(new QLineEdit(scale_row_)),
      base_(words_label(fields_, "muted")),
      go_(link_button("show", "edit it", fields_)),
      windows_(new WindowStrip(draft, fields_)),
      add_(link_button("add", "add", fields_)),
      axis_column_(new QVBoxLayout),
      controls_(new ControlRows(draft, fields_)),
      problems_(new ElidedLabel(this, problem_lines)) {
  setObjectName("formPane");
  setAttribute(Qt::WA_StyledBackground);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
  problems_->setObjectName("problem");
  problems_->setFont(sized_font(-0.5));
  open_->setToolTip("Open a sweep's TOML file");
  save_->setToolTip("Save the sweep as a TOML file for imprint sweep");
  copy_->setToolTip("Copy the command line that runs this sweep");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 1, 0);
  column->setSpacing(0);
  column->addWidget(make_header());
  make_fields();
  scroll_->setWidget(fields_);
  column->addWidget(scroll_, 1);
  auto* footer = new QWidget(this);
  footer->setObjectName("formFooter");
  footer->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(footer);
  row->setContentsMargins(16, 6, 12, 6);
  row->addWidget(problems_, 1);
  column->addWidget(footer);
  connect(&draft_, &SweepDraft::structure_changed, this, &DesignPane::rebuild_axes);
  connect(&draft_, &SweepDraft::changed, this, &DesignPane::refresh);
  rebuild_axes();
  refresh();
}

QWidget* DesignPane::make_header() {
  auto* header = new QWidget(this);
  header->setObjectName("formHeader");
  header->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(12, 8, 12, 8);
  row->setSpacing(4);
  for (QAction* action : {open_, save_, copy_}) {
    auto* button = new QToolButton(header);
    button->setObjectName("flat");
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
  }
  row->addStretch(1);
  return header;
}

QWidget* DesignPane::titled(const QString& title, QWidget* beside) {
  auto* line = new QWidget(fields_);
  auto* row = new QHBoxLayout(line);
  row->setContentsMargins(0, 8, 0, 0);
  auto* label = new QLabel(title, line);
  label->setObjectName("sectionTitle");
  label->setFont(sized_font(0.5, QFont::DemiBold));
  row->addWidget(label, 1);
  if (beside != nullptr) row->addWidget(beside);
  return line;
}

QWidget* DesignPane::make_fields() {
  auto* column = new QVBoxLayout(fields_);
  column->setContentsMargins(16, 10, 14, 16);
  column->setSpacing(6);
  column->addWidget(name_);
  make_protocol();
  auto* protocol = new QHBoxLayout;
  auto* label = new QLabel("Protocol", fields_);
  label->setFixedWidth(short_label_width());
  label->setBuddy(protocol_);
  protocol->addWidget(label);
  protocol->addWidget(protocol_, 1);
  protocol->setSpacing(grid_unit);
  column->addLayout(protocol);
  column->addWidget(protocol_words_);
  make_scale();
  column->addWidget(scale_row_);
  column->addWidget(titled("Base: the experiment form", go_));
  column->addWidget(base_);
  column->addWidget(titled("Deficit windows"));
  column->addWidget(windows_);
  make_add_menu();
  column->addWidget(titled("Axes", add_));
  axis_column_->setSpacing(10);
  column->addLayout(axis_column_);
  column->addWidget(titled("Controls"));
  column->addWidget(controls_);
  column->addStretch(1);
  go_->setToolTip("Go to the Experiment page, whose form is the base of this sweep");
  go_->setAccessibleName("Go to the Experiment page");
  connect(go_, &QToolButton::clicked, this, &DesignPane::experiment_wanted);
  return fields_;
}

void DesignPane::make_protocol() {
  for (const SweepProtocol& protocol : sweep_protocols()) protocol_->addItem(QString::fromStdString(protocol.name));
  for (int i = 0; i < protocol_->count(); ++i)
    protocol_->setItemData(i, QString::fromStdString(sweep_protocols()[static_cast<std::size_t>(i)].description),
                           Qt::ToolTipRole);
  protocol_->setFocusPolicy(Qt::StrongFocus);
  protocol_->setAccessibleName("Protocol");
  protocol_->setToolTip(
      "A protocol of the literature puts its deficit and its controls into the experiment form, and its "
      "axes below. Undo takes it back.");
  connect(protocol_, &QComboBox::textActivated, this,
          [this](const QString& name) { draft_.use_protocol(name.toStdString()); });
}

void DesignPane::make_scale() {
  auto* row = new QHBoxLayout(scale_row_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(grid_unit);
  auto* label = new QLabel("Scale", scale_row_);
  label->setFixedWidth(short_label_width());
  label->setBuddy(scale_);
  row->addWidget(label);
  row->addWidget(scale_, 1);
  scale_->setObjectName("sweep.scale");
  scale_->setAccessibleName("Scale of the protocol's epochs");
  scale_->setToolTip(
      "Factor of the protocol's epochs and of its deficits' lengths, which are put into the form and the axes anew.");
  connect(scale_, &QLineEdit::editingFinished, this, &DesignPane::take_scale);
}

void DesignPane::take_scale() {
  bool is_number = false;
  const double scale = scale_->text().toDouble(&is_number);
  const SweepSettings& now = draft_.settings();
  if (is_number && scale >= 0.001 && scale <= 100 && scale != now.scale) draft_.use_protocol(now.protocol, scale);
  refresh();
}

void DesignPane::make_add_menu() {
  auto* menu = new QMenu(add_);
  for (const char* name : offered_axes)
    connect(menu->addAction(name), &QAction::triggered, this, [this, name] { draft_.add_axis(name); });
  menu->addSeparator();
  connect(menu->addAction("Another field…"), &QAction::triggered, this, [this] {
    draft_.add_axis("");
    if (!rows_.empty()) rows_.back()->field().setFocus();
  });
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    for (QAction* action : menu->actions())
      action->setEnabled(action->text().isEmpty() || draft_.axis_of(sweep_key(action->text().toStdString())) < 0);
  });
  add_->setMenu(menu);
  add_->setPopupMode(QToolButton::InstantPopup);
  add_->setToolTip("Add an axis");
  add_->setAccessibleName("Add an axis");
}

void DesignPane::rebuild_axes() {
  for (AxisRow* row : rows_) delete row;
  rows_.clear();
  QWidget* before = add_;
  for (int i = 0; i < static_cast<int>(draft_.settings().axes.size()); ++i) {
    rows_.push_back(new AxisRow(draft_, i, fields_));
    axis_column_->addWidget(rows_.back());
    for (QWidget* widget :
         {static_cast<QWidget*>(&rows_.back()->field()), static_cast<QWidget*>(&rows_.back()->values()),
          static_cast<QWidget*>(&rows_.back()->remove_button())}) {
      setTabOrder(before, widget);
      before = widget;
    }
  }
}

void DesignPane::refresh() {
  name_->refresh();
  const QSignalBlocker quiet(protocol_);
  protocol_->setCurrentIndex(protocol_->findText(QString::fromStdString(draft_.settings().protocol)));
  if (const int index = protocol_->currentIndex(); index >= 0)
    protocol_words_->setText(QString::fromStdString(sweep_protocols()[static_cast<std::size_t>(index)].description));
  scale_row_->setVisible(sweep_protocol(draft_.settings().protocol).counts_epochs);
  if (!scale_->hasFocus()) scale_->setText(QString::fromStdString(shortest_text(draft_.settings().scale)));
  base_->setText(base_words(draft_.base().spec()));
  for (AxisRow* row : rows_) row->refresh();
  refresh_problems();
}

void DesignPane::set_plan_problem(const QString& problem) {
  plan_problem_ = problem;
  refresh_problems();
}

void DesignPane::refresh_problems() {
  QStringList all;
  for (int i = 0; i < static_cast<int>(rows_.size()); ++i)
    if (const QString problem = draft_.axis_problem(i); !problem.isEmpty()) all << "⚠ " + problem;
  for (const QString& problem : draft_.other_problems()) all << "⚠ " + problem;
  if (draft_.is_valid() && !plan_problem_.isEmpty()) all << "⚠ " + plan_problem_;
  problems_->set_text(all.join('\n'));  // its room is always there: nothing moves when it comes
}

QSize DesignPane::sizeHint() const { return {minimumSizeHint().width(), QWidget::sizeHint().height()}; }

void DesignPane::set_locked(bool locked) {
  fields_->setEnabled(!locked);
  open_->setEnabled(!locked);
  windows_->set_locked(locked);
  fields_->setToolTip(locked ? "The grid can be changed when the run has ended." : "");
}

}  // namespace imprint::studio
