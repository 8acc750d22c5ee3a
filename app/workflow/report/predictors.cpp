// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/predictors.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "analysis/critical/rank_correlation.h"

namespace imprint {
namespace {

constexpr std::size_t fewest_runs = 5;

using Seeds = std::set<std::uint64_t>;

/// Conditions and the seeds that all of them have.
struct CompleteTable {
  std::vector<int> conditions;
  Seeds seeds;
  std::size_t size() const { return conditions.size() * seeds.size(); }
};

CompleteTable largest_table(std::span<const PredictorRun> runs) {
  std::map<int, Seeds> seeds_of;
  for (const PredictorRun& run : runs) seeds_of[run.condition].insert(run.seed);
  std::vector<std::pair<int, Seeds>> ordered(seeds_of.begin(), seeds_of.end());
  std::ranges::stable_sort(ordered, std::greater<>(), [](const auto& entry) { return entry.second.size(); });
  CompleteTable growing, largest;
  for (const auto& [condition, seeds] : ordered) {
    Seeds common;
    if (growing.conditions.empty())
      common = seeds;
    else
      std::ranges::set_intersection(growing.seeds, seeds, std::inserter(common, common.end()));
    growing.conditions.push_back(condition);
    growing.seeds = std::move(common);
    if (growing.size() >= largest.size()) largest = growing;
  }
  std::ranges::sort(largest.conditions);
  return largest;
}

struct Tables {
  Eigen::ArrayXXd quantity, damage;
};

Tables filled(const CompleteTable& table, std::span<const PredictorRun> runs) {
  const auto rows = static_cast<Eigen::Index>(table.conditions.size());
  const auto columns = static_cast<Eigen::Index>(table.seeds.size());
  Tables result{Eigen::ArrayXXd::Zero(rows, columns), Eigen::ArrayXXd::Zero(rows, columns)};
  for (const PredictorRun& run : runs) {
    const auto row = std::ranges::find(table.conditions, run.condition);
    const auto column = table.seeds.find(run.seed);
    if (row == table.conditions.end() || column == table.seeds.end()) continue;
    const auto i = row - table.conditions.begin(), j = std::distance(table.seeds.begin(), column);
    result.quantity(i, j) = run.quantity;
    result.damage(i, j) = run.damage;
  }
  return result;
}

}  // namespace

std::optional<PredictorReport> predictor_report(const std::string& metric, std::span<const PredictorRun> runs,
                                                const IntervalOptions& options) {
  const CompleteTable table = largest_table(runs);
  if (table.size() < fewest_runs) return std::nullopt;
  const Tables tables = filled(table, runs);
  CrossedCorrelation found = crossed_rank_correlation(tables.quantity, tables.damage, options);
  PredictorReport report;
  report.metric = metric;
  report.rank_correlation = found.value;
  report.interval = found.interval;
  report.count = static_cast<int>(table.size());
  report.conditions = static_cast<int>(table.conditions.size());
  report.seeds = static_cast<int>(table.seeds.size());
  report.left_out = static_cast<int>(runs.size()) - report.count;
  report.why_no_interval = std::move(found.why_no_interval);
  return report;
}

}  // namespace imprint
