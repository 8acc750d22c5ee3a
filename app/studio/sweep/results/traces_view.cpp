// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/traces_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <optional>
#include <utility>

#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr int panel_width = 200;
constexpr int panel_height = 150;

std::vector<BandPoint> in_epochs(std::vector<BandPoint> points, std::int64_t steps_per_epoch) {
  for (BandPoint& point : points) point.x /= static_cast<double>(steps_per_epoch);
  return points;
}

}  // namespace

TracesView::TracesView(QWidget* parent)
    : QWidget(parent),
      metric_(new SegmentedSwitch("Fisher trace", "Hessian trace", this)),
      scale_(new SegmentedSwitch("Linear", "Log", this)),
      words_(new QLabel(this)),
      scroll_(new QScrollArea(this)),
      inside_(new QWidget),
      grid_(new QGridLayout(inside_)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(grid_unit);
  auto* tools = new QHBoxLayout;
  tools->addWidget(metric_);
  tools->addStretch(1);
  tools->addWidget(scale_);
  column->addLayout(tools);
  column->addWidget(words_);
  words_->setObjectName("muted");
  words_->setFont(sized_font(-1));
  words_->setWordWrap(true);
  metric_->setAccessibleName("Trace");
  scale_->setAccessibleName("Scale");
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(grid_unit);
  scroll_->setWidget(inside_);
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(scroll_, 1);
  connect(metric_, &SegmentedSwitch::changed, this, &TracesView::refresh);
  connect(scale_, &SegmentedSwitch::changed, this, &TracesView::refresh);
  refresh();
}

const TraceGroup& TracesView::group_of(const TraceCondition& condition) const {
  return metric_->chosen() == 0 ? condition.fisher : condition.hessian;
}

void TracesView::set_traces(SweepTraces traces) {
  traces_ = std::move(traces);
  refresh();
}

BandPlotContent TracesView::panel_content(const TraceCondition& condition) const {
  BandPlotContent content;
  const std::int64_t epoch = std::max<std::int64_t>(1, traces_.steps_per_epoch);
  content.title = QString::fromStdString(condition.label);
  content.scale = scale_->chosen() == 0 ? ScaleKind::linear : ScaleKind::logarithmic;
  content.x_title = epoch > 1 ? "epoch" : "step";
  content.empty_text = "Not measured yet";
  for (const StepWindow& window : condition.windows)
    content.windows.push_back({static_cast<double>(window.begin) / static_cast<double>(epoch),
                               static_cast<double>(window.end) / static_cast<double>(epoch),
                               kind_colour(condition.kind)});
  const TraceGroup& group = group_of(condition);
  for (const auto& run : group.runs)
    content.lines.push_back({"run", theme().deficit, false, true, in_epochs(run, epoch)});
  if (condition.baseline >= 0) {
    const TraceGroup& baseline = group_of(traces_.conditions[static_cast<std::size_t>(condition.baseline)]);
    if (!baseline.mean.empty())
      content.lines.push_back({"baseline", theme().baseline, true, false, in_epochs(baseline.mean, epoch)});
  }
  if (!group.mean.empty())
    content.lines.push_back({"mean", theme().deficit, false, false, in_epochs(group.mean, epoch)});
  return content;
}

void TracesView::refresh() {
  std::vector<BandPlotContent> contents;
  std::optional<ValueRange> x, y;
  int measured = 0;
  for (const TraceCondition& condition : traces_.conditions) {
    const bool is_reference = condition.baseline < 0 && traces_.conditions.size() > 1;
    if (is_reference || ++measured > most_panels) continue;
    contents.push_back(panel_content(condition));
    if (const auto span = span_of_y(contents.back().lines, contents.back().scale)) y = y ? united(*y, *span) : *span;
    for (const BandLine& line : contents.back().lines)
      for (const BandPoint& point : line.points) x = x ? united(*x, {point.x, point.x}) : ValueRange{point.x, point.x};
  }
  while (panels_.size() > contents.size()) {
    delete panels_.back();
    panels_.pop_back();
  }
  while (panels_.size() < contents.size()) {
    panels_.push_back(new BandPlot(inside_));
    panels_.back()->setMinimumHeight(panel_height);
    columns_ = 0;
  }
  QString intervals;
  for (const BandPlotContent& content : contents)
    if (const DrawnIntervals drawn = drawn_intervals(content); drawn.bars || drawn.bands)
      intervals = " " + drawn_words(content) + ".";
  for (std::size_t i = 0; i < contents.size(); ++i) {
    contents[i].x = x;
    contents[i].y = y;
    panels_[i]->set_content(std::move(contents[i]));
  }
  words_->setText(panels_.empty()
                      ? "Appears when runs with probes have begun"
                      : "Thick: mean over seeds; thin: each run; dashed: baseline; shaded: the deficit. One scale." +
                            intervals +
                            (measured > most_panels
                                 ? " " + QString::number(measured - most_panels) + " more conditions are left out."
                                 : QString()));
  arrange();
}

void TracesView::arrange() {
  const int columns = std::max(1, std::min<int>(static_cast<int>(panels_.size()), width() / panel_width));
  if (columns == columns_) return;
  columns_ = columns;
  for (std::size_t i = 0; i < panels_.size(); ++i) {
    grid_->removeWidget(panels_[i]);
    grid_->addWidget(panels_[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    panels_[i]->show();
  }
}

void TracesView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) refresh();  // lines carry colours
}

void TracesView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

}  // namespace imprint::studio
