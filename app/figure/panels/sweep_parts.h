// SPDX-License-Identifier: GPL-3.0-or-later
// What panels of a sweep's report have in common: which fields run along the axes, which are fixed, and their words.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/figure/panels/panel_parts.h"
#include "app/workflow/report/sweep_views.h"

namespace imprint {

/// A report and how the panel cuts through its grid.
struct SweepCut {
  std::string source;
  const SweepReport* report = nullptr;
  ExperimentSpec base;                       // what the sweep varies
  std::string x_key, line_key;               // line_key may be empty
  std::map<std::string, std::string> fixed;  // the other axes
};

/// The readable sweeps of the panel's sources. Throws InputError for an axis or a value that a sweep does not have.
/// `two_axes`: the next varied field after x becomes line_key.
std::vector<SweepCut> sweep_cuts(PanelTask& task, bool two_axes);

/// "Onset (epochs)": the label of a field's axis.
std::string field_axis_label(const ExperimentSpec& base, const std::string& key);

/// The value of a field as a tick: "2 bits" for the kind precision, others as they are.
std::string value_words(const ExperimentSpec& base, const std::string& key, const std::string& value);

/// "blur, onset 0": what sets the condition apart from the others of its report.
std::string condition_words(const SweepCut& cut, const ConditionReport& condition);

/// A field and its value: "blur", "onset 0".
std::string place_words(const SweepCut& cut, const std::string& key, const std::string& value);

/// "; here onset 0, 2 bits": what the whole panel has in common, for captions; empty when nothing is fixed.
std::string fixed_words(const SweepCut& cut);

/// Whether the condition has the fixed values.
bool has_fixed(const SweepCut& cut, const ConditionReport& condition);

/// "median of the last 3 evaluations after the deficit", "last evaluation after the deficit".
std::string final_evaluation_words(const std::string& rule);

/// "; bars: 95 % Student t intervals", "; bars need 2 seeds"; `what` is bars or bands.
std::string intervals_words(const SweepReport& report, const std::string& what, std::size_t most_seeds);

/// "; left out, as the deficit reaches the end and no clean step follows: onset 0.7, length 0.3"; empty when there is
/// none.
std::string no_clean_step_words(const SweepCut& cut);

std::string why_no_sweep(const PanelTask& task);

}  // namespace imprint
