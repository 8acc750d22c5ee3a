// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/curves_view.h"

#include <QEvent>
#include <QFrame>
#include <QVBoxLayout>

#include "app/studio/sweep/design/value_list.h"
#include "app/studio/sweep/results/report_view.h"
#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"
#include "core/results/metric_info.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {
namespace {

constexpr std::size_t most_bands = 4;  // more of them hide each other
constexpr std::size_t most_x_marks = 12;

std::vector<BandPoint> scaled(std::vector<BandPoint> points, double factor, double x_factor = 1) {
  for (BandPoint& point : points) {
    point.x *= x_factor;
    point.mean *= factor;
    if (!point.interval) continue;
    point.interval->low *= factor;
    point.interval->high *= factor;
  }
  return points;
}

QString name_of(const std::string& key, const std::string& value) {
  return QString::fromStdString(key.empty() ? std::string("damage") : short_sweep_key(key) + " " + value);
}

/// "N = 6", "N = 3 to 6".
QString counts_of(const std::vector<BandLine>& lines) {
  int least = 0, most = 0;
  for (const BandLine& line : lines)
    for (const BandPoint& point : line.points) {
      least = least == 0 ? point.count : std::min(least, point.count);
      most = std::max(most, point.count);
    }
  if (most == 0) return {};
  return least == most ? QString("N = %1").arg(most) : QString("N = %1 to %2").arg(least).arg(most);
}

/// How many seeds, and what of their intervals is drawn; nothing where nothing is.
QString told(const BandPlotContent& content) {
  const QString counts = counts_of(content.lines);
  return counts.isEmpty() ? QString("nothing yet") : counts + "; " + drawn_words(content);
}

}  // namespace

QWidget* plot_card(BandPlot* plot, QWidget* parent) {
  auto* card = new QFrame(parent);
  card->setObjectName("card");
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(6, 6, 6, 4);
  column->addWidget(plot, 1);
  return card;
}

CurvesView::CurvesView(QWidget* parent)
    : QWidget(parent),
      axes_(new AxisChoice("Damage along", "a line for every", this)),
      damage_(new BandPlot(this)),
      recovery_(new BandPlot(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(grid_unit);
  column->addWidget(axes_);
  column->addWidget(plot_card(damage_, this), 1);
  column->addWidget(plot_card(recovery_, this), 1);
  connect(axes_, &AxisChoice::changed, this, &CurvesView::refresh);
}

void CurvesView::set_report(const SweepReport& report) {
  report_ = report;
  axes_->set_report(report_);
  refresh();
}

BandPlotContent CurvesView::damage_content() const {
  BandPlotContent content;
  content.zero_line = content.legend = true;
  content.empty_text = "Damage appears here as soon as a run and its baseline are finished";
  const auto lines = damage_lines(report_, axes_->x_key(), axes_->y_key(), axes_->others());
  int index = 0;
  for (const DamageLine& line : lines)
    content.lines.push_back({name_of(axes_->y_key(), line.value), run_colour(index++), index % 2 == 0, false,
                             scaled(line.points, shown_factor(report_.metric))});
  if (!is_numeric_axis(report_, axes_->x_key()))
    for (const std::string& value : axis_values(report_, axes_->x_key()))
      content.categories.push_back(QString::fromStdString(value));
  const auto values = axis_values(report_, axes_->x_key());
  if (content.categories.empty() && values.size() <= most_x_marks)
    for (const std::string& value : values) content.x_marks.push_back(number_or_nan(value));
  content.bands = content.lines.size() <= most_bands;
  content.x_title = QString::fromStdString(short_sweep_key(axes_->x_key()));
  content.y_title = "Damage";
  content.title = "Damage, " + damage_unit(report_.metric) + ", " + QString::fromStdString(report_.final_value) + ", " +
                  told(content);
  return content;
}

BandPlotContent CurvesView::recovery_content() const {
  BandPlotContent content;
  content.zero_line = content.legend = true;
  content.empty_text = "The gap to the baseline after the deficit appears here";
  const HeatTable table = heat_table(report_, axes_->x_key(), axes_->y_key(), axes_->others());
  const double epoch = report_.steps_per_epoch > 1 ? 1.0 / static_cast<double>(report_.steps_per_epoch) : 1;
  int index = 0;
  for (const HeatCell& cell : table.cells) {
    if (!cell.has_value()) continue;
    const ConditionReport& condition = report_.conditions[static_cast<std::size_t>(cell.condition)];
    if (condition.recovery.empty()) continue;
    content.lines.push_back({QString::fromStdString(condition.label), run_colour(index++), index % 2 == 0, false,
                             scaled(condition.recovery, shown_factor(report_.metric), epoch)});
  }
  content.bands = content.lines.size() <= most_bands;
  content.x_title = report_.steps_per_epoch > 1 ? "epochs since the deficit's end" : "steps since the deficit's end";
  content.y_title = "Gap to the baseline";
  content.title = "Recovery: gap to the baseline, " + damage_unit(report_.metric) + ", " + told(content);
  return content;
}

void CurvesView::refresh() {
  damage_->set_content(damage_content());
  recovery_->set_content(recovery_content());
}

void CurvesView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) refresh();  // lines carry colours
}

}  // namespace imprint::studio
