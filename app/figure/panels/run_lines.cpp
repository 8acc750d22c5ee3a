// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/run_lines.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/spec/condition.h"
#include "core/spec/deficit_words.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

using Lines = std::vector<RunLine>;

std::string spaced(std::string text) {
  std::ranges::replace(text, '_', ' ');
  std::ranges::replace(text, '-', ' ');
  return text;
}

std::string schedule_words(const ExperimentSpec& spec) {
  if (spec.precision.schedule != "static") return spec.precision.schedule;
  return "static " + std::to_string(spec.precision.max_bits) + " bits";
}

struct Place {
  std::string key, value;
};

/// All fields of the condition in the order of a spec.
std::vector<Place> fields_of(const FigureRun& run) {
  ExperimentSpec condition = condition_of(run.spec);
  std::vector<Place> fields;
  for (const Field& field : spec_fields(condition)) fields.push_back({field.key, field_text(field)});
  return fields;
}

using Values = std::map<std::string, std::set<std::string>>;

/// What the lines have at each field; baselines say nothing of deficits.
Values values_of(const Lines& lines) {
  Values values;
  for (const RunLine& line : lines)
    for (const Place& field : fields_of(*line.runs.front())) values[field.key].insert(field.value);
  return values;
}

/// "onset 4, length 2": every field that is not the same in all lines, but for those that a deficit of its kind does
/// not read.
std::string difference_words(const RunLine& line, const Values& values) {
  std::string words;
  std::string kind;
  for (const Place& field : fields_of(*line.runs.front())) {
    if (field.key.starts_with("deficit.") && field.key.ends_with(".kind")) kind = field.value;
    const bool silent = field.key.starts_with("deficit.") && !is_read(line.runs.front()->spec, field.key);
    const bool kinds_differ = values.contains("deficit.0.kind") && values.at("deficit.0.kind").size() > 1;
    const bool names_kind = field.key == "deficit.0.bits" && kind == precision_deficit && kinds_differ;
    if (silent || (values.at(field.key).size() < 2 && !names_kind)) continue;
    const std::string part = field_words(field.key, field.value);
    if (!part.empty()) words += (words.empty() ? "" : ", ") + part;
  }
  return words;
}

using Naming = std::function<std::string(const RunLine&)>;

bool tells_apart(const Lines& lines, const Naming& name) {
  std::set<std::string> names;
  for (const RunLine& line : lines)
    if (const std::string text = name(line); text.empty() || !names.insert(text).second) return false;
  return true;
}

/// The shortest way to name the lines that tells them apart.
void name_lines(Lines& lines) {
  if (lines.empty()) return;
  const Values values = values_of(lines);
  const std::vector<Naming> namings = {[](const RunLine& line) {
                                         const FigureRun& run = *line.runs.front();
                                         const std::string what = deficit_words(run.spec);
                                         const std::string when = deficit_time_words(run.plan);
                                         return what.empty() || when.empty() ? what : when + " " + what;
                                       },
                                       [](const RunLine& line) { return schedule_words(line.runs.front()->spec); },
                                       [&](const RunLine& line) { return difference_words(line, values); },
                                       [](const RunLine& line) { return line.runs.front()->spec.name; },
                                       [](const RunLine& line) { return line.runs.front()->shown; }};
  for (const Naming& name : namings)
    if (tells_apart(lines, name)) {
      for (RunLine& line : lines) line.label = name(line);
      return;
    }
  for (RunLine& line : lines) line.label = line.runs.front()->shown;
}

void name_baselines(Lines& baselines) {
  const Values values = values_of(baselines);
  for (RunLine& line : baselines) {
    const std::string words = baselines.size() > 1 ? difference_words(line, values) : "";
    line.label = "baseline" + (words.empty() ? "" : ", " + words);
  }
}

void add_run(RunLine& line, const FigureRun* run, std::vector<std::string>& notes) {
  const auto same =
      std::ranges::find(line.runs, run->spec.seed, [](const FigureRun* other) { return other->spec.seed; });
  if (same == line.runs.end())
    line.runs.push_back(run);
  else if (!run->is_baseline)
    notes.push_back("left out " + run->shown + ": has the seed of " + (*same)->shown);
}

/// Runs by condition; or each by itself, a baseline once a seed all the same.
Lines lines_of(std::span<const FigureRun* const> runs, bool baselines, bool group, std::vector<std::string>& notes) {
  std::map<std::string, std::size_t> known;
  Lines lines;
  for (const FigureRun* run : runs) {
    if (run->is_baseline != baselines) continue;
    const std::string condition = condition_hash(run->spec);
    const std::string seed = std::to_string(run->spec.seed);
    const std::string key = group ? condition : baselines ? condition + seed : run->directory.string();
    const auto [place, is_new] = known.emplace(key, lines.size());
    if (is_new) lines.push_back({{}, baselines, {}});
    add_run(lines[place->second], run, notes);
  }
  for (RunLine& line : lines) std::ranges::sort(line.runs, {}, [](const FigureRun* run) { return run->spec.seed; });
  return lines;
}

/// Lines of single runs have their seed in the name, when names alone don't tell them apart.
void add_seeds(Lines& lines) {
  const auto label = [](const RunLine& line) { return line.label; };
  if (tells_apart(lines, label)) return;
  for (RunLine& line : lines) line.label += ", seed " + std::to_string(line.runs.front()->spec.seed);
}

}  // namespace

std::string field_words(const std::string& key, const std::string& value) {
  const std::string leaf = key.substr(key.rfind('.') + 1);
  if (key == "precision.schedule" || key == "model.name" || key == "dataset.name") return value;
  if (key.starts_with("deficit.")) {
    if (leaf == "kind") return value == precision_deficit ? "" : spaced(value);
    if (leaf == "bits") return value + " bits";
    if (leaf == "unit") return "";
  }
  return spaced(leaf) + " " + value;
}

std::string deficit_words(const ExperimentSpec& spec) {
  std::string words;
  for (const DeficitSpec& deficit : spec.deficits) {
    words += (words.empty() ? "" : " and ") + spaced(deficit_label(deficit));
  }
  return words;
}

std::string deficit_time_words(const RunPlan& plan) {
  if (plan.deficit_windows.empty() || plan.total_steps <= 0) return {};
  const StepWindow& first = plan.deficit_windows.front();
  const double middle = static_cast<double>(first.begin + first.end) / 2 / static_cast<double>(plan.total_steps);
  return middle < 0.4 ? "early" : middle > 0.6 ? "late" : "middle";
}

std::string with_count(const std::string& label, std::size_t count) {
  return label + (label.empty() ? "" : " ") + "(N = " + std::to_string(count) + ")";
}

std::vector<RunLine> run_lines(std::span<const FigureRun* const> runs, bool group, std::vector<std::string>& notes) {
  Lines lines = lines_of(runs, true, group, notes), others = lines_of(runs, false, group, notes);
  name_baselines(lines);
  if (group) {
    name_lines(others);
  } else {
    std::vector<std::string> told_already;
    Lines named = lines_of(runs, false, true, told_already);
    name_lines(named);
    for (RunLine& line : others)
      for (const RunLine& condition : named)
        if (condition_hash(condition.runs.front()->spec) == condition_hash(line.runs.front()->spec))
          line.label = condition.label;
    add_seeds(others);
    add_seeds(lines);
  }
  lines.insert(lines.end(), others.begin(), others.end());
  return lines;
}

}  // namespace imprint
