// SPDX-License-Identifier: GPL-3.0-or-later
// The rules between fields, one function each. A problem reads as a sentence after the field's name.
#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_value.h"
#include "core/precision/ladder.h"
#include "core/precision/layer_bits.h"
#include "core/results/metric_info.h"
#include "core/spec/baseline_spec.h"
#include "core/spec/curve_rules.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/spec/spec_names.h"
#include "core/spec/spec_probes.h"
#include "core/spec/spec_task.h"

namespace imprint {
namespace {

using Problems = std::vector<FieldProblem>;

void check_dataset(const DatasetSpec& dataset, Problems& problems) {
  if (kind_reads("dataset.name", dataset.name, "dataset.root") && dataset.root.empty())
    problems.push_back(
        {"dataset.root", "must name the folder or the file with the data of " + dataset.name + ", but is empty"});
}

/// Models and deficits are made for some tasks only, and the dataset says which it is.
void check_task(const ExperimentSpec& spec, const std::string& field, std::size_t table, const std::string& key,
                Problems& problems) {
  const KindChoice& choice = *std::ranges::find(kind_choices(), field, &KindChoice::field);
  const std::string& task = task_of(spec).name;
  const std::string& chosen = choice.chosen(spec, table);
  const std::vector<std::string> fitting = kind_names_for(field, task);
  if (find_kind(field, chosen) == nullptr || std::ranges::find(fitting, chosen) != fitting.end()) return;
  problems.push_back({key, "must be " + join_choices(fitting) + " for dataset.name = " + spec.dataset.name + " (" +
                               task + "), but is " + chosen});
}

void check_tasks(const ExperimentSpec& spec, Problems& problems) {
  check_task(spec, "model.name", 0, "model.name", problems);
  for (std::size_t i = 0; i < spec.deficits.size(); ++i)
    check_task(spec, "deficit.kind", i, deficit_table_name(i) + ".kind", problems);
}

void check_scores(const ExperimentSpec& spec, Problems& problems) {
  const std::vector<std::string> scores = score_metrics(spec);
  if (std::ranges::find(scores, spec.comparison.metric) == scores.end() && is_score(spec.comparison.metric))
    problems.push_back({"comparison.metric", "must be " + join_choices(scores) + " for dataset.name = " +
                                                 spec.dataset.name + ", but is " + spec.comparison.metric});
}

void check_model(const ModelSpec& model, Problems& problems) {
  if (kind_reads("model.name", model.name, "model.file") && model.options.get<std::string>("file").empty())
    problems.push_back({"model.file", "must name the file of the net, but is empty"});
  for (const Option* option : misplaced_options(model))
    problems.push_back({"model." + option->field.key, option->elsewhere + ", but the model is " + model.name});
}

void check_precision(const PrecisionSpec& precision, Problems& problems) {
  if (precision.schedule != "static" && precision.min_bits > precision.max_bits)
    problems.push_back({"precision.min_bits", "must be at most precision.max_bits = " + plain_text(precision.max_bits) +
                                                  ", but is " + plain_text(precision.min_bits)});
}

void check_rung(const PrecisionSpec& precision, const std::string& key, double bits, Problems& problems) {
  const Ladder* rungs = find_ladder(precision.ladder);
  if (rungs == nullptr || bits == 0 || bits >= rungs->fewest_bits()) return;
  problems.push_back({key, "must be at least " + std::to_string(rungs->fewest_bits()) +
                               " for precision.ladder = " + rungs->name() + ", but is " + plain_text(bits)});
}

/// As far as it can be told without the model.
void check_layers(const PrecisionSpec& precision, Problems& problems) {
  std::set<std::string> seen;
  for (const std::string& entry : precision.layers) {
    try {
      const LayerBits bits = parse_layer_bits(entry);
      for (const int own : {bits.weight, bits.activation, bits.gradient})
        if (own > 0) check_rung(precision, "precision.layers", own, problems);
      if (!seen.insert(bits.layer).second)
        problems.push_back({"precision.layers", "must name each layer once, but has " + bits.layer + " twice"});
    } catch (const InputError& error) {
      problems.push_back({"precision.layers", error.what()});
    }
  }
}

/// Fewer bits than the lowest rung has would silently become more.
void check_ladder(const ExperimentSpec& spec, Problems& problems) {
  const PrecisionSpec& precision = spec.precision;
  const auto check = [&](const std::string& key, double bits) { check_rung(precision, key, bits, problems); };
  if (precision.schedule != "static") check("precision.min_bits", precision.min_bits);
  check("precision.max_bits", precision.max_bits);
  check("precision.backward_bits", precision.backward_bits);
  check("precision.weight_bits", precision.weight_bits);
  check("precision.activation_bits", precision.activation_bits);
  for (const double bits : precision.backward_curve.bits) check("precision.backward_curve.bits", bits);
  for (std::size_t i = 0; i < spec.deficits.size(); ++i) {
    const DeficitSpec& deficit = spec.deficits[i];
    if (!strikes_bits(deficit)) continue;
    check(deficit_table_name(i) + ".backward_bits", deficit.backward_bits);
    if (deficit.format != DeficitSpec().format) continue;
    check(deficit_table_name(i) + ".bits", deficit.bits);
    check(deficit_table_name(i) + ".weight_bits", deficit.weight_bits);
    check(deficit_table_name(i) + ".activation_bits", deficit.activation_bits);
  }
}

void check_curves(const PrecisionSpec& precision, Problems& problems) {
  const auto is_known = [&](const FieldProblem& problem) {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& other) { return other.key == problem.key; });
  };
  for (auto& problem : curve_problems(precision))
    if (!is_known(problem)) problems.push_back(std::move(problem));  // one wrong number is one problem
}

