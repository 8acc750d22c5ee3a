// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/curvature_report.h"

#include <string>
#include <utility>

namespace imprint {
namespace {

MetricRow row(std::int64_t step, std::string metric, double value) {
  MetricRow result;
  result.step = step;
  result.metric = std::move(metric);
  result.value = value;
  return result;
}

MetricRow row(std::int64_t step, std::string metric, double value, double standard_error) {
  MetricRow result = row(step, std::move(metric), value);
  result.standard_error = standard_error;
  return result;
}

void append(std::vector<MetricRow>& rows, std::int64_t step, const std::string& metric, const TraceEstimate& estimate) {
  rows.push_back(row(step, metric, estimate.value, estimate.standard_error));
  for (const LayerTrace& layer : estimate.layers)
    rows.push_back(row(step, metric + '/' + layer.layer, layer.value, layer.standard_error));
}

ToleranceState tolerance_of(bool reached) { return reached ? ToleranceState::reached : ToleranceState::missed; }

ProbeRow probe_row(std::int64_t step, const char* measure, const TraceEstimate& estimate) {
  ProbeRow row{step, measure, estimate.estimator, estimate.samples};
  const bool multiplies = estimate.estimator == "hutchinson";
  if (multiplies) row.products = estimate.draws;
  if (multiplies) row.tolerance = tolerance_of(estimate.reached_tolerance);
  if (estimate.estimator == "fisher-sampled") row.draws = estimate.draws;
  return row;
}

}  // namespace

std::vector<ProbeRow> probe_rows(const CurvatureReport& report) {
  std::vector<ProbeRow> rows;
  if (report.fisher) rows.push_back(probe_row(report.step, metric::fisher_trace, *report.fisher));
  if (report.hessian) rows.push_back(probe_row(report.step, metric::hessian_trace, *report.hessian));
  if (const auto& top = report.top_eigenvalue)
    rows.push_back({report.step, metric::hessian_top_eigenvalue, "lanczos", top->samples, 0, top->products,
                    tolerance_of(top->reached_tolerance), top->residual});
  return rows;
}

std::vector<MetricRow> metric_rows(const CurvatureReport& report) {
  std::vector<MetricRow> rows;
  if (report.fisher) append(rows, report.step, metric::fisher_trace, *report.fisher);
  if (report.hessian) append(rows, report.step, metric::hessian_trace, *report.hessian);
  if (report.top_eigenvalue)
    rows.push_back(row(report.step, metric::hessian_top_eigenvalue, report.top_eigenvalue->value));
  rows.push_back(row(report.step, metric::gradient_norm, report.gradient_norm));
  rows.push_back(row(report.step, metric::weight_norm, report.weight_norm));
  rows.push_back(row(report.step, metric::predictive_entropy, report.predictive_entropy));
  return rows;
}

}  // namespace imprint
