// SPDX-License-Identifier: GPL-3.0-or-later
// A chart with its title, its latest values and its scale button.
#pragma once

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <functional>

#include "app/studio/charts/export_button.h"
#include "app/studio/charts/live_chart.h"
#include "app/studio/widgets/elided_label.h"

class QMenu;

namespace imprint::studio {

class ChartCard : public QFrame {
  Q_OBJECT

 public:
  /// `help` is the title's tool tip.
  ChartCard(const QString& title, const QString& help, ChartLink& link, QWidget* parent = nullptr);

  LiveChart& chart() { return *chart_; }
  /// A menu beside the title, filled anew whenever it opens; `help` is its tool tip.
  void offer_menu(const QString& help, std::function<void(QMenu&)> fill);
  /// Puts a widget beside the title.
  void add_to_header(QWidget* widget);
  /// At the right of the header, and beneath the right mouse button.
  void offer_export(const ExportMenu& fill, FigureMaker make);
  void set_title(const QString& title);
  /// The title's tool tip.
  void set_help(const QString& help);
  QString help() const { return title_->toolTip(); }
  QString title() const { return title_->text(); }
  /// A widget beside it may stand for the title.
  void show_title(bool shown);
  /// Rich text at the right of the header.
  void set_readout(const QString& rich_text);
  /// Which scales the button offers; none hides it.
  void offer_scales(bool offer);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* make_scale_button();
  void show_scale();

  QLabel* title_;
  WholeLabel* readout_;
  QLabel* dropped_;
  LiveChart* chart_;
  QToolButton* scale_button_;
  QToolButton* menu_button_ = nullptr;
  QHBoxLayout* header_;
};

}  // namespace imprint::studio
