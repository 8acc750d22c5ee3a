// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/live_chart.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QValueAxis>
#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "app/studio/charts/chart_navigator.h"
#include "app/studio/charts/plot_frame.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr QMarginsF plot_margins(54, 8, 14, 26);  // room for the numbers
constexpr double margin_without_numbers = 8;
constexpr double pixels_an_x_tick = 64;
constexpr double pixels_a_y_tick = 20;
constexpr double height_margin = 0.06;
constexpr double overhang = 6;  // pixels in which dots at the ends of the axis are drawn whole
constexpr int most_marks = 200;

QChart* bare_chart() {
  auto* chart = new QChart;
  chart->legend()->hide();
  chart->setBackgroundVisible(false);
  chart->setMargins(QMargins());
  chart->layout()->setContentsMargins(0, 0, 0, 0);
  return chart;
}

QValueAxis* unit_axis(QChart& chart, Qt::Alignment side) {
  auto* axis = new QValueAxis;
  axis->setRange(0, 1);
  axis->setVisible(false);
  chart.addAxis(axis, side);
  return axis;
}

}  // namespace

LiveChart::LiveChart(ChartLink& link, QWidget* parent)
    : QChartView(bare_chart(), parent),
      link_(link),
      x_axis_(unit_axis(*chart(), Qt::AlignBottom)),
      y_axis_(unit_axis(*chart(), Qt::AlignLeft)),
      frame_(new PlotFrame(chart())),
      overlay_(new PlotOverlay(chart())),
      navigator_(std::make_unique<ChartNavigator>(*this)) {
  frame_->setZValue(-0.5);   // above the chart's background, below its series
  overlay_->setZValue(100);  // above everything
  setRenderHint(QPainter::Antialiasing);
  setFrameShape(QFrame::NoFrame);
  setInteractive(false);  // hovering would test every series' outline
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMinimumSize(240, 76);
  setBackgroundBrush(theme().surface);
  connect(&link_, &ChartLink::view_changed, this, &LiveChart::refresh);
  connect(&link_, &ChartLink::fitted, this, [this] { y_zoom_.reset(); });
  connect(&link_, &ChartLink::cursor_moved, this, &LiveChart::update_overlay);
}

LiveChart::~LiveChart() = default;

void LiveChart::touch() {
  ++revision_;
  refresh();
}

void LiveChart::set_lines(std::vector<ChartLine> lines) {
  lines_.clear();
  const SeriesTarget target{chart(), x_axis_, y_axis_};
  std::stable_partition(lines.begin(), lines.end(), [](const ChartLine& line) { return line.style.secondary; });
  for (ChartLine& line : lines) {
    lines_.push_back(std::make_unique<LineView>(std::move(line), target));
    lines_.back()->set_smoothing(smoothing_);
  }
  ++revision_;
}

void LiveChart::set_windows(std::vector<ShadedWindow> windows) {
  windows_ = std::move(windows);
  ++revision_;
}

void LiveChart::set_y_scale(ScaleKind kind) {
  scale_kind_ = kind;
  y_zoom_.reset();
  touch();
}

void LiveChart::set_y_limits(std::optional<ValueRange> limits) {
  if (y_limits_ == limits) return;
  y_limits_ = limits;
  ++revision_;
}

void LiveChart::zoom_y(double factor, double anchor_value) {
  const ValueScale& scale = geometry_.y_scale;
  const double anchor = scale.forward(anchor_value);
  const auto zoomed = [&](double value) { return scale.inverse(anchor + (scale.forward(value) - anchor) / factor); };
  y_zoom_ = {zoomed(geometry_.y.low), zoomed(geometry_.y.high)};
  touch();
}

void LiveChart::set_smoothing(double weight) {
  if (weight == smoothing_) return;
  smoothing_ = weight;
  for (const auto& line : lines_) line->set_smoothing(weight);
  touch();
}

void LiveChart::set_progress(std::optional<double> shown) {
  if (shown == progress_) return;
  progress_ = shown;
  update_overlay();
}

void LiveChart::set_empty_text(const QString& text) {
  empty_text_ = text;
  ++revision_;
}

void LiveChart::set_axis_numbers(bool shown) {
  axis_numbers_ = shown;
  ++revision_;
}

void LiveChart::set_rubber_band(std::optional<QRectF> band) {
  rubber_band_ = band;
  update_overlay();
}

int LiveChart::drawn_points() const {
  int points = 0;
  for (const auto& line : lines_) points += line->drawn_points();
  return points;
}

LiveChart::Signature LiveChart::signature() const {
  Signature signature = {revision_};
  for (const auto& line : lines_) {
    const Curve* curve = line->curve();
    signature.push_back(curve == nullptr ? 0 : curve->samples().size());
    signature.push_back(curve == nullptr ? 0 : curve->samples().generation());
    signature.push_back(std::bit_cast<std::uintptr_t>(curve));
  }
  return signature;
}

std::optional<ValueRange> LiveChart::visible_values() const {
  std::optional<ValueRange> values;
  for (const auto& line : lines_) values = united(values, line->visible_values(geometry_));
  return values;
}

PlotGeometry LiveChart::fitted_geometry() const {
  PlotGeometry geometry = geometry_;
  QMarginsF margins = plot_margins;
  if (!axis_numbers_) margins.setBottom(margin_without_numbers);
  geometry.plot = QRectF(viewport()->rect()).marginsRemoved(margins);
  geometry.x = link_.view().visible();
  geometry.logarithmic_x = link_.is_logarithmic();
  return geometry;
}

