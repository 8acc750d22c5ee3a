// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/metric_words.h"

#include <algorithm>
#include <cctype>

namespace imprint {
namespace {

std::string with_unit(const std::string& words, std::string_view unit) {
  return unit.empty() ? words : words + " (" + std::string(unit) + ")";
}

/// "Accuracy", "Trace": what metrics of one family have in common.
std::string family_title(std::string family) {
  family[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(family[0])));
  return family;
}

}  // namespace

std::string metric_family(const std::string& metric) {
  const MetricInfo* info = find_metric_info(metric);
  return info == nullptr ? metric : std::string(info->family);
}

std::string metric_axis_label(std::span<const std::string> metrics) {
  if (metrics.empty()) return {};
  const MetricInfo* first = find_metric_info(metrics.front());
  if (first == nullptr) return metrics.front();
  const bool same = std::ranges::all_of(metrics, [&](const std::string& metric) { return metric == metrics.front(); });
  if (same) return with_unit(metric_title(metrics.front()), first->unit);
  const bool one_measure =
      std::ranges::all_of(metrics, [&](const std::string& metric) { return find_metric_info(metric) == first; });
  return with_unit(one_measure ? std::string(first->title) : family_title(std::string(first->family)), first->unit);
}

std::string metric_tag(const std::string& metric) {
  const MetricInfo* info = find_metric_info(metric);
  if (info == nullptr) return metric;
  const std::string layer = layer_of_metric(metric);
  return layer.empty() ? std::string(info->tag) : layer;
}

std::string damage_unit_words(const std::string& metric) {
  return is_told_in_points(metric) ? metric_family(metric) + " points" : metric_words(metric);
}

}  // namespace imprint
