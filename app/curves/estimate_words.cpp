// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/estimate_words.h"

#include "core/results/metric_info.h"
#include "core/spec/spec_probes.h"

namespace imprint {
namespace {

std::string counted(std::int64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string effort_words(const ProbeRow& row) {
  std::string words = "By " + row.estimator;
  if (row.products > 0) words += ", " + counted(row.products, "product");
  if (row.samples > 0) words += (row.products > 0 ? " on " : ", ") + counted(row.samples, "sample");
  if (row.draws > 0) words += ", " + counted(row.draws, "label") + " drawn for each";
  return words + ".";
}

std::string band_sentence(const std::string& estimator) {
  const std::string source = error_source(estimator);
  if (source.empty()) return {};
  if (estimator == "diagonal-identity") return " Exact for these samples: there is no band.";
  return " Band: 1 standard error over " + source + ".";
}

}  // namespace

std::string measure_of(const std::string& metric) {
  const MetricInfo* info = find_metric_info(metric);
  return info == nullptr ? metric : std::string(info->name);
}

std::string error_source(const std::string& estimator) {
  for (const ProbeFacts& facts : probe_facts())
    for (const EstimatorInfo& known : facts.estimators)
      if (known.name == estimator) return known.spread;
  return {};
}

std::string estimate_words(const ProbeRow& row) {
  const bool missed = row.tolerance == ToleranceState::missed;
  return effort_words(row) + band_sentence(row.estimator) + (missed ? " The tolerance was not reached." : "");
}

std::optional<ProbeRow> expected_probe(const ProbeSpec& spec, const std::string& measure) {
  for (const ProbeFacts& facts : probe_facts())
    if (facts.expected != nullptr && facts.metrics.front().name == measure) return facts.expected(spec);
  return std::nullopt;
}

}  // namespace imprint
