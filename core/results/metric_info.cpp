// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/metric_info.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "core/results/metric_row.h"

namespace imprint {
namespace {

constexpr double per_cent = 100;
constexpr bool lower = true, layers = true;

constexpr std::array<MetricInfo, 6> infos = {{
    {metric::forward_bits, "Forward bits", "bits", "forward", "", 1, lower, layers},
    {metric::weight_bits, "Weight bits", "bits", "weights", "", 1, lower, layers},
    {metric::backward_bits, "Backward bits", "bits", "backward", "", 1, lower, layers},
    {metric::relative_cost, "Cost relative to 32-bit training", "cost", "cost", "%", per_cent, lower},
    {metric::bit_operations, "Cost", "bitops", "cost", "BitOPs", 1, lower},
    {metric::learning_rate, "Learning rate", "learning rate", "learning rate", ""},
}};

bool is_of_a_layer(std::string_view metric, const MetricInfo& info) {
  return info.per_layer && metric.size() > info.name.size() + 1 && metric.starts_with(info.name) &&
         metric[info.name.size()] == '/';
}

struct EvaluatedAt {
  const char* precision;
  const char* words;  // after a title
};

constexpr std::array<EvaluatedAt, 3> evaluations = {
    {{"target", " at target bits"}, {"scheduled", " at scheduled bits"}, {"fp32", " in fp32"}}};

/// Null where it is of the first precision, or no score.
const EvaluatedAt* evaluated_at(std::string_view metric) {
  const std::size_t place = metric.rfind('/');
  if (!is_score(metric) || place == metric.find('/')) return nullptr;
  const auto* found = std::ranges::find(evaluations, metric.substr(place + 1),
                                        [](const EvaluatedAt& one) -> std::string_view { return one.precision; });
  return found == evaluations.end() ? nullptr : found;
}

}  // namespace

std::span<const MetricInfo> training_metrics() { return infos; }

bool is_score(std::string_view metric) { return metric.starts_with("test/") || is_of_validation(metric); }

bool is_of_validation(std::string_view metric) { return metric.starts_with("validation/"); }

std::string of_validation(std::string_view metric) {
  return "validation" + std::string(metric.substr(metric.find('/')));
}

const std::vector<std::string>& score_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const bool falling : {false, true})
      for (const MetricInfo& info : metric_infos())
        if (is_score(info.name) && info.lower_is_better == falling) found.emplace_back(info.name);
    return found;
  }();
  return names;
}

const std::vector<std::string>& evaluation_precisions() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const EvaluatedAt& one : evaluations) found.emplace_back(one.precision);
    return found;
  }();
  return names;
}

std::string score_at(std::string_view score, std::string_view precision) {
  return std::string(score).append("/").append(precision);
}

const std::vector<std::string>& score_names_at_all_precisions() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const std::string& score : score_names()) {
      found.push_back(score);
      for (const EvaluatedAt& one : evaluations) found.push_back(score_at(score, one.precision));
    }
    return found;
  }();
  return names;
}

std::string_view base_score(std::string_view metric) {
  return evaluated_at(metric) == nullptr ? metric : metric.substr(0, metric.rfind('/'));
}

const MetricInfo* find_metric_info(std::string_view recorded) {
  const std::string_view metric = base_score(recorded);
  for (const MetricInfo& info : metric_infos())
    if (metric == info.name || is_of_a_layer(metric, info)) return &info;
  return nullptr;
}

std::string layer_of_metric(std::string_view metric) {
  const MetricInfo* info = find_metric_info(metric);
  return info == nullptr || base_score(metric) == info->name ? std::string()
                                                             : std::string(metric.substr(info->name.size() + 1));
}

std::string metric_title(const std::string& metric) {
  const MetricInfo* info = find_metric_info(metric);
  if (info == nullptr) return metric;
  const std::string layer = layer_of_metric(metric);
  const EvaluatedAt* evaluation = evaluated_at(metric);
  return std::string(info->title) + (layer.empty() ? "" : " of " + layer) +
         (evaluation == nullptr ? "" : evaluation->words);
}

std::string metric_words(const std::string& metric) {
  std::string words = metric_title(metric);
  const bool is_name = words.starts_with("Fisher") || words.starts_with("Hessian") || words == metric;
  if (!is_name) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

double shown_factor(std::string_view metric) {
  const MetricInfo* info = find_metric_info(metric);
  return info == nullptr ? 1 : info->shown_factor;
}

bool lower_is_better(std::string_view metric) {
  const MetricInfo* info = find_metric_info(metric);
  return info != nullptr && info->lower_is_better;
}

bool is_told_by_ratio(std::string_view metric) {
  const MetricInfo* info = find_metric_info(metric);
  return info != nullptr && info->by_ratio;
}

bool is_told_in_points(std::string_view metric) { return shown_factor(metric) == per_cent; }

double scaled_value(double value, double factor) {
  constexpr double finest = 1e10;
  return factor == 1 ? value : std::round(value * factor * finest) / finest;
}

}  // namespace imprint
