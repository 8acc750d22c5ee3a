// SPDX-License-Identifier: GPL-3.0-or-later
// imprint curvature RUN_OR_CHECKPOINT
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/spec_argument.h"
#include "app/cli/table.h"
#include "app/workflow/curvature_job.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json trace_json(const std::optional<TraceEstimate>& trace) {
  if (!trace) return nullptr;
  Json layers = Json::array();
  for (const auto& layer : trace->layers)
    layers.push_back({{"layer", layer.layer},
                      {"value", layer.value},
                      {"stderr", layer.standard_error},
                      {"parameters", layer.parameters}});
  return {{"value", trace->value},
          {"stderr", trace->standard_error},
          {"estimator", trace->estimator},
          {"weights", trace->weights},
          {"samples", trace->samples},
          {"draws", trace->draws},
          {"reached_tolerance", trace->reached_tolerance},
          {"layers", layers}};
}

Json eigenvalue_json(const std::optional<EigenvalueEstimate>& found) {
  if (!found) return nullptr;
  return {{"value", found->value},     {"residual", found->residual}, {"estimator", "lanczos"},
          {"samples", found->samples}, {"products", found->products}, {"reached_tolerance", found->reached_tolerance}};
}

std::string result_json(const CurvatureResult& result) {
  const CurvatureReport& report = result.report;
  const Json json = {{"model_file", result.model_file.string()},
                     {"weight_notes", result.weight_notes},
                     {"step", result.step},
                     {"model", result.spec.model.name},
                     {"dataset", result.spec.dataset.name},
                     {"dataset_hash_xxh3_128", result.dataset_hash},
                     {"loss", report.loss},
                     {"fisher", trace_json(report.fisher)},
                     {"hessian", trace_json(report.hessian)},
                     {"hessian_top_eigenvalue", eigenvalue_json(report.top_eigenvalue)},
                     {"gradient_norm", report.gradient_norm},
                     {"weight_norm", report.weight_norm},
                     {"predictive_entropy", report.predictive_entropy},
                     {"probe_indices", report.probe_indices},
                     {"seconds", result.seconds}};
  return json_text(json);
}

std::string reached_text(bool reached) { return reached ? "" : ", tolerance NOT reached"; }

/// "hutchinson, 30 products, tolerance NOT reached"; "diagonal-identity", which `auto` may have taken.
std::string estimator_text(const TraceEstimate& trace) {
  if (trace.estimator != "hutchinson") return trace.estimator;
  return trace.estimator + ", " + std::to_string(trace.draws) + " products" + reached_text(trace.reached_tolerance);
}

void add_trace(Table& table, const char* name, const std::optional<TraceEstimate>& trace) {
  if (!trace) return;
  table.add_row({name, significant(trace->value), significant(trace->standard_error, 2), estimator_text(*trace)});
  for (const auto& layer : trace->layers)
    table.add_row({"  " + layer.layer, significant(layer.value), significant(layer.standard_error, 2), ""});
}

std::string result_text(const CurvatureResult& result) {
  Table table({{"QUANTITY"}, {"VALUE", Align::right}, {"STDERR", Align::right}, {"ESTIMATOR"}});
  add_trace(table, "Fisher trace", result.report.fisher);
  add_trace(table, "Hessian trace", result.report.hessian);
  if (const auto& top = result.report.top_eigenvalue)
    table.add_row({"top eigenvalue of H", significant(top->value), "",
                   "lanczos, residual " + significant(top->residual, 2) + reached_text(top->reached_tolerance)});
  table.add_row({"gradient norm", significant(result.report.gradient_norm), "", "probe set, true labels"});
  table.add_row({"weight norm", significant(result.report.weight_norm), "", ""});
  table.add_row({"predictive entropy", significant(result.report.predictive_entropy), "", "nats"});
  std::string notes;
  for (const std::string& note : result.weight_notes) notes += "weights: " + note + "\n";
  return result.model_file.string() + ", " + std::to_string(result.report.probe_indices.size()) + " probe samples\n" +
         notes + "\n" + table.text();
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
