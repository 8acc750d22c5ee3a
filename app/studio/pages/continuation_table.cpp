// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/continuation_table.h"

#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/bridge/common_evaluation.h"
#include "app/studio/theme/theme.h"
#include "app/workflow/compare/treatment.h"
#include "core/results/metric_info.h"
#include "core/results/metric_row.h"
#include "core/spec/spec_task.h"

namespace imprint::studio {
namespace {

constexpr char unknown[] = "–";
constexpr int rows = 4;

std::string times(double ratio) { return std::isfinite(ratio) ? "× " + tick_text(ratio, 0.01, 1) : unknown; }

std::string signed_text(double difference, double step) {
  return (difference < 0 ? "−" : "+") + tick_text(std::abs(difference), step, 1);
}

std::string level_text(const std::string& metric, double value) {
  return is_told_in_points(metric) ? tick_text(100 * value, 0.01, 100) + " %" : value_text(value);
}

/// Accuracies differ by points, all else is told as a ratio.
ContinuationColumn column_of(const RunRecord& run, const std::string& metric) {
  const auto both = latest_common(run, metric);
  ContinuationColumn column{metric_title(metric), unknown, unknown, unknown};
  if (!both || !std::isfinite(both->baseline) || !std::isfinite(both->deficit)) return column;
  column.full = level_text(metric, both->baseline);
  column.half = level_text(metric, both->deficit);
  column.comparison = is_told_in_points(metric) ? signed_text(100 * (both->deficit - both->baseline), 0.01) + " points"
                                                : times(both->deficit / both->baseline);
  return column;
}

std::string size_text(std::int64_t bytes) {
  const auto size = static_cast<double>(bytes);
  return size < 1e6 ? value_text(size / 1e3, 3) + " kB" : value_text(size / 1e6, 3) + " MB";
}

ContinuationColumn memory_column(const char* title, const std::optional<ContinuationCost>& cost,
                                 std::int64_t Footprint::*bytes) {
  if (!cost) return {title, unknown, unknown, unknown};
  const auto full = cost->full.*bytes, half = cost->half.*bytes;
  return {title, size_text(full), size_text(half), times(static_cast<double>(half) / static_cast<double>(full))};
}

ContinuationColumn time_column(const std::optional<ContinuationCost>& cost) {
  if (!cost) return {"Time a step", unknown, unknown, unknown};
  const auto text = [](const Footprint& footprint) {
    return value_text(1e3 * ContinuationCost::seconds_a_step(footprint), 3) + " ms";
  };
  return {"Time a step", text(cost->full), text(cost->half), times(cost->time_ratio())};
}

}  // namespace

std::vector<ContinuationColumn> continuation_columns(const RunRecord& run) {
  std::vector<ContinuationColumn> columns;
  for (const std::string& score : score_metrics(run.spec))
    if (score.starts_with("test/")) columns.push_back(column_of(run, score));
  for (const char* trace : {metric::fisher_trace, metric::hessian_trace}) columns.push_back(column_of(run, trace));
  columns.push_back(time_column(run.continuation));
  columns.push_back(memory_column("Weights", run.continuation, &Footprint::weight_bytes));
  columns.push_back(memory_column("Gradients", run.continuation, &Footprint::gradient_bytes));
  columns.push_back(memory_column("Optimizer", run.continuation, &Footprint::optimizer_bytes));
  columns.push_back(memory_column("Features", run.continuation, &Footprint::feature_bytes));
  return columns;
}

ContinuationTable::ContinuationTable(QWidget* parent) : QFrame(parent), grid_(new QGridLayout(this)) {
  setObjectName("card");
  setAccessibleName("Continuation in 16 bits beside 32");
  grid_->setContentsMargins(12, grid_unit, 12, grid_unit);
  grid_->setHorizontalSpacing(2 * grid_unit);
  grid_->setVerticalSpacing(2);
  hide();
}

QLabel* ContinuationTable::cell(int row, int column) {
  auto* label = new QLabel(this);
  if (row == 0) label->setObjectName("muted");
  label->setAlignment(column == 0 ? Qt::AlignLeft : Qt::AlignRight);
  grid_->addWidget(label, row, column);
  return label;
}

void ContinuationTable::set_rows(const std::string& format, const std::vector<ContinuationColumn>& columns) {
  while (cells_.size() <= columns.size()) {
    const int column = static_cast<int>(cells_.size());
    auto& added = cells_.emplace_back();
    for (int row = 0; row < rows; ++row) added[static_cast<std::size_t>(row)] = cell(row, column);
    grid_->setColumnStretch(column, 1);
  }
  const auto fill = [&](std::size_t column, const std::array<std::string, rows>& texts) {
    for (std::size_t row = 0; row < rows; ++row) cells_[column][row]->setText(QString::fromStdString(texts[row]));
  };
  fill(0, {"", "fp32", format, format + " against fp32"});
  for (std::size_t i = 0; i < columns.size(); ++i)
    fill(i + 1, {columns[i].title, columns[i].full, columns[i].half, columns[i].comparison});
  for (std::size_t i = columns.size() + 1; i < cells_.size(); ++i) fill(i, {});
}

void ContinuationTable::show_run(const RunRecord* run) {
  const bool compares = run != nullptr && treatment_of(run->spec).lasts && run->spec.comparison.baseline;
  setVisible(compares);
  if (compares) set_rows(run->spec.continuation.format, continuation_columns(*run));
}

}  // namespace imprint::studio