bool is_cyclic(const std::string& schedule) { return kind_reads("precision.schedule", schedule, "precision.cycles"); }

void check_cycles(const ExperimentSpec& spec, Problems& problems) {
  const std::int64_t steps = spec.training.iterations;
  if (is_cyclic(spec.precision.schedule) && steps > 0 && spec.precision.cycles > steps)
    problems.push_back({"precision.cycles", "must be at most training.iterations = " + std::to_string(steps) +
                                                ", but is " + std::to_string(spec.precision.cycles)});
}

void check_plateau(const ExperimentSpec& spec, Problems& problems) {
  if (!kind_reads("training.lr_schedule", spec.training.lr_schedule, "training.lr_patience")) return;
  if (!has_validation(spec))
    problems.push_back({"training.lr_schedule", "must not be " + spec.training.lr_schedule + " for dataset.name = " +
                                                    spec.dataset.name + ", which holds nothing out for validation"});
  if (spec.training.lr_factor >= 1)
    problems.push_back({"training.lr_factor", "must be below 1 for training.lr_schedule = plateau, but is " +
                                                  plain_text(spec.training.lr_factor)});
}

void check_learning_rate(const TrainingSpec& training, Problems& problems) {
  if (training.lr_schedule == "cosine" && training.lr_final > training.learning_rate)
    problems.push_back(
        {"training.lr_final", "must be at most training.learning_rate = " + plain_text(training.learning_rate) +
                                  ", but is " + plain_text(training.lr_final)});
  const auto& milestones = training.lr_milestones;
  if (!std::is_sorted(milestones.begin(), milestones.end()))
    problems.push_back({"training.lr_milestones",
                        "must ascend, but is " + value_text(FieldList(milestones.begin(), milestones.end()))});
}

/// The length of the run in that unit; 0 when it is only known with the data.
double known_run_length(const std::string& unit, const TrainingSpec& training) {
  if (unit == "fraction") return 1;
  if (unit == "iteration") return static_cast<double>(training.iterations);
  return unit == "epoch" && training.iterations == 0 ? training.epochs : 0;
}

void check_struck_bits(const DeficitSpec& deficit, const std::string& key, Problems& problems) {
  if (strikes_bits(deficit)) {
    const bool is_by_bits = deficit.format == DeficitSpec().format;
    if (!is_by_bits && deficit.weight_bits + deficit.activation_bits > 0)
      problems.push_back({key + ".format", "stands in place of weight_bits and activation_bits, but they are given"});
    if (!is_by_bits) return;
    if (deficit.bits + deficit.weight_bits + deficit.activation_bits + deficit.backward_bits == 0)
      problems.push_back({key + ".bits",
                          "must be at least 1 where no other bits are given: the deficit would change "
                          "nothing"});
    return;
  }
  const auto is_given = [&](const char* field, bool given) {
    if (given) problems.push_back({key + field, "is for kind = precision only, but the kind is " + deficit.kind});
  };
  is_given(".layers", !deficit.layers.empty());
  is_given(".weight_bits", deficit.weight_bits != 0);
  is_given(".activation_bits", deficit.activation_bits != 0);
  is_given(".format", deficit.format != DeficitSpec().format);
}

