// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_compare_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

#include "core/results/metric_row.h"
#include "core/spec/condition.h"
#include "tests/support/stored_runs.h"

namespace imprint::studio {
namespace {

RunEntry entry_of(const test::StoredLook& look) {
  const ExperimentSpec spec = test::spec_of(look);
  RunEntry entry;
  entry.name = spec.name;
  entry.seed = spec.seed;
  entry.condition = condition_hash(spec);
  entry.fields = changed_fields(spec);
  entry.status.state = look.state;
  entry.finals.set(metric::test_accuracy, look.accuracy);
  return entry;
}

QStringList titles(const RunCompareModel& model) {
  QStringList all;
  for (int row = 0; row < model.rowCount(); ++row) all << model.headerData(row, Qt::Vertical).toString();
  return all;
}

TEST(RunCompareModel, ShowsOnlyWhatDiffersThenTheResults) {
  RunCompareModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  const RunEntry a = entry_of({.name = "a", .seed = 1, .deficit_bits = 2});
  const RunEntry b = entry_of({.name = "b", .seed = 1, .accuracy = 0.95, .deficit_bits = 0});
  model.set_runs({&a, &b});
  EXPECT_TRUE(titles(model).contains("name"));
  EXPECT_TRUE(titles(model).contains("deficit.0.bits"));
  EXPECT_FALSE(titles(model).contains("seed"));
  EXPECT_FALSE(titles(model).contains("model.name"));
  const int bits = static_cast<int>(titles(model).indexOf("deficit.0.bits"));
  EXPECT_EQ(model.index(bits, 0).data().toString(), "2");
  EXPECT_EQ(model.index(bits, 1).data().toString(), QString::fromUtf8("–"));
  const int accuracy = static_cast<int>(titles(model).indexOf("Accuracy"));
  EXPECT_GE(accuracy, model.difference_count());
  EXPECT_EQ(model.index(accuracy, 1).data().toString(), "0.9500");
  EXPECT_FALSE(titles(model).contains("Damage")) << "none of them has one";
  model.set_runs({});
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(RunCompareModel, RunsOfOneNameAreToldBySeed) {
  RunCompareModel model;
  const RunEntry a = entry_of({.name = "same", .seed = 1});
  const RunEntry b = entry_of({.name = "same", .seed = 2});
  model.set_runs({&a, &b});
  EXPECT_EQ(model.headerData(1, Qt::Horizontal).toString(), "same\nseed 2");
  EXPECT_EQ(model.difference_count(), 1);
}

TEST(RunCompareModel, NeverShowsMoreThanCanBeRead) {
  RunCompareModel model;
  const RunEntry run = entry_of({});
  model.set_runs(std::vector<const RunEntry*>(100, &run));
  EXPECT_EQ(model.columnCount(), static_cast<int>(RunCompareModel::most_runs));
}

}  // namespace
}  // namespace imprint::studio
