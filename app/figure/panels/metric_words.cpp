// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/metric_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

#include "core/results/metric_row.h"

namespace imprint {
namespace {

struct Known {
  std::string_view name;
  const char* family;
  const char* title;
  const char* tag;
  const char* unit = "";
};

constexpr std::array<Known, 15> known = {{
    {metric::train_loss, "loss", "Training loss", "training"},
    {metric::train_accuracy, "accuracy", "Training accuracy", "training", "%"},
    {metric::test_loss, "loss", "Test loss", "test"},
    {metric::test_accuracy, "accuracy", "Test accuracy", "test", "%"},
    {metric::forward_bits, "bits", "Forward bits", "forward"},
    {metric::backward_bits, "bits", "Backward bits", "backward"},
    {metric::relative_cost, "cost", "Cost relative to 32-bit training", "cost", "%"},
    {metric::bit_operations, "bitops", "Cost", "cost", "BitOPs"},
    {metric::learning_rate, "learning rate", "Learning rate", "learning rate"},
    {metric::fisher_trace, "trace", "Fisher trace", "Fisher"},
    {metric::hessian_trace, "trace", "Hessian trace", "Hessian"},
    {metric::hessian_top_eigenvalue, "eigenvalue", "Largest Hessian eigenvalue", "largest"},
    {metric::gradient_norm, "gradient norm", "Gradient norm", "gradient"},
    {metric::weight_norm, "weight norm", "Weight norm", "weights"},
    {metric::predictive_entropy, "entropy", "Predictive entropy", "entropy", "nats"},
}};

struct Found {
  const Known* metric = nullptr;
  std::string layer = {};  // "fisher/trace/conv1": conv1
};

Found find(const std::string& metric) {
  for (const Known& candidate : known) {
    if (metric == candidate.name) return {&candidate};
    const bool has_layers =
        std::string_view(candidate.family) == "trace" || std::string_view(candidate.family) == "bits";
    if (has_layers && metric.starts_with(std::string(candidate.name) + "/"))
      return {&candidate, metric.substr(candidate.name.size() + 1)};
  }
  return {};
}

std::string with_unit(const std::string& words, const std::string& unit) {
  return unit.empty() ? words : words + " (" + unit + ")";
}

/// "Accuracy", "Trace": what metrics of one family have in common.
std::string family_title(std::string family) {
  family[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(family[0])));
  return family;
}

}  // namespace

std::string metric_family(const std::string& metric) {
  const Found found = find(metric);
  return found.metric == nullptr ? metric : found.metric->family;
}

double metric_factor(const std::string& metric) {
  const Found found = find(metric);
  return found.metric != nullptr && std::string_view(found.metric->unit) == "%" ? 100 : 1;
}

double scaled_value(double value, double factor) {
  constexpr double finest = 1e10;
  return factor == 1 ? value : std::round(value * factor * finest) / finest;
}

std::string metric_title(const std::string& metric) {
  const Found found = find(metric);
  if (found.metric == nullptr) return metric;
  return found.metric->title + (found.layer.empty() ? "" : " of " + found.layer);
}

std::string metric_words(const std::string& metric) {
  std::string words = metric_title(metric);
  const bool is_name = words.starts_with("Fisher") || words.starts_with("Hessian") || words == metric;
  if (!is_name) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

std::string metric_axis_label(std::span<const std::string> metrics) {
  if (metrics.empty()) return {};
  const Found first = find(metrics.front());
  if (first.metric == nullptr) return metrics.front();
  const bool same = std::ranges::all_of(metrics, [&](const std::string& metric) { return metric == metrics.front(); });
  if (same) return with_unit(metric_title(metrics.front()), first.metric->unit);
  const bool one_trace =
      std::ranges::all_of(metrics, [&](const auto& metric) { return find(metric).metric == first.metric; });
  return with_unit(one_trace ? first.metric->title : family_title(first.metric->family), first.metric->unit);
}

std::string metric_tag(const std::string& metric) {
  const Found found = find(metric);
  if (found.metric == nullptr) return metric;
  return found.layer.empty() ? found.metric->tag : found.layer;
}

std::string damage_unit_words(const std::string& metric) {
  return metric_family(metric) == "accuracy" ? "accuracy points" : metric_words(metric);
}

}  // namespace imprint
