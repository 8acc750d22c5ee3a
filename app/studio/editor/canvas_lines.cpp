// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/canvas_lines.h"

#include <algorithm>
#include <cmath>

#include "core/schedule/learning_rate.h"

namespace imprint::studio {
namespace {

constexpr double stair_thickness = 5;

/// The bits of one pixel column.
struct Column {
  int low = 0;
  int high = 0;
  int last = 0;
  bool in_deficit = false;  // other bits than the schedule asks for
};

/// Walks through the columns and joins equal ones.
class StairBuilder {
 public:
  explicit StairBuilder(const CanvasView& view) : view_(view) {}

  void add(double x, const Column& column) {
    const bool level = column.low == column.high && column.low == level_ && column.in_deficit == in_deficit_;
    if (!level) {
      finish(x);
      if (level_ >= 0 && column.low == column.high && column.low != level_) add_riser(x, level_, column);
      if (column.low != column.high) add_riser(x, column.last, column);
      begin_ = x;
      level_ = column.last;
      in_deficit_ = column.in_deficit;
    }
  }

  void finish(double x) {
    if (level_ < 0 || x <= begin_) return;
    const double y = view_.pixel_y(level_);
    blocks_.push_back({QRectF(begin_, y - stair_thickness / 2, x - begin_, stair_thickness), in_deficit_});
    begin_ = x;
  }

  std::vector<StairBlock> take() { return std::move(blocks_); }

 private:
  void add_riser(double x, int other, const Column& column) {
    const double top = view_.pixel_y(std::max(column.high, other)) - stair_thickness / 2;
    const double bottom = view_.pixel_y(std::min(column.low, other)) + stair_thickness / 2;
    blocks_.push_back({QRectF(x - 1, top, 2, bottom - top), column.in_deficit});
  }

  const CanvasView& view_;
  std::vector<StairBlock> blocks_;
  double begin_ = 0;
  int level_ = -1;
  bool in_deficit_ = false;
};

Column column_of(const EvaluatedPlan& plan, std::size_t begin, std::size_t end, Operand operand) {
  Column column{33, 0, 0, false};
  for (std::size_t i = begin; i < end; ++i) {
    const NumberFormat format = format_of(plan.steps[i], operand);
    column.last = format.bits;
    column.low = std::min(column.low, column.last);
    column.high = std::max(column.high, column.last);
    column.in_deficit = column.in_deficit || format != format_of(plan.scheduled[i], operand);
  }
  return column;
}

}  // namespace

std::vector<StairBlock> stair_blocks(const EvaluatedPlan& plan, const CanvasView& view, Operand operand) {
  StairBuilder builder(view);
  const auto last_index = plan.steps.size() - 1;
  const auto steps = static_cast<double>(plan.total_steps);
  const auto index_at = [&](double x) {
    const double step = std::clamp(view.progress_at(x), 0.0, 1.0) * steps;
    return std::min(plan.index_of(static_cast<std::int64_t>(step)), last_index);
  };
  const double begin = view.plot().left(), end = view.plot().right();
  const int columns = static_cast<int>(std::ceil(end - begin));
  std::size_t from = index_at(begin);
  for (int column = 0; column < columns; ++column) {
    const double x = begin + column;
    const std::size_t to = index_at(x + 1);
    builder.add(x, column_of(plan, from, std::max(to, from + 1), operand));
    from = to;
  }
  builder.finish(end);
  return builder.take();
}

QPolygonF designed_line(const PrecisionSchedule& schedule, const CanvasView& view, bool backward,
                        const std::vector<double>& corners) {
  const auto steps = static_cast<double>(schedule.total_steps());
  const auto bits = [&](double progress) {
    const double step = std::clamp(progress * steps, 0.0, std::nextafter(steps, 0.0));
    return backward ? schedule.designed_backward_bits(step) : schedule.designed_bits(step);
  };
  QPolygonF line;
  auto corner = std::ranges::lower_bound(corners, view.left());
  const auto add = [&](double progress) { line << view.pixel(progress, bits(progress)); };
  const double stride = 1.5 * view.progress_per_pixel();
  for (double progress = view.left();; progress += stride) {
    for (; corner != corners.end() && *corner <= std::min(progress, view.right()); ++corner) {
      // Just before and just after, so that a vertical step stands upright.
      const double hair = 1e-9;
      add(std::max(0.0, *corner - hair));
      add(std::min(1.0, *corner + hair));
    }
    add(std::min(progress, view.right()));
    if (progress >= view.right()) break;
  }
  return line;
}

QPolygonF rate_line(const TrainingSpec& training, const EvaluatedPlan& plan, const CanvasView& view) {
  const LearningRatePlan rates(training, {plan.budget_steps, plan.total_steps, plan.steps_per_epoch, plan.windows});
  const QRectF area = view.rate();
  const auto rate_at = [&](double x) {
    const double step = std::clamp(view.progress_at(x), 0.0, 1.0) * static_cast<double>(plan.total_steps);
    const auto whole = std::min(static_cast<std::int64_t>(step), plan.total_steps - 1);
    return rates.at(whole);
  };
  const double highest = std::max(training.learning_rate, 1e-300);
  QPolygonF line;
  const int last_column = static_cast<int>(std::floor(area.width()));
  for (int column = 0; column <= last_column; ++column) {
    const double x = area.left() + column;
    line << QPointF(x, area.bottom() - 2 - std::clamp(rate_at(x) / highest, 0.0, 1.0) * (area.height() - 20));
  }
  return line;
}

}  // namespace imprint::studio
