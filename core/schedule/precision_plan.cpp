// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_plan.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/spec/continuation_format.h"
#include "core/spec/deficit_words.h"

namespace imprint {
namespace {

bool strikes(const DeficitSpec& deficit, const std::string* layer) {
  if (!strikes_bits(deficit)) return false;
  return deficit.layers.empty() ||
         (layer != nullptr && std::ranges::find(deficit.layers, *layer) != deficit.layers.end());
}

/// Whether a deficit that asks for `bits` (0 = nothing) decides them. Bits of a layer's own (0 = none) give way only
/// when it is named.
bool decides(int bits, int own, bool is_named) { return bits > 0 && (own == 0 || is_named); }

int forward_or(int role_bits, const DeficitSpec& deficit) { return role_bits > 0 ? role_bits : deficit.bits; }

void drop_gradients(NetworkPrecision& precision) {
  precision.network.gradient = {};
  for (NamedLayerPrecision& named : precision.layers) named.precision.gradient = {};
  std::erase_if(precision.layers, [&](const auto& named) { return named.precision == precision.network; });
}

/// Whoever named them first: equal precision is equal.
void put_in_order(std::vector<NamedLayerPrecision>& layers) {
  std::ranges::sort(layers, {}, &NamedLayerPrecision::layer);
}

template <class Parted>
std::int64_t first_step(std::int64_t begin, std::int64_t end, const Parted& parted) {
  while (begin < end && !parted(begin)) ++begin;
  return begin;
}

/// Values that are held in 16 bits are multiplied in them, unless they are rounded further.
void hold_in(NumberFormat working, LayerPrecision& precision) {
  for (NumberFormat* format : {&precision.weight, &precision.activation, &precision.gradient})
    if (is_full_precision(*format)) *format = working;
}

bool weight_is_apart(const LayerPrecision& precision) { return precision.weight != precision.activation; }

}  // namespace

PrecisionPlan::PrecisionPlan(const ExperimentSpec& spec, RunLength length)
    : length_(std::move(length)),
      schedule_(spec.precision, length_.total_steps),
      base_(spec.precision),
      evaluations_(spec.evaluation.precision),
      target_bits_(spec.precision.max_bits),
      continued_in_(continuation_format(spec.continuation)),
      ramp_(spec.precision.ramp),
      resets_(spec.precision.at_change == "reset") {
  for (const LayerBits& own : base_.layers()) name_layer(own.layer);
  if (length_.windows.empty()) return;
  deficits_ = spec.deficits;
  for (const DeficitSpec& deficit : deficits_)
    for (const std::string& layer : strikes_bits(deficit) ? deficit.layers : std::vector<std::string>())
      name_layer(layer);
}

PrecisionPlan::PrecisionPlan(const ExperimentSpec& spec, std::int64_t budget_steps, std::int64_t steps_per_epoch,
                             bool with_deficits)
    : PrecisionPlan(spec, run_length_of(spec, budget_steps, steps_per_epoch, with_deficits)) {}

void PrecisionPlan::name_layer(const std::string& layer) {
  if (std::ranges::find(named_layers_, layer) == named_layers_.end()) named_layers_.push_back(layer);
}

const DeficitSpec* PrecisionPlan::deficit_at(std::int64_t step, const std::string* layer) const {
  for (std::size_t i = length_.windows.size(); i-- > 0;)
    if (length_.windows[i].contains(step) && strikes(deficits_[i], layer)) return &deficits_[i];
  return nullptr;
}

LayerPrecision PrecisionPlan::with(ScheduledBits asked, std::int64_t step, const std::string* layer) const {
  const LayerBits* own = layer != nullptr ? base_.own_bits(*layer) : nullptr;
  LayerPrecision precision = base_.of(asked, own);
  const DeficitSpec* deficit = deficit_at(step, layer);
  if (deficit != nullptr) strike_with(*deficit, own, precision);
  hold_in(working_format(step), precision);
  return precision;
}

void PrecisionPlan::strike_with(const DeficitSpec& deficit, const LayerBits* own, LayerPrecision& precision) const {
  const LayerBits kept = own != nullptr ? *own : LayerBits();
  const bool is_named = !deficit.layers.empty();
  const std::optional<NumberFormat> named = struck_format(deficit);
  const auto strike = [&](NumberFormat& format, Operand operand, int bits, int own_bits) {
    if (!decides(bits, own_bits, is_named)) return;
    format = named && operand != Operand::gradient ? *named : base_.format(bits, operand);
  };
  const auto forward = [&](int role_bits) { return named ? named->bits : forward_or(role_bits, deficit); };
  strike(precision.weight, Operand::weight, forward(deficit.weight_bits), kept.weight);
  strike(precision.activation, Operand::activation, forward(deficit.activation_bits), kept.activation);
  strike(precision.gradient, Operand::gradient, deficit.backward_bits, kept.gradient);
}

NumberFormat PrecisionPlan::working_format(std::int64_t step) const {
  return length_.continuation.contains(step) ? continued_in_ : NumberFormat();
}

bool PrecisionPlan::changes_at(std::int64_t step) const { return step > 0 && formats_at(step) != formats_at(step - 1); }

double PrecisionPlan::strength_at(std::int64_t step) const {
  for (std::int64_t since = 0; since < std::min(ramp_, step); ++since)
    if (changes_at(step - since)) return static_cast<double>(since + 1) / static_cast<double>(ramp_);
  return 1;
}

NetworkPrecision PrecisionPlan::all_at(std::int64_t step) const {
  NetworkPrecision precision = formats_at(step);
  precision.strength = strength_at(step);
  return precision;
}

NetworkPrecision PrecisionPlan::formats_at(std::int64_t step) const {
  const ScheduledBits asked = scheduled_at(step);
  NetworkPrecision precision{.network = with(asked, step), .working = working_format(step)};
  if (base_.layers().empty() && !in_deficit(step)) return precision;
  for (const std::string& layer : named_layers_)
    if (const LayerPrecision own = with(asked, step, &layer); own != precision.network)
      precision.layers.push_back({layer, own});
  put_in_order(precision.layers);
  return precision;
}

std::vector<NetworkPrecision> PrecisionPlan::evaluations_at(std::int64_t step) const {
  std::vector<NetworkPrecision> precisions;
  for (const std::string& evaluation : evaluations_) precisions.push_back(evaluation_at(step, evaluation));
  return precisions;
}

NetworkPrecision PrecisionPlan::evaluation_at(std::int64_t step, const std::string& evaluation) const {
  if (evaluation == "fp32") return {};
  NetworkPrecision precision = evaluation == "target" ? base_.all({.forward = target_bits_}) : all_at(step);
  precision.working = working_format(step);
  hold_in(precision.working, precision.network);
  for (NamedLayerPrecision& named : precision.layers) hold_in(precision.working, named.precision);
  drop_gradients(precision);
  put_in_order(precision.layers);
  return precision;
}

bool PrecisionPlan::weights_may_part() const {
  return base_.parts_weights() || std::ranges::any_of(deficits_, [](const DeficitSpec& deficit) {
           return strikes_bits(deficit) && (deficit.weight_bits > 0 || deficit.activation_bits > 0);
         });
}

bool PrecisionPlan::in_deficit(std::int64_t step) const {
  return std::ranges::any_of(length_.windows, [&](const StepWindow& window) { return window.contains(step); });
}

PrecisionDepartures first_departures(const PrecisionPlan& plan) {
  const std::int64_t end = plan.length().total_steps;
  PrecisionDepartures departures;
  departures.weight = !plan.weights_may_part()
                          ? end
                          : first_step(0, end, [&](std::int64_t step) { return weight_is_apart(plan.at(step)); });
  for (const std::string& layer : plan.named_layers()) {
    const bool may_always = plan.base().own_bits(layer) != nullptr;
    const std::int64_t left = first_step(0, end, [&](std::int64_t step) {
      return (may_always || plan.in_deficit(step)) && plan.at(step, layer) != plan.at(step);
    });
    departures.layers.push_back(left);
    departures.layer_weights.push_back(
        first_step(left, end, [&](std::int64_t step) { return weight_is_apart(plan.at(step, layer)); }));
  }
  return departures;
}

}  // namespace imprint
