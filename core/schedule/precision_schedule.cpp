// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_schedule.h"

#include <array>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/records/known_names.h"

namespace imprint {
namespace {

using enum CycleShape;

void require(bool rule, const std::string& message) {
  if (!rule) throw InputError(message);
}

void require_bits(const char* key, int bits) {
  require(bits >= 1 && bits <= 32,
          std::string(key) + " must be from 1 to 32, but is " + std::to_string(bits));
}

void require_cycles(const PrecisionSpec& spec, std::int64_t total_steps) {
  require(spec.min_bits <= spec.max_bits,
          "precision.min_bits must be at most precision.max_bits = " + std::to_string(spec.max_bits) +
              ", but is " + std::to_string(spec.min_bits));
  require(spec.cycles >= 1 && spec.cycles <= total_steps,
          "precision.cycles must be from 1 to the " + std::to_string(total_steps) +
              " steps of the run, but is " + std::to_string(spec.cycles));
}

}  // namespace

std::span<const NamedSchedule> named_schedules() {
  constexpr auto linear = GrowthProfile::linear, cosine = GrowthProfile::cosine,
                 exponential = GrowthProfile::exponential, rex = GrowthProfile::rex;
  static const std::array<NamedSchedule, 11> schedules = {{
      {"LR", "linear", "linear growth, repeated in every cycle", "medium", linear, repeated},
      {"LT", "linear", "linear, falling and rising in turn", "medium", linear, vertical_reflection},
      {"CR", "cosine", "cosine growth, repeated in every cycle (the original CPT)", "medium", cosine,
       repeated},
      {"CT", "cosine", "cosine, falling and rising in turn", "medium", cosine, vertical_reflection},
      {"RR", "rex", "REX growth, repeated in every cycle", "large", rex, repeated},
      {"RTH", "rex", "REX, reflected horizontally in every other cycle", "large", rex, horizontal_reflection},
      {"RTV", "rex", "REX, reflected vertically in every other cycle", "medium", rex, vertical_reflection},
      {"ER", "exponential", "exponential growth, repeated in every cycle", "small", exponential, repeated},
      {"ETH", "exponential", "exponential, reflected horizontally in every other cycle", "small", exponential,
       horizontal_reflection},
      {"ETV", "exponential", "exponential, reflected vertically in every other cycle", "medium", exponential,
       vertical_reflection},
      {"static", "constant", "the highest precision throughout", "", linear, constant},
  }};
  return schedules;
}

const NamedSchedule& named_schedule(const std::string& name) {
  for (const auto& schedule : named_schedules())
    if (schedule.name == name) return schedule;
  const std::string near = nearest_name(name, precision_schedule_names());
  throw InputError("precision.schedule must be " + join_choices(precision_schedule_names()) + ", but is \"" +
                   name + "\"" + (near.empty() ? "" : "; did you mean " + near + "?"));
}

PrecisionSchedule::PrecisionSchedule(const PrecisionSpec& spec, std::int64_t total_steps)
    : spec_(spec), named_(named_schedule(spec.schedule)), total_steps_(total_steps), period_(total_steps) {
  require(total_steps >= 1, "a run must have at least one step, but has " + std::to_string(total_steps));
  require_bits("precision.min_bits", spec.min_bits);
  require_bits("precision.max_bits", spec.max_bits);
  if (named_.shape == constant) return;
  require_cycles(spec, total_steps);
  period_ = total_steps / spec.cycles + (spec.period == "floor-plus-one" ? 1 : 0);
}

double PrecisionSchedule::growth_at(std::int64_t cycle, double phase) const {
  const bool reflected = cycle % 2 == 0;
  if (reflected && named_.shape == vertical_reflection)
    return 1 - growth(named_.growth, phase, spec_.rex_constant);
  const double x = reflected && named_.shape == horizontal_reflection ? 1 - phase : phase;
  return growth(named_.growth, x, spec_.rex_constant);
}

double PrecisionSchedule::designed_bits(double step) const {
  if (named_.shape == constant) return spec_.max_bits;
  const double period = static_cast<double>(period_);
  const auto cycle = static_cast<std::int64_t>(std::floor(step / period));
  return spec_.min_bits +
         (spec_.max_bits - spec_.min_bits) * growth_at(cycle, std::fmod(step, period) / period);
}

int PrecisionSchedule::bits_at(std::int64_t step) const {
  return static_cast<int>(std::nearbyint(designed_bits(static_cast<double>(step))));
}

}  // namespace imprint
