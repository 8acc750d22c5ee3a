// SPDX-License-Identifier: GPL-3.0-or-later
// imprint runs show DIR
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/critical/damage.h"
#include "app/cli/commands.h"
#include "app/cli/comparison_json.h"
#include "app/cli/exit_code.h"
#include "app/cli/json_number.h"
#include "app/cli/skipped_files.h"
#include "app/cli/table.h"
#include "app/workflow/compare/comparison_words.h"
#include "app/workflow/report/stored_comparison.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"
#include "core/store/metrics_file.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_list.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;
using LastRows = std::map<std::string, MetricRow>;

bool is_there(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::symlink_status(path, error));
}

/// The last row of every metric.
LastRows last_rows(const RunDirectory& run) {
  LastRows last;
  if (!is_there(run.metrics())) return last;
  for (const auto& row : read_metrics(run.metrics())) last[row.metric] = row;
  return last;
}

/// How a measure was taken over the run: its last row, and how often it was taken and missed its tolerance.
struct MeasureSummary {
  ProbeRow last;
  std::int64_t probes = 0;
  std::int64_t missed = 0;
};

std::vector<MeasureSummary> measures_of(const RunDirectory& run) {
  const auto rows = read_probes(run.probes());
  std::vector<MeasureSummary> measures;
  for (const ProbeRow& last : last_probes(rows)) {
    MeasureSummary& measure = measures.emplace_back(MeasureSummary{last});
    for (const ProbeRow& row : rows) {
      if (row.measure != last.measure) continue;
      ++measure.probes;
      measure.missed += row.tolerance == ToleranceState::missed;
    }
  }
  return measures;
}

Json count_or_null(std::int64_t count) { return count > 0 ? Json(count) : Json(); }

Json measures_json(const RunDirectory& run) {
  Json json = Json::object();
  for (const MeasureSummary& measure : measures_of(run))
    json[measure.last.measure] = {{"estimator", measure.last.estimator},
                                  {"images", measure.last.samples},
                                  {"draws", count_or_null(measure.last.draws)},
                                  {"products", count_or_null(measure.last.products)},
                                  {"residual", number_or_null(measure.last.residual)},
                                  {"probes", measure.probes},
                                  {"missed_tolerance", measure.missed}};
  return json;
}

/// A file of the run as it is stored; null when there is none, and when it can't be read.
Json stored(const std::filesystem::path& path, SkippedFiles& skipped) {
  const auto read = [&] { return parse_ordered_json(read_file_inside(path, largest_json_file), path.string()); };
  return is_there(path) ? skipped.attempt(read).value_or(Json()) : Json();
}

using Comparison = std::optional<ComparisonResult>;

std::string as_json(const RunDirectory& run, const RunListing& listing, const LastRows& rows,
                    const Comparison& comparison, SkippedFiles& skipped) {
  Json metrics = Json::object();
  for (const auto& [name, row] : rows)
    metrics[name] = {
        {"step", row.step}, {"value", number_or_null(row.value)}, {"stderr", number_or_null(row.standard_error)}};
  Json json = {{"directory", run.root().string()},
               {"stale", listing.stale},
               {"status", stored(run.status(), skipped)},
               {"config", stored(run.config(), skipped)},
               {"plan", stored(run.plan(), skipped)},
               {"comparison", comparison_json(comparison)},
               {"environment", stored(run.environment(), skipped)},
               {"probes", skipped.attempt([&] { return measures_json(run); }).value_or(Json())},
               {"metrics", metrics}};
  json["skipped"] = skipped.reasons();
  return json_text(json);
}

std::string state_text(const RunListing& run) {
  const std::string state = run.stale ? "stale" : to_string(run.status.state);
  return state + (run.status.reason.empty() ? "" : ": " + run.status.reason) + ", step " +
         std::to_string(run.status.step) + " of " + std::to_string(run.status.total_steps);
}

std::string facts_text(const RunListing& run) {
  Table facts({{run.name}, {run.directory.string()}});
  facts.add_row({"state", state_text(run)});
  facts.add_row({"dataset", run.dataset});
  facts.add_row({"model", run.model});
  facts.add_row({"schedule", run.schedule});
  facts.add_row({"seed", std::to_string(run.seed)});
  return facts.text();
}

