// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schedule_report.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/cli/table.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json bits_of_every_step(const PrecisionPlan& plan) {
  Json bits = Json::array();
  for (std::int64_t step = 0; step < plan.schedule().total_steps(); ++step)
    bits.push_back(plan.at(step).activation.bits);
  return bits;
}

Json stretches(const PrecisionPlan& plan) {
  Json list = Json::array();
  std::int64_t begin = 0;
  const std::int64_t end = plan.schedule().total_steps();
  for (std::int64_t step = 1; step <= end; ++step) {
    const int bits = plan.at(begin).activation.bits;
    if (step < end && plan.at(step).activation.bits == bits) continue;
    list.push_back({{"bits", bits}, {"steps", step - begin}});
    begin = step;
  }
  return list;
}

Json counts(const PlanCost& cost) {
  Json steps = Json::object();
  for (const auto& [bits, count] : cost.steps_at_bits) steps[std::to_string(bits)] = count;
  return steps;
}

std::string bits_table(const PlanCost& cost, std::int64_t total_steps) {
  Table table({{"BITS", Align::right}, {"STEPS", Align::right}, {"SHARE", Align::right}});
  for (const auto& [bits, steps] : cost.steps_at_bits)
    table.add_row({std::to_string(bits), std::to_string(steps),
                   percent(static_cast<double>(steps) / static_cast<double>(total_steps))});
  return table.text();
}

std::string saving_text(const PlanCost& cost, const PrecisionSpec& spec) {
  return percent(cost.saving) + " against static " + std::to_string(spec.max_bits) + "/" +
         std::to_string(spec.backward_bits) + " bits at " + significant(cost.static_relative_cost);
}

}  // namespace

std::string schedule_json(const PrecisionPlan& plan, const PrecisionSpec& spec, bool every_step) {
  const PlanCost cost = plan_cost(plan, spec);
  const NamedSchedule& named = named_schedule(spec.schedule);
  const Json json = {{"name", named.name},
                     {"profile", named.profile},
                     {"description", named.description},
                     {"cycles", spec.schedule == "curve" ? spec.curve.cycles : spec.cycles},
                     {"min_bits", spec.min_bits},
                     {"max_bits", spec.max_bits},
                     {"backward_bits", spec.backward_bits},
                     {"iterations", plan.schedule().total_steps()},
                     {"period", plan.schedule().period()},
                     {"relative_cost", cost.relative_cost},
                     {"static_relative_cost", cost.static_relative_cost},
                     {"saving", cost.saving},
                     {"mean_forward_bits", cost.mean_forward_bits},
                     {"cost_group", named.cost_group.empty() ? cost_group(cost) : named.cost_group},
                     {"steps_at_bits", counts(cost)},
                     {"bits", every_step ? bits_of_every_step(plan) : stretches(plan)}};
  return every_step ? json_text(json, json_in_one_line) : json_text(json);
}

std::string schedule_csv(const PrecisionPlan& plan) {
  const bool weights = plan.weights_may_part();
  std::string text = std::string("step,forward_bits,") + (weights ? "weight_bits," : "") + "backward_bits\n";
  for (std::int64_t step = 0; step < plan.schedule().total_steps(); ++step) {
    const LayerPrecision precision = plan.at(step);
    text += std::to_string(step) + "," + std::to_string(precision.activation.bits) + "," +
            (weights ? std::to_string(precision.weight.bits) + "," : "") + std::to_string(precision.gradient.bits) +
            "\n";
  }
  return text;
}

std::string schedule_text(const PrecisionPlan& plan, const PrecisionSpec& spec) {
  const PlanCost cost = plan_cost(plan, spec);
  const NamedSchedule& named = named_schedule(spec.schedule);
  const std::int64_t steps = plan.schedule().total_steps();
  Table facts({{named.name}, {named.description}});
  facts.add_row({"steps", std::to_string(steps) + ", period " + std::to_string(plan.schedule().period())});
  facts.add_row({"mean forward bits", significant(cost.mean_forward_bits)});
  if (spec.ladder != "affine") facts.add_row({"formats", spec.ladder + ": " + ladder(spec.ladder).rungs_text()});
  if (spec.weight_bits > 0) facts.add_row({"weight bits", std::to_string(spec.weight_bits)});
  if (spec.activation_bits > 0) facts.add_row({"activation bits", std::to_string(spec.activation_bits)});
  facts.add_row({"backward bits", std::to_string(spec.backward_bits)});
  facts.add_row({"relative cost", significant(cost.relative_cost) + " of 32-bit training"});
  facts.add_row({"saving", saving_text(cost, spec)});
  return facts.text() + "\n" + stairs_text(plan, 80) + "\n\n" + bits_table(cost, steps);
}

std::string stairs_text(const PrecisionPlan& plan, int characters) {
  constexpr std::array<const char*, 8> blocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::int64_t steps = plan.schedule().total_steps();
  std::vector<int> samples;
  for (int i = 0; i < characters; ++i)
    samples.push_back(plan.at((2 * i + 1) * steps / (2 * characters)).activation.bits);
  const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
  std::string text;
  for (const int bits : samples)
    text += blocks[static_cast<std::size_t>(*high == *low ? 3 : (bits - *low) * 7 / (*high - *low))];
  return text;
}

}  // namespace imprint::cli