void check_deficit(const DeficitSpec& deficit, const TrainingSpec& training, std::size_t deficits,
                   const std::string& key, Problems& problems) {
  const double end = deficit.onset + deficit.length;
  check_struck_bits(deficit, key, problems);
  const double run = known_run_length(deficit.unit, training);
  if (deficit.unit == "iteration" && deficit.onset != std::floor(deficit.onset))
    problems.push_back({key + ".onset", "must be whole in iterations, but is " + plain_text(deficit.onset)});
  if (deficit.unit == "iteration" && deficit.length != std::floor(deficit.length))
    problems.push_back({key + ".length", "must be whole in iterations, but is " + plain_text(deficit.length)});
  // With a clean budget the window itself lengthens the run; several are checked when their steps are known.
  if (training.budget == "clean") {
    if (run > 0 && deficits == 1 && deficit.onset > run)
      problems.push_back({key + ".onset", "must lie within the clean budget of " + plain_text(run) + " (unit " +
                                              deficit.unit + "), but is " + plain_text(deficit.onset)});
    return;
  }
  // The slack lets 0.9 + 0.1 end at the end of the run.
  if (run > 0 && end > run * (1 + 1e-12))
    problems.push_back({key + ".length", "must end within the run of " + plain_text(run) + " (unit " + deficit.unit +
                                             "), but onset + length is " + plain_text(end)});
}

void check_continuation(const ExperimentSpec& spec, Problems& problems) {
  const ContinuationSpec& continuation = spec.continuation;
  if (!is_on(continuation)) return;
  const double run = known_run_length(continuation.unit, spec.training);
  if (continuation.unit == "iteration" && continuation.onset != std::floor(continuation.onset))
    problems.push_back({"continuation.onset", "must be whole in iterations, but is " + plain_text(continuation.onset)});
  if (run > 0 && continuation.onset >= run)
    problems.push_back({"continuation.onset", "must be before the end of the run of " + plain_text(run) + " (unit " +
                                                  continuation.unit + "), but is " + plain_text(continuation.onset)});
  if (continuation.format != "fp16" && continuation.loss_scale > 1)
    problems.push_back({"continuation.loss_scale", "is for format = fp16 only: " + continuation.format +
                                                       " reaches as far as fp32, but it is " +
                                                       plain_text(continuation.loss_scale)});
}

void check_probe(const ProbeSpec& probe, Problems& problems) {
  for (const ProbeFacts& facts : probe_facts())
    if (facts.check != nullptr && is_switched_on(probe, facts)) facts.check(probe, problems);
}

void check_comparison(const ExperimentSpec& spec, Problems& problems) {
  if (spec.comparison.final_value == best_validation && !has_validation(spec))
    problems.push_back({"comparison.final_value", "must be last, median or best for dataset.name = " +
                                                      spec.dataset.name + ", which holds nothing out for validation"});
  if (spec.comparison.baseline && !is_treated(spec))
    problems.push_back(
        {"comparison.baseline", "needs a [[deficit]] or a [continuation] to compare with, but there is none"});
}

void check_range_test(const RangeTestSpec& test, Problems& problems) {
  if (test.lowest_bits > test.highest_bits)
    problems.push_back(
        {"range_test.lowest_bits", "must be at most range_test.highest_bits = " + std::to_string(test.highest_bits) +
                                       ", but is " + std::to_string(test.lowest_bits)});
  if (test.window > test.iterations)
    problems.push_back(
        {"range_test.window", "must be at most range_test.iterations = " + std::to_string(test.iterations) +
                                  ", but is " + std::to_string(test.window)});
}

}  // namespace

std::vector<FieldProblem> spec_problems(const ExperimentSpec& spec) {
  ExperimentSpec copy = spec;  // fields point into a spec that may be changed; this one is only read
  Problems problems = field_problems(spec_fields(copy));
  check_dataset(spec.dataset, problems);
  check_tasks(spec, problems);
  check_scores(spec, problems);
  check_model(spec.model, problems);
  check_precision(spec.precision, problems);
  check_layers(spec.precision, problems);
  check_ladder(spec, problems);
  check_curves(spec.precision, problems);
  check_cycles(spec, problems);
  check_learning_rate(spec.training, problems);
  check_plateau(spec, problems);
  for (std::size_t i = 0; i < spec.deficits.size(); ++i)
    check_deficit(spec.deficits[i], spec.training, spec.deficits.size(), deficit_table_name(i), problems);
  check_continuation(spec, problems);
  check_probe(spec.probe, problems);
  check_comparison(spec, problems);
  check_range_test(spec.range_test, problems);
  return problems;
}

std::vector<std::string> fitting_choices(const ExperimentSpec& spec, const std::string& key) {
  ExperimentSpec copy = spec;
  const Field field = find_spec_field(copy, key);
  std::vector<std::string> fitting = field.choices;
  std::erase_if(fitting, [&](const std::string& choice) {
    set_field_text(field, choice);
    const Problems problems = spec_problems(copy);
    return std::ranges::find(problems, key, &FieldProblem::key) != problems.end();
  });
  return fitting;
}

void require_valid(const ExperimentSpec& spec) { require_none(spec_problems(spec)); }

}  // namespace imprint
