// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_list_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>

namespace imprint::studio {
namespace {

RunListing listing(const std::string& name, RunState state = RunState::finished) {
  RunListing run;
  run.directory = "/runs/" + name;
  run.name = name;
  run.dataset = "mnist";
  run.model = "mlp";
  run.schedule = "CR";
  run.seed = 7;
  run.status.state = state;
  run.status.step = 30;
  run.status.total_steps = 100;
  run.final_test_accuracy = 0.91234;
  return run;
}

QString text(const RunListModel& model, int row, RunListModel::Column column) {
  return model.data(model.index(row, column), Qt::DisplayRole).toString();
}

TEST(RunListModel, IsASoundModelThroughEveryChange) {
  RunListModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  QSortFilterProxyModel sorted;
  sorted.setSourceModel(&model);
  QAbstractItemModelTester sorted_tester(&sorted, QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.set_runs({listing("a"), listing("b")});
  sorted.sort(RunListModel::accuracy);
  model.set_runs({listing("a"), listing("b", RunState::running)});
  model.set_runs({listing("c"), listing("a"), listing("b")});
  model.set_runs({});
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(RunListModel, ShowsWhatARunIs) {
  RunListModel model;
  model.set_runs({listing("first")});
  EXPECT_EQ(text(model, 0, RunListModel::name), "first");
  EXPECT_EQ(text(model, 0, RunListModel::accuracy), "0.9123");
  EXPECT_EQ(text(model, 0, RunListModel::state), "finished");
  EXPECT_EQ(text(model, 0, RunListModel::seed), "7");
}

TEST(RunListModel, SaysHowARunStands) {
  RunListModel model;
  RunListing stale = listing("stale", RunState::running);
  stale.stale = true;
  RunListing unreadable = listing("unreadable");
  unreadable.problem = "config.json is cut off";
  model.set_runs({listing("stopped", RunState::cancelled), stale, unreadable});
  EXPECT_EQ(text(model, 0, RunListModel::state), "stopped at 30 %");
  EXPECT_EQ(text(model, 1, RunListModel::state), "interrupted at 30 %");
  EXPECT_EQ(text(model, 2, RunListModel::state), "can't be read");
  EXPECT_TRUE(model.data(model.index(2, 0), Qt::ToolTipRole).toString().contains("cut off"));
}

TEST(RunListModel, KnowsWhatCanBeContinued) {
  EXPECT_TRUE(can_continue(listing("a", RunState::cancelled)));
  EXPECT_FALSE(can_continue(listing("a", RunState::finished)));
  EXPECT_FALSE(can_continue(listing("a", RunState::running)));
  RunListing stale = listing("a", RunState::running);
  stale.stale = true;
  EXPECT_TRUE(can_continue(stale));
  stale.problem = "no config";
  EXPECT_FALSE(can_continue(stale));
}

TEST(RunListModel, KeepsRowsInPlaceWhenOnlyValuesChange) {
  RunListModel model;
  model.set_runs({listing("a", RunState::running), listing("b")});
  QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
  QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
  model.set_runs({listing("a", RunState::finished), listing("b")});
  EXPECT_EQ(reset.count(), 0);
  EXPECT_EQ(data.count(), 1);
  EXPECT_EQ(model.row_of("/runs/b"), 1);
  EXPECT_EQ(model.row_of("/runs/z"), -1);
}

TEST(RunListModel, SortsNumbersAsNumbers) {
  RunListModel model;
  RunListing low = listing("low");
  low.seed = 9;
  RunListing high = listing("high");
  high.seed = 100;
  model.set_runs({high, low});
  QSortFilterProxyModel sorted;
  sorted.setSourceModel(&model);
  sorted.setSortRole(RunListModel::sort_role);
  sorted.sort(RunListModel::seed);
  EXPECT_EQ(sorted.index(0, 0).data().toString(), "low");
}

}  // namespace
}  // namespace imprint::studio
