// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a metric beyond its numbers. The one place that knows titles, units, per cent, and which way is
// better: reports, charts, figures and comparisons read it.
//
// Tasks and probes bring the rows of what they measure along in their facts; those of training itself stand in
// metric_info.cpp. One with a `word` is a headline: runs are listed, sorted, filtered and grouped by its last value.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

struct MetricInfo {
  std::string_view name;    // as recorded, without a layer: "fisher/trace"
  std::string_view title;   // "Fisher trace"
  std::string_view family;  // what may share an axis: "trace"
  std::string_view tag;     // what tells it from the others of its family: "Fisher"
  std::string_view unit;    // of shown values: "%"; empty when they have none
  double shown_factor = 1;  // shown value = recorded value * factor
  bool lower_is_better = false;
  bool per_layer = false;      // also recorded as NAME/<layer>
  std::string_view word = {};  // of a headline, in filters and above columns: "accuracy"
  bool by_ratio = false;       // equal ratios are equal differences (perplexity): its axis is logarithmic at first
};

/// Every metric that Imprint records: of tasks, of training, of probes. Handed over by app/kinds/kinds.cpp.
std::span<const MetricInfo> metric_infos();

/// Precision, cost and learning rate.
std::span<const MetricInfo> training_metrics();

/// Whether it is given by an evaluation: what experiments are compared by.
bool is_score(std::string_view metric);

/// Whether it is of the part that is held out to choose by, which not all datasets bring.
bool is_of_validation(std::string_view metric);
/// The same score of that part: "test/loss": "validation/loss".
std::string of_validation(std::string_view metric);

/// Those that rise first: test/accuracy, test/loss.
const std::vector<std::string>& score_names();

/// What evaluation.precision may be: which bits scores are taken at.
const std::vector<std::string>& evaluation_precisions();
/// Of a second such precision: "test/accuracy/fp32" of "test/accuracy". All that is said of scores holds for these.
std::string score_at(std::string_view score, std::string_view precision);
/// score_names(), each followed by what it is at further precisions.
const std::vector<std::string>& score_names_at_all_precisions();
/// The inverse: "test/accuracy"; what is no such name as it is.
std::string_view base_score(std::string_view metric);

/// Of a recorded name, a layer's too; null for one that no table lists.
const MetricInfo* find_metric_info(std::string_view metric);

/// "fisher/trace/conv1": "conv1"; empty for a metric of the whole network.
std::string layer_of_metric(std::string_view metric);

/// "Test accuracy", "Fisher trace of conv1"; an unknown name as it is recorded.
std::string metric_title(const std::string& metric);
/// The same within a sentence: "test accuracy", "Fisher trace of conv1".
std::string metric_words(const std::string& metric);

/// 1 and false for unknown names.
double shown_factor(std::string_view metric);
bool lower_is_better(std::string_view metric);

/// MetricInfo::by_ratio; false for unknown names.
bool is_told_by_ratio(std::string_view metric);

/// Whether its differences are told in points: those of what is shown in per cent.
bool is_told_in_points(std::string_view metric);

/// value * factor, without the digits that binary fractions add: .9123 is 91.23 per cent, not 91.23000000000001.
double scaled_value(double value, double factor);

}  // namespace imprint
