// SPDX-License-Identifier: GPL-3.0-or-later
// imprint curvature RUN_OR_CHECKPOINT
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/json_number.h"
#include "app/cli/spec_argument.h"
#include "app/cli/table.h"
#include "app/workflow/curvature_job.h"
#include "core/base/json_text.h"
#include "core/results/metric_info.h"
#include "core/spec/spec_probes.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json layers_json(const Estimate& estimate) {
  Json layers = Json::array();
  for (const LayerEstimate& layer : estimate.layers)
    layers.push_back({{"layer", layer.layer},
                      {"value", layer.value},
                      {"stderr", layer.standard_error},
                      {"parameters", layer.parameters}});
  return layers;
}

/// "draws" are labels, or products where none are drawn.
Json estimate_json(const Estimate& estimate) {
  return {{"value", estimate.value},
          {"stderr", number_or_null(estimate.standard_error)},
          {"estimator", estimate.estimator},
          {"weights", "fp32 master weights, quantization off"},
          {"samples", estimate.samples},
          {"draws", estimate.draws > 0 ? estimate.draws : estimate.products},
          {"products", estimate.products},
          {"residual", number_or_null(estimate.residual)},
          {"reached_tolerance", estimate.tolerance != ToleranceState::missed},
          {"layers", layers_json(estimate)}};
}

/// "fisher/trace": fisher; "hessian/top_eigenvalue": hessian_top_eigenvalue.
std::string key_of(std::string metric) {
  if (constexpr std::string_view trace = "/trace"; metric.ends_with(trace)) metric.resize(metric.size() - trace.size());
  std::ranges::replace(metric, '/', '_');
  return metric;
}

Json artefact_json(const Artefact& artefact) {
  Json columns = Json::object();
  for (const Artefact::Column& column : artefact.columns) columns[column.name] = column.values;
  return columns;
}

/// Traces and eigenvalues of a spec are there even where they were not measured, as null.
std::string result_json(const CurvatureResult& result) {
  Json json = {{"model_file", result.model_file.string()},
               {"weight_notes", result.weight_notes},
               {"step", result.step},
               {"model", result.spec.model.name},
               {"dataset", result.spec.dataset.name},
               {"dataset_hash_xxh3_128", result.dataset_hash}};
  for (const ProbeFacts& facts : probe_facts())
    for (const MetricInfo& info : facts.metrics) json[key_of(std::string(info.name))] = nullptr;
  for (const Measured& number : result.measurement.numbers)
    json[key_of(number.metric)] =
        number.estimate.estimator.empty() ? Json(number.estimate.value) : estimate_json(number.estimate);
  for (const Artefact& artefact : result.measurement.artefacts) json[key_of(artefact.name)] = artefact_json(artefact);
  json["probe_indices"] = result.probe_indices;
  json["seconds"] = result.seconds;
  return json_text(json);
}

/// "hutchinson, 30 products, tolerance NOT reached"; "diagonal-identity", which `auto` may have taken; for what is no
/// estimate its unit.
std::string how_text(const Measured& number) {
  const Estimate& estimate = number.estimate;
  if (estimate.estimator.empty()) {
    const MetricInfo* info = find_metric_info(number.metric);
    return info == nullptr ? "" : std::string(info->unit);
  }
  std::string text = estimate.estimator;
  if (estimate.products > 0) text += ", " + std::to_string(estimate.products) + " products";
  if (!std::isnan(estimate.residual)) text += ", residual " + significant(estimate.residual, 2);
  return text + (estimate.tolerance == ToleranceState::missed ? ", tolerance NOT reached" : "");
}

std::string error_text(double standard_error) {
  return std::isnan(standard_error) ? "" : significant(standard_error, 2);
}

/// "120 rows of start, eigenvalue, weight; --json has them".
std::string artefact_text(const Artefact& artefact) {
  std::string text =
      std::to_string(artefact.columns.empty() ? 0 : artefact.columns.front().values.size()) + " rows of ";
  for (std::size_t i = 0; i < artefact.columns.size(); ++i) text += (i > 0 ? ", " : "") + artefact.columns[i].name;
  return text + "; --json has them";
}

std::string result_text(const CurvatureResult& result) {
  Table table({{"QUANTITY"}, {"VALUE", Align::right}, {"STDERR", Align::right}, {"ESTIMATOR"}});
  for (const Measured& number : result.measurement.numbers) {
    const Estimate& estimate = number.estimate;
    if (!number.is_recorded) continue;
    table.add_row({metric_title(number.metric), significant(estimate.value), error_text(estimate.standard_error),
                   how_text(number)});
    for (const LayerEstimate& layer : estimate.layers)
      table.add_row({"  " + layer.layer, significant(layer.value), significant(layer.standard_error, 2), ""});
  }
  for (const Artefact& artefact : result.measurement.artefacts)
    table.add_row({artefact.name, "", "", artefact_text(artefact)});
  std::string notes;
  for (const std::string& note : result.weight_notes) notes += "weights: " + note + "\n";
  return result.model_file.string() + ", " + std::to_string(result.probe_indices.size()) + " probe samples\n" + notes +
         "\n" + table.text();
}

class Curvature : public Command {
 public:
  CommandInfo info() const override {
    return {"curvature", "Measure Fisher and Hessian trace of a stored run or of one checkpoint",
            "imprint curvature out/r1\n"
            "imprint curvature out/r1/baseline --set probe.fisher_method=exact --json\n"
            "imprint curvature weights.safetensors --spec experiment.toml --set probe.samples=256"};
  }

  void declare(Arguments& arguments) override {
    arguments.path("RUN_OR_CHECKPOINT", PathUse::folder, target_,
                   "Run directory (its latest weights), or a .safetensors file");
    arguments.path_option("--spec", "SPEC", PathUse::input, spec_file_,
                          "The experiment of a model file that lies in no run directory");
    arguments.repeated("--set", "KEY=VALUE", overrides_,
                       "Override what is measured: probe.samples=256; or how: seed, threads, dataset.root");
  }

  Mode mode() const override {
    std::error_code error;
    if (!std::filesystem::is_directory(target_, error)) return {};
    return {"of a run directory", {"RUN_OR_CHECKPOINT", "--set"}, "the spec stored there is that of its weights"};
  }

  int run(Console& console) override {
    refuse_unread_fields(overrides_, {"name", "seed", "device", "threads", "dataset.", "model.", "probe."}, "curvature",
                         "it is measured on the fp32 weights as they are stored");
    CurvatureRequest request{target_, {}, overrides_};
    if (!spec_file_.empty()) request.spec_file = spec_file_;
    const CancellationToken token;
    const InterruptListener interrupt([&] { token.cancel(); });
    const CurvatureResult result = measure_curvature(request, token);
    if (console.wants_json())
      console.json(result_json(result));
    else
      console.print(result_text(result));
    return exit_success;
  }

 private:
  std::filesystem::path target_;
  std::filesystem::path spec_file_;
  std::vector<std::string> overrides_;
};

}  // namespace

std::unique_ptr<Command> make_curvature_command() { return std::make_unique<Curvature>(); }

}  // namespace imprint::cli