std::string metrics_text(const LastRows& rows) {
  Table table({{"METRIC"}, {"STEP", Align::right}, {"VALUE", Align::right}, {"STDERR", Align::right}});
  for (const auto& [name, row] : rows)
    table.add_row({name, std::to_string(row.step), significant(row.value),
                   std::isnan(row.standard_error) ? "" : significant(row.standard_error, 2)});
  return table.text();
}

std::string effort_text(const ProbeRow& row) {
  std::string text = std::to_string(row.samples) + " samples";
  if (row.draws > 0) text += ", labels drawn for each: " + std::to_string(row.draws);
  if (row.products > 0) text += ", products: " + std::to_string(row.products);
  return text + (std::isnan(row.residual) ? "" : ", residual " + significant(row.residual, 2));
}

std::string tolerance_text(const MeasureSummary& measure) {
  if (measure.last.tolerance == ToleranceState::none) return "";
  if (measure.missed == 0) return "reached in every probe";
  return "NOT reached in " + std::to_string(measure.missed) + " of " + std::to_string(measure.probes) + " probes";
}

std::string measures_text(const std::vector<MeasureSummary>& measures) {
  Table table({{"MEASURED BY"}, {"ESTIMATOR"}, {"LAST PROBE"}, {"TOLERANCE"}});
  for (const MeasureSummary& measure : measures)
    table.add_row({measure.last.measure, measure.last.estimator, effort_text(measure.last), tolerance_text(measure)});
  return table.text();
}

std::string recovery_text(const ComparisonResult& result) {
  if (result.no_clean_step) return "not known: the deficit reaches the end";
  return result.recovery ? percent(*result.recovery) : "not defined: no gap at the deficit's end";
}

std::string comparison_text(const ComparisonResult& result) {
  Table table({{"COMPARISON"}, {result.metric + ", " + final_value_words(result)}});
  table.add_row({"baseline", significant(result.baseline_final)});
  table.add_row({"deficit", significant(result.deficit_final)});
  table.add_row({result.no_clean_step ? "difference (no clean step)" : "damage", significant(result.damage)});
  table.add_row({"recovery", recovery_text(result)});
  return table.text() + "\n" + one_seed_words(result) + "\n";
}

class RunsShow : public Command {
 public:
  CommandInfo info() const override {
    return {"runs show", "Show one run: its state, its last metrics, damage and recovery",
            "imprint runs show out/r1\nimprint runs show out/r1 --json"};
  }
  void declare(Arguments& arguments) override { arguments.path("DIR", PathUse::folder, directory_, "Run directory"); }
  int run(Console& console) override {
    const RunDirectory stored_run(directory_);
    if (!stored_run.exists()) throw InputError(directory_.string() + " is no run directory: it has no config.json");
    const RunListing listing = list_run(directory_);
    SkippedFiles skipped;
    const bool has_config = skipped.attempt([&] { return stored_run.read_config(); }).has_value();
    const bool has_status = is_there(stored_run.status()) && skipped.attempt([&] { return stored_run.read_status(); });
    const auto rows = skipped.attempt([&] { return last_rows(stored_run); });
    if (!has_config && !has_status && (!rows || rows->empty())) throw InputError(skipped.reasons().front());
    show(console, listing, rows.value_or(LastRows()), skipped);
    skipped.tell(console);
    return exit_success;
  }

 private:
  static void show(Console& console, const RunListing& listing, const LastRows& rows, SkippedFiles& skipped) {
    const RunDirectory run(listing.directory);
    const Comparison comparison = skipped.attempt([&] { return stored_comparison(run.root()); }).value_or(std::nullopt);
    if (console.wants_json()) return console.json(as_json(run, listing, rows, comparison, skipped));
    console.print(facts_text(listing) + "\n" + metrics_text(rows));
    if (const auto measures = skipped.attempt([&] { return measures_of(run); }); measures && !measures->empty())
      console.print("\n" + measures_text(*measures));
    if (comparison) console.print("\n" + comparison_text(*comparison));
  }

  std::filesystem::path directory_;
};

}  // namespace

std::unique_ptr<Command> make_runs_show_command() { return std::make_unique<RunsShow>(); }

}  // namespace imprint::cli
