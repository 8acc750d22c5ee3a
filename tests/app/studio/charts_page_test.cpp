// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/charts_page.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/studio/charts/chart_card.h"
#include "app/studio/widgets/segmented_switch.h"
#include "core/spec/spec_task.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

std::shared_ptr<RunRecord> planned_run(const std::string& dataset, const std::string& model) {
  auto run = std::make_shared<RunRecord>();
  run->spec = test::small_spec();
  run->spec.dataset.name = dataset;
  run->spec.model.name = model;
  run->plan = plan_run(run->spec);
  return run;
}

TEST(ChartsPageTest, EachScoreHasTheScaleThatIsUsualForIt) {
  ChartsPage page;
  page.set_runs({planned_run("synthetic-text", "rnn")});
  auto* scores = page.findChild<SegmentedSwitch*>();
  LiveChart& chart = page.findChild<ChartCard*>()->chart();
  const std::vector<std::string>& names = ChartsPage::score_choices();
  const auto choose = [&](const char* name) {
    scores->choose(static_cast<int>(std::ranges::find(names, name) - names.begin()));
  };
  EXPECT_EQ(chart.y_scale(), ScaleKind::linear);
  choose("perplexity");
  EXPECT_EQ(chart.y_scale(), ScaleKind::logarithmic);
  choose("loss");
  EXPECT_EQ(chart.y_scale(), ScaleKind::linear);
  choose("perplexity");
  page.set_runs({planned_run("synthetic", "small-cnn")});
  EXPECT_EQ(chart.y_scale(), ScaleKind::linear) << "images have no perplexity";
}

}  // namespace
}  // namespace imprint::studio
