// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_plan.h"

#include <algorithm>
#include <utility>

namespace imprint {
namespace {

bool strikes(const DeficitSpec& deficit, const std::string* layer) {
  if (deficit.kind != "precision") return false;
  return deficit.layers.empty() ||
         (layer != nullptr && std::ranges::find(deficit.layers, *layer) != deficit.layers.end());
}

}  // namespace

PrecisionPlan::PrecisionPlan(const ExperimentSpec& spec, RunLength length)
    : length_(std::move(length)), schedule_(spec.precision, length_.total_steps) {
  if (length_.windows.empty()) return;
  deficits_ = spec.deficits;
  for (const DeficitSpec& deficit : deficits_)
    for (const std::string& layer : deficit.kind == "precision" ? deficit.layers : std::vector<std::string>())
      if (std::ranges::find(named_layers_, layer) == named_layers_.end()) named_layers_.push_back(layer);
}

PrecisionPlan::PrecisionPlan(const ExperimentSpec& spec, std::int64_t budget_steps, std::int64_t steps_per_epoch,
                             bool with_deficits)
    : PrecisionPlan(spec, run_length_of(spec, budget_steps, steps_per_epoch, with_deficits)) {}

const DeficitSpec* PrecisionPlan::striking(std::int64_t step, const std::string* layer) const {
  for (std::size_t i = length_.windows.size(); i-- > 0;)
    if (length_.windows[i].contains(step) && strikes(deficits_[i], layer)) return &deficits_[i];
  return nullptr;
}

StepPrecision PrecisionPlan::precision_of(std::int64_t step, const std::string* layer) const {
  const DeficitSpec* deficit = striking(step, layer);
  if (deficit == nullptr) return {schedule_.bits_at(step), schedule_.backward_bits_at(step)};
  return {deficit->bits, deficit->backward_bits > 0 ? deficit->backward_bits : schedule_.backward_bits_at(step)};
}

StepPrecision PrecisionPlan::at(std::int64_t step) const { return precision_of(step, nullptr); }

StepPrecision PrecisionPlan::at(std::int64_t step, const std::string& layer) const {
  return precision_of(step, &layer);
}

std::vector<LayerPrecision> PrecisionPlan::exceptions_at(std::int64_t step) const {
  std::vector<LayerPrecision> exceptions;
  if (named_layers_.empty() || !in_deficit(step)) return exceptions;
  const StepPrecision network = at(step);
  for (const std::string& layer : named_layers_)
    if (const StepPrecision own = at(step, layer); own != network) exceptions.push_back({layer, own});
  return exceptions;
}

bool PrecisionPlan::in_deficit(std::int64_t step) const {
  return std::ranges::any_of(length_.windows, [&](const StepWindow& window) { return window.contains(step); });
}

std::vector<std::int64_t> first_departures(const PrecisionPlan& plan) {
  std::vector<std::int64_t> departures;
  for (const std::string& layer : plan.named_layers()) {
    std::int64_t step = 0;
    while (step < plan.length().total_steps && (!plan.in_deficit(step) || plan.at(step, layer) == plan.at(step)))
      ++step;
    departures.push_back(step);
  }
  return departures;
}

}  // namespace imprint
