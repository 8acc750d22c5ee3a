// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/run_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class RunGroups : public ::testing::Test {
 protected:
  ExperimentSpec spec(std::uint64_t seed, int bits = 2) const {
    ExperimentSpec result;
    result.seed = seed;
    result.name = "run" + std::to_string(seed);
    result.deficits.resize(1);
    result.deficits[0].bits = bits;
    result.comparison.baseline = true;
    return result;
  }

  /// Stores a finished run and remembers where.
  void store(const std::string& name, const ExperimentSpec& spec, double damage,
             const std::string& metric = "test/accuracy") {
    const RunDirectory directory(folder / name);
    directory.create();
    directory.write_config(spec);
    ComparisonResult result;
    result.metric = metric;
    result.final_value = "last";
    result.baseline_final = 0.9;
    result.deficit_final = 0.9 - damage;
    result.damage = damage;
    result.evaluations_used = 1;
    directory.write_comparison(result);
    runs.push_back(directory.root());
  }

  test::TemporaryFolder folder;
  std::vector<std::filesystem::path> runs;
};

TEST_F(RunGroups, AreTheSeedsOfOneCondition) {
  for (const int seed : {3, 1, 2}) {
    store("two" + std::to_string(seed), spec(seed, 2), 0.02 + 0.01 * seed);
    store("four" + std::to_string(seed), spec(seed, 4), 0.001 * seed);
  }
  const GroupReport report = compare_runs(runs);
  ASSERT_EQ(report.groups.size(), 2U);
  EXPECT_THAT(report.groups[0].differences, ElementsAre(Pair("deficit.0.bits", "2")));
  EXPECT_THAT(report.groups[1].differences, ElementsAre(Pair("deficit.0.bits", "4")));
  const DamageStatistics& two = report.groups[0].damage;
  EXPECT_EQ(report.groups[0].runs.front().seed, 1U);
  EXPECT_NEAR(two.mean, 0.04, 1e-12);
  EXPECT_NEAR(two.mean_deficit, 0.86, 1e-12);
  EXPECT_NEAR(two.effect_size, 4 * (1 - 3.0 / 7), 1e-9);
  EXPECT_EQ(two.p_value, 0.25);  // 2 of 8 sign patterns
  EXPECT_EQ(two.adjusted_p_value, 0.5);
  ASSERT_TRUE(two.interval.has_value());
  EXPECT_LT(two.interval->low, 0.04);
  EXPECT_GT(two.interval->high, 0.04);
  EXPECT_TRUE(report.left_out.empty());
}

TEST_F(RunGroups, ADeficitThatOneConditionLacksIsADifference) {
  store("a", spec(1), 0.1);
  ExperimentSpec more = spec(1);
  more.deficits.resize(2);
  store("b", more, 0.2);
  const GroupReport report = compare_runs(runs);
  EXPECT_THAT(report.groups[0].differences, ::testing::Contains(Pair("deficit.1.bits", "-")));
  EXPECT_THAT(report.groups[1].differences, ::testing::Contains(Pair("deficit.1.bits", "3")));
}

TEST_F(RunGroups, NameWhatIsLeftOut) {
  store("good", spec(1), 0.1);
  store("twice", spec(1), 0.1);
  ExperimentSpec alone = spec(2);
  alone.comparison.baseline = false;
  store("alone", alone, 0.1);
  std::filesystem::remove(RunDirectory(folder / "alone").comparison());
  const RunDirectory unfinished(folder / "unfinished");
  unfinished.create();
  unfinished.write_config(spec(3));
  unfinished.write_status({.state = RunState::cancelled});
  runs.push_back(unfinished.root());
  runs.push_back(folder / "missing");
  store("nan", spec(4), std::nan(""));
  const GroupReport report = compare_runs(runs);
  ASSERT_EQ(report.groups.size(), 1U);
  EXPECT_EQ(report.groups[0].runs.size(), 1U);
  EXPECT_THAT(report.left_out, ElementsAre(HasSubstr("has the seed of"), HasSubstr("without a baseline"),
                                           HasSubstr("has no comparison yet (cancelled)"),
                                           HasSubstr("is no run directory"), HasSubstr("not finite")));
}

TEST_F(RunGroups, NeverMixMeasures) {
  store("a", spec(1), 0.1);
  store("b", spec(2), 0.1, "test/loss");
  EXPECT_THAT(test::input_error_of([&] { compare_runs(runs); }), HasSubstr("these are never mixed"));
}

// Rows as README's three-epoch experiment leaves them; comparison.json as an older version wrote it.
TEST_F(RunGroups, AComparisonOfTheOlderRuleIsComputedAgain) {
  store("old", spec(1), 0.3);
  const RunDirectory run(folder / "old");
  ComparisonResult old = run.read_comparison();
  old.evaluations_used = 0;
  run.write_comparison(old);
  run.write_status({.state = RunState::finished, .step = 30, .total_steps = 30});
  run.write_plan(
      {.total_steps = 30, .steps_per_epoch = 10, .deficit_windows = {{0, 10}}, .arms = {"deficit", "baseline"}});
  std::filesystem::create_directories(run.baseline().root());
  run.baseline().write_config(spec(1));
  for (const auto& [arm, lost] : {std::pair(run, 0.02), std::pair(run.baseline(), 0.0)}) {
    std::vector<MetricRow> rows;
    for (const std::int64_t step : {0, 10, 20, 30})
      rows.push_back({.step = step, .metric = "test/accuracy", .value = step < 20 ? 0.5 - 10 * lost : 0.9 - lost});
    MetricsWriter(arm.metrics(), 0).append(rows);
  }
  const GroupReport report = compare_runs(runs);
  const ComparisonResult& result = report.groups.at(0).runs.at(0).result;
  EXPECT_NEAR(result.damage, 0.02, 1e-12);
  EXPECT_EQ(result.evaluations_used, 2);
  EXPECT_EQ(run.read_comparison().evaluations_used, 0);  // reading writes nothing
}

TEST_F(RunGroups, AComparisonOfTheOlderRuleWithoutItsRowsIsLeftOut) {
  store("good", spec(1), 0.1);
  store("old", spec(2), 0.3);
  ComparisonResult old = RunDirectory(folder / "old").read_comparison();
  old.evaluations_used = 0;
  RunDirectory(folder / "old").write_comparison(old);
  EXPECT_THAT(compare_runs(runs).left_out, ElementsAre(HasSubstr("an older version wrote it")));
}

TEST_F(RunGroups, OfNothingAreAnError) {
  EXPECT_THAT(test::input_error_of([&] { compare_runs(runs); }), HasSubstr("no finished run with a baseline"));
}

}  // namespace
}  // namespace imprint
