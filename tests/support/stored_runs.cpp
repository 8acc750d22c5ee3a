// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stored_runs.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/spec/spec_io.h"
#include "core/store/metric_lines.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int steps_per_epoch = 50;

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

std::string metrics_of(const StoredLook& look, double accuracy) {
  std::string text(metrics_header);
  const auto add = [&](int epoch, const char* name, double value, double error = NAN) {
    MetricRow row;
    row.step = epoch * steps_per_epoch;
    row.epoch = epoch;
    row.wall_seconds = 0.5 * epoch;
    row.metric = name;
    row.value = value;
    row.standard_error = error;
    text += metric_line(row);
  };
  for (int epoch = 1; epoch <= look.epochs; ++epoch) {
    const double share = static_cast<double>(epoch) / look.epochs;
    add(epoch, metric::train_loss, 2.3 * (1 - 0.9 * share));
    add(epoch, metric::train_accuracy, accuracy * share);
    add(epoch, metric::learning_rate, 0.1 * (1 - share));
    add(epoch, metric::forward_bits, look.deficit_bits > 0 && epoch <= 5 ? look.deficit_bits : 8);
    add(epoch, metric::backward_bits, 8);
    add(epoch, metric::relative_cost, 0.0625);
    add(epoch, metric::test_loss, 2.3 * (1 - 0.8 * share));
    add(epoch, metric::fisher_trace, 10 + 100 * share * (1 - share), 0.5);
    add(epoch, metric::hessian_trace, 12 + 90 * share * (1 - share), 2);
    add(epoch, metric::test_accuracy, accuracy * (0.5 + 0.5 * share));
  }
  return text;
}

RunPlan plan_of(const StoredLook& look) {
  RunPlan plan;
  plan.steps_per_epoch = steps_per_epoch;
  plan.total_steps = static_cast<std::int64_t>(look.epochs) * steps_per_epoch;
  if (look.deficit_bits > 0) plan.deficit_windows = {{0, 5 * steps_per_epoch}};
  plan.arms = {"deficit"};
  if (look.damage) plan.arms.emplace_back("baseline");
  return plan;
}

std::string status_of(const StoredLook& look) {
  const std::int64_t in_all = static_cast<std::int64_t>(look.epochs) * steps_per_epoch;
  const std::int64_t done = look.state == RunState::finished ? in_all : in_all / 2;
  return Json{
      {"format", 1},     {"state", to_string(look.state)}, {"reason", ""}, {"step", done}, {"total_steps", in_all},
      {"process_id", 1}, {"heartbeat_unix_seconds", 1.7e9}}
      .dump(2);
}

std::string plan_text(const RunPlan& plan) {
  Json windows = Json::array();
  for (const StepWindow& window : plan.deficit_windows) windows.push_back({window.begin, window.end});
  return Json{{"format", 1},
              {"total_steps", plan.total_steps},
              {"steps_per_epoch", plan.steps_per_epoch},
              {"train_images", 6400},
              {"test_images", 1000},
              {"parameters", 1000},
              {"macs_per_image", 100},
              {"deficit_windows", windows},
              {"arms", plan.arms},
              {"threads", 1}}
      .dump(2);
}

std::string comparison_of(const StoredLook& look) {
  return Json{{"format", 1},
              {"metric", "test/accuracy"},
              {"final_value", "median of the last 3"},
              {"baseline_final", look.accuracy + *look.damage},
              {"deficit_final", look.accuracy},
              {"damage", *look.damage},
              {"gap_at_deficit_end", 0.2},
              {"recovery", 1 - *look.damage / 0.2},
              {"evaluations_used", 3},
              {"no_clean_step", false},
              {"discordant", nullptr}}
      .dump(2);
}

/// `config` is the resolved spec, so that many runs can share the work of making it.
void write_run(const RunDirectory& run, const StoredLook& look, const std::string& config) {
  fs::create_directories(run.root());
  write(run.config(), config);
  write(run.status(), status_of(look));
  write(run.plan(), plan_text(plan_of(look)));
  write(run.metrics(), metrics_of(look, look.accuracy));
  if (!look.damage) return;
  write(run.comparison(), comparison_of(look));
  fs::create_directories(run.baseline().root());
  write(run.baseline().config(), config);
  write(run.baseline().metrics(), metrics_of(look, look.accuracy + *look.damage));
}

}  // namespace

ExperimentSpec spec_of(const StoredLook& look) {
  ExperimentSpec spec;
  spec.name = look.name;
  spec.seed = look.seed;
  spec.model.name = look.model;
  spec.precision.schedule = look.schedule;
  spec.training.epochs = look.epochs;
  spec.comparison.baseline = look.damage.has_value();
  if (look.deficit_bits == 0) return spec;
  DeficitSpec deficit;
  deficit.bits = look.deficit_bits;
  deficit.length = 5;
  spec.deficits = {deficit};
  return spec;
}

RunDirectory store_run(const fs::path& directory, const StoredLook& look) {
  const RunDirectory run(directory);
  write_run(run, look, spec_to_json(spec_of(look)));
  return run;
}

void store_many_runs(const fs::path& root, int count) {
  static constexpr const char* models[] = {"resnet20", "small-cnn", "mlp"};
  static constexpr const char* schedules[] = {"CR", "LR", "static", "ETV"};
  for (int i = 0; i < count; ++i) {
    const int condition = i / 5;
    StoredLook look;
    look.name = "window-" + std::to_string(condition);
    look.seed = static_cast<std::uint64_t>(i % 5 + 1);
    look.model = models[condition % 3];
    look.schedule = schedules[condition % 4];
    look.deficit_bits = 2 + condition % 5;
    look.accuracy = 0.8 + 0.0001 * (i % 1000);
    look.damage = 0.00007 * (i % 700);
    ExperimentSpec spec = spec_of(look);
    spec.deficits.front().onset = condition;
    write_run(RunDirectory(root / ("r" + std::to_string(i))), look, spec_to_json(spec));
  }
}

}  // namespace imprint::test
