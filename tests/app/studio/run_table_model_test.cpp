// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_table_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <cmath>

#include "analysis/critical/seed_mean.h"
#include "core/results/metric_row.h"

namespace imprint::studio {
namespace {

RunEntry entry(const std::string& name, std::uint64_t seed = 7, const std::string& condition = "c") {
  RunEntry run;
  run.directory = "/runs/" + name;
  run.name = name;
  run.dataset = "mnist";
  run.model = "mlp";
  run.schedule = "CR";
  run.seed = seed;
  run.condition = condition;
  run.status.state = RunState::finished;
  run.status.step = 30;
  run.status.total_steps = 100;
  run.finals.set(metric::test_accuracy, 0.91234);
  return run;
}

RunEntry entry_in(RunState state) {
  RunEntry run = entry("a");
  run.status.state = state;
  return run;
}

RunEntries entries(std::vector<RunEntry> list) {
  return std::make_shared<const std::vector<RunEntry>>(std::move(list));
}

QString text(const RunTableModel& model, int row, const char* column, const QModelIndex& parent = {}) {
  return model.index(row, column_place(column), parent).data().toString();
}

class RunTableModelTest : public ::testing::Test {
 protected:
  RunTableModelTest() { model.sort(column_place("name"), Qt::AscendingOrder); }
  RunTableModel model;
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(RunTableModelTest, IsASoundModelThroughEveryChange) {
  for (const bool grouped : {false, true}) {
    model.set_grouped(grouped);
    model.set_entries(entries({entry("a", 1), entry("b", 2), entry("c", 1, "d")}));
    for (int column = 0; column < run_column_count(); ++column) {
      model.sort(column, Qt::AscendingOrder);
      model.sort(column, Qt::DescendingOrder);
    }
    model.set_filter(RunFilter("a"));
    model.set_filter(RunFilter());
    model.set_grouped(!grouped);
    model.set_trash(true);
    EXPECT_EQ(model.rowCount(), 0);
    model.set_trash(false);
    model.set_entries(entries({}));
    EXPECT_EQ(model.rowCount(), 0);
  }
}

TEST_F(RunTableModelTest, ShowsWhatARunIs) {
  RunEntry run = entry("first");
  run.damage = -0.0312;
  run.recovery = 0.5;
  run.deficits = 1;
  run.deficit_kind = "precision";
  run.deficit_bits = 2;
  run.deficit_length = 5;
  run.deficit_unit = "epoch";
  run.tags = {"paper", "v2"};
  model.set_entries(entries({run}));
  EXPECT_EQ(text(model, 0, "name"), "first");
  EXPECT_EQ(text(model, 0, "accuracy"), "0.9123");
  EXPECT_EQ(text(model, 0, "state"), "finished");
  EXPECT_EQ(text(model, 0, "seed"), "7");
  EXPECT_EQ(text(model, 0, "damage"), QString::fromUtf8("−0.0312"));
  EXPECT_EQ(text(model, 0, "recovery"), "50 %");
  EXPECT_EQ(text(model, 0, "deficit"), "2 bits, 0 + 5 epoch");
  EXPECT_EQ(text(model, 0, "tags"), "paper, v2");
  EXPECT_EQ(text(model, 0, "fisher"), QString::fromUtf8("–"));
}

TEST_F(RunTableModelTest, SaysHowARunStands) {
  RunEntry stopped = entry("1 stopped"), stale = entry("2 stale"), unreadable = entry("3 unreadable");
  stopped.status.state = RunState::cancelled;
  stale.status.state = RunState::running;
  stale.stale = true;
  unreadable.problem = "config.json is cut off";
  model.set_entries(entries({stopped, stale, unreadable}));
  EXPECT_EQ(text(model, 0, "state"), "stopped at 30 %");
  EXPECT_EQ(text(model, 1, "state"), "interrupted at 30 %");
  EXPECT_EQ(text(model, 2, "state"), "can't be read");
  EXPECT_TRUE(model.index(2, 0).data(Qt::ToolTipRole).toString().contains("cut off"));
}

TEST(CanContinue, WhatHasNotFinishedAndIsNotRunning) {
  EXPECT_TRUE(can_continue(entry_in(RunState::cancelled)));
  EXPECT_FALSE(can_continue(entry_in(RunState::finished)));
  EXPECT_FALSE(can_continue(entry_in(RunState::running)));
  RunEntry stale = entry_in(RunState::running);
  stale.stale = true;
  EXPECT_TRUE(can_continue(stale));
  RunEntry trashed = stale;
  trashed.trashed = true;
  EXPECT_FALSE(can_continue(trashed));
  stale.problem = "no config";
  EXPECT_FALSE(can_continue(stale));
}

TEST_F(RunTableModelTest, KeepsRowsInPlaceWhenOnlyValuesChange) {
  model.set_entries(entries({entry_in(RunState::running), entry("b")}));
  QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
  QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
  model.set_entries(entries({entry_in(RunState::finished), entry("b")}));
  EXPECT_EQ(reset.count(), 0);
  EXPECT_EQ(data.count(), 1);
  EXPECT_EQ(model.index_of("/runs/b").row(), 1);
  EXPECT_FALSE(model.index_of("/runs/z").isValid());
}

TEST_F(RunTableModelTest, SortsNumbersAsNumbersAndMissingOnesLast) {
  RunEntry missing = entry("missing", 1);
  missing.finals.set(metric::test_accuracy, NAN);
  RunEntry high = entry("high", 100);
  high.finals.set(metric::test_accuracy, 0.95);
  model.set_entries(entries({missing, high, entry("low", 9)}));
  model.sort(column_place("seed"), Qt::DescendingOrder);
  EXPECT_EQ(text(model, 0, "name"), "high");
  for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
    model.sort(column_place("accuracy"), order);
    EXPECT_EQ(text(model, 2, "name"), "missing");
  }
}

TEST_F(RunTableModelTest, FiltersAndKeepsTheTrashApart) {
  RunEntry trashed = entry("gone");
  trashed.trashed = true;
  model.set_entries(entries({entry("a"), entry("b"), trashed}));
  EXPECT_EQ(model.all_runs(), 2);
  model.set_filter(RunFilter("name:b"));
  EXPECT_EQ(model.shown_runs(), 1);
  EXPECT_EQ(text(model, 0, "name"), "b");
  model.set_filter(RunFilter());
  model.set_trash(true);
  EXPECT_EQ(text(model, 0, "name"), "gone");
}

TEST_F(RunTableModelTest, GroupsSeedsWithMeanAndNamedInterval) {
  std::vector<RunEntry> runs;
  for (int seed = 1; seed <= 4; ++seed) {
    runs.push_back(entry("r" + std::to_string(seed), static_cast<std::uint64_t>(seed)));
    runs.back().finals.set(metric::test_accuracy, 0.9 + 0.01 * seed);
  }
  runs.push_back(entry("other", 1, "d"));
  runs.push_back(entry("running", 5));
  runs.back().status.state = RunState::running;
  model.set_entries(entries(runs));
  model.set_grouped(true);
  ASSERT_EQ(model.rowCount(), 2);
  const QModelIndex group = model.index(1, 0);
  EXPECT_EQ(model.rowCount(group), 5);
  EXPECT_EQ(text(model, 1, "seed"), "N = 4");
  EXPECT_EQ(text(model, 1, "state"), "4 of 5 runs count");
  EXPECT_EQ(text(model, 1, "accuracy"), "0.9250") << "the interval is not known yet";
  EXPECT_EQ(model.headerData(column_place("accuracy"), Qt::Horizontal).toString(), "Accuracy, mean [95 % t]");
  std::vector<IntervalTask> tasks = model.missing_intervals(10);
  ASSERT_EQ(tasks.size(), 1U) << "one outcome, and one group with three seeds";
  tasks[0].interval = seed_interval(tasks[0].values);
  model.set_intervals(tasks);
  EXPECT_TRUE(text(model, 1, "accuracy").startsWith("0.9250 [0.90")) << text(model, 1, "accuracy").toStdString();
  EXPECT_TRUE(model.missing_intervals(10).empty());
  EXPECT_EQ(text(model, 0, "seed", group), "1");
  EXPECT_EQ(model.runs(group).size(), 5U);
  EXPECT_EQ(model.run(group), nullptr);
  EXPECT_EQ(model.index_of("/runs/r2").parent(), group);
}

TEST_F(RunTableModelTest, GroupsAreSortedByTheirMeans) {
  RunEntry good = entry("good", 1, "d");
  good.finals.set(metric::test_accuracy, 0.99);
  model.set_entries(entries({entry("a"), good}));
  model.set_grouped(true);
  model.sort(column_place("accuracy"), Qt::DescendingOrder);
  EXPECT_EQ(text(model, 0, "name"), "good");
}

}  // namespace
}  // namespace imprint::studio
