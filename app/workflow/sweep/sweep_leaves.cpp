// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_leaves.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/schedule/deficit_window.h"
#include "core/spec/baseline_spec.h"
#include "core/spec/batch_sizes.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

constexpr std::size_t longest_id = 120;
constexpr char onset_key[] = "deficit.0.onset";

std::string file_name_of(std::string text) {
  std::ranges::replace_if(
      text,
      [](unsigned char c) { return !std::isalnum(c) && c != '.' && c != '-' && c != '+' && c != '=' && c != '_'; },
      '-');
  return text.substr(0, longest_id);
}

std::string id_of(const std::vector<Coordinate>& coordinates, std::uint64_t seed) {
  std::string id;
  for (const auto& [key, value] : coordinates) id += short_sweep_key(key) + "=" + value + "_";
  return file_name_of(id + "seed=" + std::to_string(seed));
}

/// All that a spec without deficits can't show.
ExperimentSpec baseline_of(const ExperimentSpec& treated) {
  const TrainingSpec plain;
  ExperimentSpec spec = untreated(treated);
  spec.training.budget = plain.budget;
  spec.training.lr_clock = plain.lr_clock;
  spec.training.lr_restart = plain.lr_restart;
  spec.recovery = {};
  return spec;
}

/// Only what is not about the treatment does.
bool tells_baselines_apart(const Coordinate& coordinate) {
  constexpr std::array of_treatment = {"deficit.", "recovery.", "training.lr_restart", "training.lr_clock",
                                       "training.budget"};
  if (coordinate.key.starts_with("continuation."))
    return coordinate.key == "continuation.from" || coordinate.key == "continuation.fit";
  return std::ranges::none_of(of_treatment, [&](const char* start) { return coordinate.key.starts_with(start); });
}

class LeafMaker {
 public:
  LeafMaker(const SweepSpec& sweep, const TrainSamplesOf& train_samples_of, int threads)
      : sweep_(sweep), train_samples_of_(train_samples_of), threads_(threads) {}

  std::vector<SweepLeaf> make() {
    std::vector<SweepAxis> axes = grid_axes(sweep_);
    // Seeds innermost: the runs of one condition stand together.
    std::stable_partition(axes.begin(), axes.end(), [](const SweepAxis& axis) { return axis.key != "seed"; });
    combine(axes, 0, sweep_.base, {});
    std::vector<SweepLeaf> leaves = std::move(baselines_);
    std::ranges::move(conditions_, std::back_inserter(leaves));
    return leaves;
  }

 private:
  void combine(const std::vector<SweepAxis>& axes, std::size_t axis, const ExperimentSpec& spec,
               const std::vector<Coordinate>& coordinates) {
    if (axis == axes.size()) {
      add(spec, coordinates);
      return;
    }
    for (const std::string& value : axes[axis].values) {
      ExperimentSpec varied = spec;
      const Field field = find_spec_field(varied, axes[axis].key);
      set_field_text(field, value);
      std::vector<Coordinate> place = coordinates;
      if (axes[axis].key != "seed") place.push_back({axes[axis].key, field_text(field)});
      combine(axes, axis + 1, varied, place);
    }
  }

  /// The condition, and its length-matched late control.
  void add(const ExperimentSpec& spec, const std::vector<Coordinate>& coordinates) {
    add_condition(spec, coordinates);
    if (sweep_.late_onset < 0 || spec.deficits.empty() || spec.deficits.front().onset == sweep_.late_onset) return;
    ExperimentSpec late = spec;
    late.deficits.front().onset = sweep_.late_onset;
    std::vector<Coordinate> place = coordinates;
    std::ranges::find(place, onset_key, &Coordinate::key)->value = shortest_text(sweep_.late_onset);
    add_condition(late, place);
  }

  void add_condition(const ExperimentSpec& spec, const std::vector<Coordinate>& coordinates) {
    SweepLeaf leaf = leaf_of(spec, coordinates, id_of(coordinates, spec.seed));
    if (!ids_.insert(leaf.id).second) {
      const auto known = std::ranges::find(conditions_, leaf.id, &SweepLeaf::id);
      if (known != conditions_.end() && known->coordinates == coordinates)
        return;  // a late control that is there already
      while (!ids_.insert(leaf.id + "-" + std::to_string(conditions_.size())).second) leaf.id += "x";
      leaf.id += "-" + std::to_string(conditions_.size());
    }
    leaf.baseline = is_treated(spec) ? baseline_index(leaf) : -1;
    leaf.is_baseline = !is_treated(spec);
    conditions_.push_back(std::move(leaf));
  }

  int baseline_index(const SweepLeaf& leaf) {
    const ExperimentSpec spec = baseline_of(leaf.spec);
    for (std::size_t i = 0; i < baselines_.size(); ++i) {
      ExperimentSpec named = spec;
      named.name = baselines_[i].spec.name;
      if (named == baselines_[i].spec) return static_cast<int>(i);
    }
    std::vector<Coordinate> place;
    std::ranges::copy_if(leaf.coordinates, std::back_inserter(place), tells_baselines_apart);
    SweepLeaf baseline = leaf_of(spec, place, "baseline_" + id_of(place, spec.seed));
    baseline.is_baseline = true;
    ids_.insert(baseline.id);
    baselines_.push_back(std::move(baseline));
    return static_cast<int>(baselines_.size()) - 1;
  }

  SweepLeaf leaf_of(ExperimentSpec spec, const std::vector<Coordinate>& coordinates, const std::string& id) {
    spec.name = id;
    spec.comparison.baseline = false;
    spec.threads = threads_;
    SweepLeaf leaf;
    try {
      require_valid(spec);
      leaf.steps_per_epoch = BatchSizes{train_samples(spec.dataset), spec.training.batch_size}.steps_per_epoch();
      const RunLength length = run_length(spec, leaf.steps_per_epoch);
      leaf.total_steps = length.total_steps;
      leaf.windows = length.windows;
      leaf.continuation = length.continuation;
    } catch (const InputError& error) {
      throw InputError("run " + id + " of the grid: " + error.what());
    }
    leaf.id = id;
    leaf.spec = std::move(spec);
    leaf.coordinates = coordinates;
    return leaf;
  }

  std::int64_t train_samples(const DatasetSpec& dataset) {
    for (const auto& [known, samples] : sizes_)
      if (known == dataset) return samples;
    sizes_.emplace_back(dataset, train_samples_of_(dataset));
    return sizes_.back().second;
  }

  const SweepSpec& sweep_;
  const TrainSamplesOf& train_samples_of_;
  int threads_;
  std::vector<SweepLeaf> baselines_;
  std::vector<SweepLeaf> conditions_;
  std::set<std::string> ids_;
  std::vector<std::pair<DatasetSpec, std::int64_t>> sizes_;
};

}  // namespace

std::vector<SweepLeaf> sweep_leaves(const SweepSpec& sweep, const TrainSamplesOf& train_samples_of, int threads) {
  return LeafMaker(sweep, train_samples_of, threads).make();
}

}  // namespace imprint
