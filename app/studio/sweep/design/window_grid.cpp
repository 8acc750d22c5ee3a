// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/window_grid.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/studio/bridge/sweep_functions.h"
#include "app/studio/sweep/design/value_list.h"
#include "core/base/error.h"
#include "core/schedule/deficit_window.h"
#include "core/spec/batch_sizes.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::studio {
namespace {

struct Place {
  double value;
  int index;
};

/// The numbers of the field's axis, else the one of the base.
std::vector<Place> places_of(const SweepDraft& draft, const std::string& key, double in_base) {
  const int axis = draft.axis_of(key);
  if (axis < 0) return {{in_base, -1}};
  std::vector<Place> places;
  const auto& values = draft.values(axis);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (const double number = number_or_nan(values[i]); std::isfinite(number))
      places.push_back({number, static_cast<int>(i)});
  return places;
}

int snap_decimals(const std::vector<Place>& places, const std::string& unit) {
  std::vector<std::string> texts;
  for (const Place& place : places) texts.push_back(snapped_text(place.value, 12));
  return std::max(decimals_of(texts), unit == "fraction" ? 2 : 0);
}

}  // namespace

double budget_in_unit(const ExperimentSpec& spec, const std::string& unit) {
  if (unit == "fraction") return 1;
  if (unit == "epoch" && spec.training.iterations == 0) return std::max(1, spec.training.epochs);
  try {
    const BatchSizes batches{published_train_samples(spec.dataset), spec.training.batch_size};
    const std::int64_t epoch = std::max<std::int64_t>(1, batches.steps_per_epoch());
    const auto steps = static_cast<double>(training_budget_steps(spec.training, epoch));
    return std::max(1.0, unit == "epoch" ? steps / static_cast<double>(epoch) : steps);
  } catch (const InputError&) {
    return std::max(1, spec.training.epochs);
  }
}

WindowGrid window_grid(const SweepDraft& draft) {
  WindowGrid grid;
  const ExperimentSpec& base = draft.base().spec();
  const bool has_deficit = !base.deficits.empty() || draft.axis_of("deficit.0.onset") >= 0 ||
                           draft.axis_of("deficit.0.length") >= 0 || draft.axis_of("deficit.0.kind") >= 0;
  const DeficitSpec deficit = base.deficits.empty() ? DeficitSpec() : base.deficits.front();
  grid.unit = deficit.unit;
  if (!has_deficit) return grid;
  const double budget = budget_in_unit(base, grid.unit);
  const bool clean = base.training.budget == "clean";
  auto onsets = places_of(draft, "deficit.0.onset", deficit.onset);
  const auto lengths = places_of(draft, "deficit.0.length", deficit.length);
  grid.onset_decimals = snap_decimals(onsets, grid.unit);
  grid.length_decimals = snap_decimals(lengths, grid.unit);
  std::ranges::stable_sort(onsets, {}, &Place::value);
  for (const Place& onset : onsets)
    for (const Place& length : lengths)
      grid.rows.push_back(
          {onset.value, length.value, onset.index, length.index, false, clean ? budget + length.value : budget});
  const double late = draft.settings().late_onset;
  for (const Place& length : lengths)
    if (late >= 0)
      grid.rows.push_back({late, length.value, -1, length.index, true, clean ? budget + length.value : budget});
  const int kind_axis = draft.axis_of("deficit.0.kind");
  grid.kinds = kind_axis >= 0 ? draft.values(kind_axis) : std::vector<std::string>{deficit.kind};
  grid.total = budget;
  for (const WindowRow& row : grid.rows) grid.total = std::max({grid.total, row.total, row.onset + row.length});
  return grid;
}

}  // namespace imprint::studio
