// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/form_layout.h"

#include <algorithm>
#include <functional>
#include <map>

#include "app/curves/ticks.h"
#include "core/base/error.h"
#include "core/schedule/precision_schedule.h"
#include "core/spec/kinds.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::studio {
namespace {

using Spec = ExperimentSpec;
using Rule = std::function<bool(const Spec&)>;

bool has_deficits(const Spec& s) { return !s.deficits.empty(); }
bool has_probe(const Spec& s) { return s.probe.fisher || s.probe.hessian || s.probe.top_eigenvalue; }
bool has_traces(const Spec& s) { return s.probe.fisher || s.probe.hessian; }
/// On the Hessian images, by Hessian-vector products: the trace when it is estimated, the eigenvalue always.
bool has_hessian(const Spec& s) { return s.probe.hessian || s.probe.top_eigenvalue; }
bool estimates_trace(const Spec& s) { return s.probe.hessian && s.probe.hessian_method != "exact"; }

/// Beside what the chosen kinds read (core/spec/kinds.h).
const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> all = {
      {"training.epochs", [](const Spec& s) { return s.training.iterations == 0; }},
      {"training.budget", has_deficits},
      {"training.lr_clock", has_deficits},
      {"training.lr_restart", has_deficits},
      {"comparison.metric", [](const Spec& s) { return s.comparison.baseline; }},
      {"probe.every", has_probe},
      {"probe.samples", has_probe},
      {"probe.per_layer", has_traces},
      {"probe.fisher_method", [](const Spec& s) { return s.probe.fisher; }},
      {"probe.fisher_draws", [](const Spec& s) { return s.probe.fisher && s.probe.fisher_method == "sampled"; }},
      {"probe.hessian_method", [](const Spec& s) { return s.probe.hessian; }},
      {"probe.hessian_samples", has_hessian},
      {"probe.hessian_tolerance", estimates_trace},
      {"probe.hessian_max_products", [](const Spec& s) { return estimates_trace(s) || s.probe.top_eigenvalue; }},
  };
  return all;
}

std::string dataset_hint(const Spec& spec) {
  const DatasetFacts facts = facts_of(spec.dataset);
  const char* unless = facts.needs_root ? "" : " unless set";  // drawn as many as asked for
  return facts.title + ", " + count_text(facts.train_samples) + " for training" + unless;
}

/// What the kinds of a field bring along stands below it.
std::vector<std::string> with_options(std::vector<std::string> keys, const std::string& field) {
  const std::string table = field.substr(0, field.find('.') + 1);
  for (const Option& option : kind_options(field))
    if (const std::string key = table + option.field.key; std::ranges::find(keys, key) == keys.end())
      keys.push_back(key);
  return keys;
}

}  // namespace

std::span<const FormSection> form_sections() {
  static const std::vector<FormSection> sections = {
      {"Experiment", {"name", "seed"}, {"device", "threads"}},
      {"Data",
       {"dataset.name", "dataset.root", "dataset.difficulty", "dataset.train_limit"},
       {"dataset.test_limit", "dataset.augment"}},
      {"Model", with_options({"model.name"}, "model.name"), {}},
      {"Training",
       {"training.epochs", "training.batch_size", "training.learning_rate"},
       {"training.iterations", "training.optimizer", "training.momentum", "training.weight_decay",
        "training.lr_schedule", "training.lr_final", "training.lr_milestones", "training.lr_factor",
        "training.lr_decay", "training.lr_warmup", "training.clip_norm", "training.budget", "training.lr_clock",
        "training.lr_restart"}},
      {"Precision",
       {"precision.schedule", "precision.cycles", "precision.min_bits", "precision.max_bits",
        "precision.backward_bits"},
       {"precision.ladder", "precision.weight_bits", "precision.activation_bits", "precision.layers",
        "precision.rex_constant", "precision.period", "precision.range_bias_correction",
        "precision.linear_granularity"}},
      {"Comparison",
       {"comparison.baseline"},
       {"comparison.metric", "comparison.final_value", "comparison.final_count"}},
      {"Curvature",
       {"probe.fisher", "probe.hessian", "probe.every"},
       {"probe.per_layer", "probe.samples", "probe.fisher_method", "probe.fisher_draws", "probe.hessian_method",
        "probe.hessian_samples", "probe.hessian_tolerance", "probe.hessian_max_products", "probe.top_eigenvalue"}},
      {"Evaluation", {"evaluation.every", "evaluation.precision"}, {}},
      {"Storage", {}, {"checkpoint.every", "checkpoint.keep", "record.every"}},
  };
  return sections;
}

std::span<const std::string> deficit_field_names() {
  static const std::vector<std::string> names = {"kind",   "onset",       "length",          "unit",
                                                 "bits",   "weight_bits", "activation_bits", "backward_bits",
                                                 "layers", "resampling"};
  return names;
}

bool has_own_page(const std::string& key) {
  return key.starts_with("precision.curve.") || key.starts_with("precision.backward_curve.") ||
         key.starts_with("range_test.");
}

bool field_applies(const ExperimentSpec& spec, const std::string& key) {
  if (!is_read(spec, key)) return false;
  const auto rule = rules().find(key);
  return rule == rules().end() || rule->second(spec);
}

std::string field_hint(const ExperimentSpec& spec, const std::string& key) {
  try {
    if (key == "precision.schedule") return named_schedule(spec.precision.schedule).description;
    if (key == "dataset.name") return dataset_hint(spec);
  } catch (const InputError&) {
    // The field itself says that there is no such name.
  }
  return {};
}

}  // namespace imprint::studio