void LiveChart::refresh() {
  if (!isVisible()) return;
  const PlotGeometry before = geometry_;
  geometry_ = fitted_geometry();
  geometry_.y_scale.kind = scale_kind_;
  const std::optional<ValueRange> values = visible_values();
  const ValueRange shown =
      values.value_or(y_limits_.value_or(geometry_.y_scale.positive_only() ? ValueRange{0.1, 1} : ValueRange{0, 1}));
  geometry_.y_scale.threshold = symlog_threshold(std::max(std::abs(shown.low), std::abs(shown.high)));
  geometry_.y = y_zoom_.value_or(y_limits_.value_or(with_margin(shown, geometry_.y_scale, height_margin)));
  Signature now = signature();
  if (now == drawn_signature_ && before == geometry_) return;
  drawn_signature_ = std::move(now);
  ++drawn_times_;
  place_plot_area();
  for (const auto& line : lines_) line->draw(geometry_);
  note_dropped();
  draw_frame();
  update_overlay();
  Q_EMIT refreshed();
}

void LiveChart::place_plot_area() {
  const double beyond = link_.view().is_following() ? overhang : 0;  // zoomed lines end at the plot's edge
  const QRectF area = geometry_.plot.adjusted(-beyond, 0, beyond, 0);
  if (chart()->plotArea() == area) return;
  chart()->setPlotArea(area);
  const double share = beyond / geometry_.plot.width();
  x_axis_->setRange(-share, 1 + share);
}

void LiveChart::note_dropped() {
  dropped_values_ = 0;
  dropped_pixels_.clear();
  for (const auto& line : lines_) {
    const Curve* curve = line->curve();
    if (curve == nullptr) continue;
    const Samples& samples = curve->samples();
    for (const std::uint32_t index : samples.undrawable(geometry_.y_scale.positive_only())) {
      const double shown = line->mapping().shown(samples.x(index));
      if (shown < geometry_.x.low || shown > geometry_.x.high) continue;
      ++dropped_values_;
      const double pixel = geometry_.pixel_x(shown);
      const bool apart = dropped_pixels_.empty() || std::abs(pixel - dropped_pixels_.back()) >= 4;
      if (apart && dropped_pixels_.size() < most_marks) dropped_pixels_.push_back(pixel);
    }
  }
}

void LiveChart::draw_frame() {
  FrameContent content;
  content.geometry = geometry_;
  const ValueScale x_scale{geometry_.logarithmic_x ? ScaleKind::logarithmic : ScaleKind::linear};
  content.x_ticks =
      ticks_for(x_scale, geometry_.x, std::max(2, static_cast<int>(geometry_.plot.width() / pixels_an_x_tick)));
  content.y_ticks = ticks_for(geometry_.y_scale, geometry_.y,
                              std::max(2, static_cast<int>(geometry_.plot.height() / pixels_a_y_tick)));
  content.x_title = axis_numbers_ ? link_.unit_text() : QString();
  if (!axis_numbers_) {
    for (Tick& tick : content.x_ticks) tick.text.clear();
  }
  for (const ShadedWindow& window : windows_)
    content.bands.push_back(
        {window.mapping.shown(window.begin), window.mapping.shown(window.end), window.label, window.colour});
  if (!visible_values()) content.empty_text = empty_text_;
  frame_->set_size(viewport()->size());
  frame_->set_content(std::move(content));
}

std::vector<ReadoutRow> LiveChart::rows_at(double shown) const {
  std::vector<ReadoutRow> rows;
  for (const auto& line : lines_)
    if (auto row = line->row_at(shown)) rows.push_back(std::move(*row));
  std::ranges::reverse(rows);  // the main curves, drawn last, are read first
  return rows;
}

void LiveChart::update_overlay() {
  if (!isVisible()) return;
  OverlayContent content;
  content.geometry = geometry_;
  content.cursor = link_.cursor();
  content.progress = progress_;
  content.dropped = dropped_pixels_;
  content.rubber_band = rubber_band_;
  content.focus_ring = focus_ring_;
  if (content.cursor) {
    content.rows = rows_at(*content.cursor);
    content.cursor_text = link_.unit_text() + " " + QString::fromStdString(value_text(*content.cursor, 4));
  }
  overlay_->set_size(viewport()->size());
  overlay_->set_content(std::move(content));
}

void LiveChart::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  refresh();
}

void LiveChart::showEvent(QShowEvent* event) {
  QChartView::showEvent(event);
  refresh();
}

void LiveChart::changeEvent(QEvent* event) {
  QChartView::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  setBackgroundBrush(theme().surface);
  touch();
}

void LiveChart::mousePressEvent(QMouseEvent* event) { navigator_->press(*event); }
void LiveChart::mouseMoveEvent(QMouseEvent* event) { navigator_->move(*event); }
void LiveChart::mouseReleaseEvent(QMouseEvent* event) { navigator_->release(*event); }
void LiveChart::mouseDoubleClickEvent(QMouseEvent*) { link_.fit(); }
void LiveChart::wheelEvent(QWheelEvent* event) { navigator_->wheel(*event); }

void LiveChart::focusInEvent(QFocusEvent* event) {
  QChartView::focusInEvent(event);
  focus_ring_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
  update_overlay();
}

void LiveChart::focusOutEvent(QFocusEvent* event) {
  QChartView::focusOutEvent(event);
  focus_ring_ = false;
  update_overlay();
}

void LiveChart::leaveEvent(QEvent* event) {
  QChartView::leaveEvent(event);
  navigator_->leave();
}

void LiveChart::keyPressEvent(QKeyEvent* event) {
  if (!navigator_->key(*event)) QChartView::keyPressEvent(event);
}

}  // namespace imprint::studio
