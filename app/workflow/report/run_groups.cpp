// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/run_groups.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "app/workflow/report/stored_comparison.h"
#include "core/base/error.h"
#include "core/fields/field_value.h"
#include "core/spec/condition.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/store/run_directory.h"
#include "core/store/run_list.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

struct StoredRun {
  ExperimentSpec condition;  // without what may differ within a group
  ComparedRun compared;
};

std::string state_of(const fs::path& directory) {
  const RunListing listing = list_run(directory);
  return listing.stale ? "interrupted" : to_string(listing.status.state);
}

StoredRun read_run(const fs::path& directory) {
  const RunDirectory run(directory);
  if (!run.exists()) throw InputError("is no run directory");
  const ExperimentSpec spec = run.read_config();
  const auto comparison = stored_comparison(directory);  // a leaf of a sweep has one, with a baseline beside it
  if (!comparison && !spec.comparison.baseline) throw InputError("was run without a baseline");
  if (!comparison) throw InputError("has no comparison yet (" + state_of(directory) + ")");
  return {condition_of(spec), {directory, spec.seed, *comparison}};
}

void require_one_measure(const GroupReport& report, const ComparedRun& run) {
  const ComparisonResult& result = run.result;
  if (result.metric == report.metric && result.final_value == report.final_value) return;
  throw InputError(run.directory.string() + " measures damage by " + result.metric + ", " + result.final_value +
                   ", others by " + report.metric + ", " + report.final_value +
                   ": these are never mixed, compare them apart");
}

/// The group of that condition, a new one when there is none.
RunGroup& group_of(std::vector<RunGroup>& groups, std::vector<ExperimentSpec>& conditions,
                   const ExperimentSpec& condition) {
  const auto found = std::ranges::find(conditions, condition);
  if (found != conditions.end()) return groups[static_cast<std::size_t>(found - conditions.begin())];
  conditions.push_back(condition);
  return groups.emplace_back();
}

void add_run(GroupReport& report, std::vector<ExperimentSpec>& conditions, StoredRun run) {
  if (report.groups.empty()) {
    report.metric = run.compared.result.metric;
    report.final_value = run.compared.result.final_value;
  }
  require_one_measure(report, run.compared);
  RunGroup& group = group_of(report.groups, conditions, run.condition);
  const auto same_seed = std::ranges::find(group.runs, run.compared.seed, &ComparedRun::seed);
  if (same_seed != group.runs.end()) {
    report.left_out.push_back(run.compared.directory.string() + ": has the seed of " + same_seed->directory.string());
    return;
  }
  group.runs.push_back(std::move(run.compared));
  std::ranges::sort(group.runs, {}, &ComparedRun::seed);
}

using FieldTexts = std::map<std::string, std::string>;

FieldTexts texts_of(ExperimentSpec condition) {
  FieldTexts texts;
  for (const Field& field : spec_fields(condition)) texts[field.key] = field_text(field);
  return texts;
}

/// Fields that are not the same in all conditions; a deficit that one lacks has "-" there.
void name_differences(std::vector<RunGroup>& groups, const std::vector<ExperimentSpec>& conditions) {
  std::vector<FieldTexts> texts;
  FieldTexts keys;
  for (const ExperimentSpec& condition : conditions) texts.push_back(texts_of(condition));
  for (const FieldTexts& fields : texts) keys.insert(fields.begin(), fields.end());
  for (const auto& [key, unused] : keys) {
    const auto text = [&, &name = key](const FieldTexts& fields) {
      return fields.contains(name) ? fields.at(name) : "-";
    };
    const bool same =
        std::ranges::all_of(texts, [&](const auto& fields) { return text(fields) == text(texts.front()); });
    if (same) continue;
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i].differences.emplace_back(key, text(texts[i]));
  }
}

}  // namespace

GroupReport compare_runs(std::span<const fs::path> directories, const IntervalOptions& options) {
  GroupReport report;
  report.interval = options.kind;
  report.level = options.level;
  std::vector<ExperimentSpec> conditions;
  for (const fs::path& directory : directories) {
    std::optional<StoredRun> run;
    try {
      run = read_run(directory);
      if (!std::isfinite(run->compared.result.damage)) throw InputError("has a damage that is not finite");
    } catch (const std::exception& error) {
      report.left_out.push_back(directory.string() + ": " + error.what());
      continue;
    }
    add_run(report, conditions, std::move(*run));
  }
  if (report.groups.empty())
    throw InputError("no finished run with a baseline among them" +
                     (report.left_out.empty() ? std::string() : ": " + report.left_out.front()));
  name_differences(report.groups, conditions);
  std::vector<DamageStatistics*> together;
  for (RunGroup& group : report.groups) {
    group.damage = damage_statistics(group.runs, options);
    together.push_back(&group.damage);
  }
  adjust_for_many(together);
  return report;
}

}  // namespace imprint
