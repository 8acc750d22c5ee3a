// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/chart_card.h"

#include <QActionGroup>
#include <QMenu>
#include <QVBoxLayout>
#include <utility>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {
namespace {

struct NamedScale {
  ScaleKind kind;
  const char* name;
  const char* help;
};

constexpr NamedScale scales[] = {
    {ScaleKind::linear, "Linear", "Equal distances for equal differences"},
    {ScaleKind::logarithmic, "Log", "Equal distances for equal ratios; values at or below 0 are marked, not drawn (L)"},
    {ScaleKind::symmetric_log, "Symlog", "Logarithmic on both sides of 0, linear around it (Shift+L)"}};

constexpr int header_height = 32;
constexpr int narrow_spacing = 1;

WholeLabel* muted_label(QWidget* parent) {
  auto* label = new WholeLabel(parent);
  label->setObjectName("muted");
  label->setFont(sized_font(-0.5));
  return label;
}

}  // namespace

ChartCard::ChartCard(const QString& title, const QString& help, ChartLink& link, QWidget* parent)
    : QFrame(parent),
      title_(new QLabel(title, this)),
      readout_(muted_label(this)),
      dropped_(muted_label(this)),
      chart_(new LiveChart(link, this)),
      scale_button_(make_scale_button()),
      header_(new QHBoxLayout) {
  setObjectName("card");
  title_->setObjectName("cardTitle");
  title_->setFont(sized_font(0, QFont::DemiBold));
  readout_->setTextFormat(Qt::RichText);
  readout_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  readout_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  dropped_->setObjectName("problem");
  dropped_->hide();
  header_->setContentsMargins(12, 4, 6, 0);
  header_->setSpacing(grid_unit);
  header_->addStrut(header_height);  // all cards alike, whatever stands in them
  for (QWidget* widget : std::initializer_list<QWidget*>{title_, dropped_}) header_->addWidget(widget);
  header_->addWidget(readout_, 1);
  header_->addWidget(scale_button_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 1, 1, 3);
  column->setSpacing(0);
  column->addLayout(header_);
  column->addWidget(chart_, 1);
  chart_->setAccessibleName(title);
  set_help(help);
  connect(chart_, &LiveChart::refreshed, this, &ChartCard::show_scale);
  show_scale();
}

QToolButton* ChartCard::make_scale_button() {
  auto* button = new QToolButton(this);
  button->setObjectName("flat");
  button->setFont(sized_font(-0.5));
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  auto* group = new QActionGroup(menu);
  for (const NamedScale& scale : scales) {
    QAction* action = menu->addAction(scale.name);
    action->setToolTip(scale.help);
    action->setCheckable(true);
    action->setData(static_cast<int>(scale.kind));
    group->addAction(action);
    connect(action, &QAction::triggered, chart_, [this, kind = scale.kind] { chart_->set_y_scale(kind); });
  }
  menu->setToolTipsVisible(true);
  button->setMenu(menu);
  button->setToolTip("Scale of the heights (L, Shift+L)");
  return button;
}

void ChartCard::show_scale() {
  for (QAction* action : scale_button_->menu()->actions()) {
    const bool chosen = action->data().toInt() == static_cast<int>(chart_->y_scale());
    action->setChecked(chosen);
    if (!chosen) continue;
    scale_button_->setText(action->text());
    scale_button_->setAccessibleName("Scale: " + action->text());
  }
  const int dropped = chart_->dropped_values();
  dropped_->setVisible(dropped > 0);
  if (dropped == 0) return;
  const bool logarithmic = chart_->y_scale() == ScaleKind::logarithmic;
  dropped_->setText(QString::number(dropped) + (logarithmic ? " ≤ 0 not shown" : " not finite"));
  dropped_->setToolTip("Triangles at the bottom mark where.");
}

void ChartCard::add_to_header(QWidget* widget) {
  title_->hide();
  header_->insertWidget(0, widget);
}

void ChartCard::set_help(const QString& help) {
  if (title_->toolTip() == help) return;  // told anew, it would vanish from beneath the mouse
  title_->setToolTip(help);
  chart_->setAccessibleDescription(help);
}

void ChartCard::set_title(const QString& title) {
  title_->setText(title);
  chart_->setAccessibleName(title);
}

void ChartCard::show_title(bool shown) { title_->setVisible(shown); }

void ChartCard::set_readout(const QString& rich_text) { readout_->set_text(rich_text); }

void ChartCard::offer_menu(const QString& help, std::function<void(QMenu&)> fill) {
  auto* button = new QToolButton(this);
  button->setObjectName("flat");
  button->setIcon(themed_icon("chevron"));
  button->setIconSize(QSize(12, 12));
  button->setPopupMode(QToolButton::InstantPopup);
  button->setToolTip(help);
  button->setAccessibleName(help);
  auto* menu = new QMenu(button);
  button->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [menu, fill = std::move(fill)] {
    menu->clear();
    fill(*menu);
  });
  menu_button_ = button;
  header_->insertWidget(header_->indexOf(dropped_), button);
}

void ChartCard::offer_export(const ExportMenu& fill, FigureMaker make) {
  QToolButton* button = make_export_button(title_->text(), fill, std::move(make), this);
  header_->addWidget(button);
  chart_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(chart_, &QWidget::customContextMenuRequested, button,
          [this, button](const QPoint& at) { button->menu()->popup(chart_->mapToGlobal(at)); });
}

/// A narrow card gives up the room between its tools before any of them is cut.
void ChartCard::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  header_->setSpacing(grid_unit);
  if (layout()->minimumSize().width() > width()) header_->setSpacing(narrow_spacing);
}

void ChartCard::offer_scales(bool offer) { scale_button_->setVisible(offer); }

}  // namespace imprint::studio
