// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep is: an experiment and the grid of fields that are varied in it, seeds included.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/field_problem.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// One field and the values that it takes, each as text that the field reads (3, 0.1, blur, [64, 64]).
struct SweepAxis {
  std::string key;  // dotted: "deficit.0.onset"
  std::vector<std::string> values;

  bool operator==(const SweepAxis&) const = default;
};

struct SweepSpec {
  ExperimentSpec base;
  std::string protocol = "grid";  // of sweep_protocols(): where defaults come from
  double scale = 1;  // factor of the protocol's epochs and lengths of deficits, its decay rate by 1 / scale
  std::vector<SweepAxis> axes = {};
  double late_onset = -1;  // beside every window, one of its length that begins here (unit of deficit 0); -1 = none
  double margin = 0.01;    // a run has recovered when it stays within so much of its baseline
  int processes = 0;       // runs at a time; 0 = as many as the machine has cores for
  std::string order = "planned";  // planned (the longest way first) | random (a fair sample, whenever it is stopped)
  std::string interval = "student-t";  // of its report: student-t | studentised-bootstrap | bca

  bool operator==(const SweepSpec&) const = default;
};

/// A named experiment of the literature: what it fixes where the file says nothing.
struct SweepProtocol {
  std::string name;
  std::string description;     // one sentence with its source
  SweepSpec defaults;          // experiment and axes
  bool counts_epochs = false;  // can be scaled; else its lengths are fractions of the run, whatever that is
};
const std::vector<SweepProtocol>& sweep_protocols();
/// Throws InputError that names the nearest.
const SweepProtocol& sweep_protocol(const std::string& name);
/// The protocol's defaults for a run of `scale` times its length: epochs, onsets and lengths times scale, epochs
/// rounded and at least 1, and lr_decay^(1 / scale), so that the rate falls by as much over the whole run.
SweepSpec scaled_protocol(const std::string& name, double scale);

/// "onset" -> "deficit.0.onset"; so do length, bits, kind, schedule and model. Other names stay.
std::string sweep_key(const std::string& name);
/// The other way, for titles: "deficit.0.onset" -> "onset".
std::string short_sweep_key(const std::string& key);

/// The names of `order`.
const std::vector<std::string>& sweep_order_names();

/// An experiment's TOML with a table [sweep] (protocol, scale, late_onset, margin, processes, order, interval) and
/// [sweep.grid] of field = [values]. An axis that the protocol has and the file lacks is the protocol's, if the file
/// leaves the unit of the first deficit to it. Throws InputError as parse_spec_toml; for an unknown field, an empty
/// axis, a value that the field doesn't take, and a field that is there twice.
SweepSpec parse_sweep_toml(std::string_view text, const std::string& source);
SweepSpec load_sweep(const std::filesystem::path& path);
/// Whether the text has a table [sweep] or one below it, however wrong the rest is.
bool holds_sweep(std::string_view text);

/// The sweep.toml of a sweep's folder: a field that is not there has the value that runs had before it existed
/// (stored_defaults.h).
SweepSpec parse_stored_sweep(std::string_view text, const std::string& source);

/// TOML that parse_sweep_toml reads back equal; `complete` writes every field of the experiment, whose meaning then
/// doesn't change when a default does: for what is stored.
std::string sweep_to_toml(const SweepSpec& sweep, bool complete = false);

/// What is wrong with settings, axes and experiment; empty = valid. Rules between the experiment's fields are looked at
/// when all else is right.
std::vector<FieldProblem> sweep_problems(const SweepSpec& sweep);

/// What is wrong with one axis: every value is tried in the base by itself.
std::vector<FieldProblem> axis_problems(const ExperimentSpec& base, const SweepAxis& axis);

/// The axes, with one of the base's onset before them when late controls need it and there is none.
std::vector<SweepAxis> grid_axes(const SweepSpec& sweep);

/// Product of the axes' lengths, baselines not counted; the largest double that is exact for more.
double sweep_size(const SweepSpec& sweep);

}  // namespace imprint
