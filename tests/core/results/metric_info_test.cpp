// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/metric_info.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

#include "core/results/metric_row.h"
#include "tests/support/source_root.h"

namespace imprint {
namespace {

/// Every name that metric_row.h declares, read from it.
std::set<std::string> declared_names() {
  std::ifstream stream(test::source_root() / "core/results/metric_row.h");
  const std::regex declaration(R"re(constexpr char \w+\[\] = "([^"]+)")re");
  std::set<std::string> names;
  for (std::string line; std::getline(stream, line);)
    if (std::smatch match; std::regex_search(line, match, declaration)) names.insert(match[1]);
  return names;
}

TEST(MetricInfo, IsThereOnceForEveryMetricThatIsRecorded) {
  std::multiset<std::string> listed;
  for (const MetricInfo& info : metric_infos()) listed.emplace(info.name);
  const auto declared = declared_names();
  EXPECT_GT(declared.size(), 10U);
  EXPECT_EQ(listed, std::multiset<std::string>(declared.begin(), declared.end()));
}

TEST(MetricInfo, TellsMetricsOfOneFamilyApart) {
  std::set<std::pair<std::string_view, std::string_view>> tags;
  for (const MetricInfo& info : metric_infos()) {
    EXPECT_FALSE(info.title.empty()) << info.name;
    EXPECT_TRUE(tags.emplace(info.family, info.tag).second) << info.name;
    EXPECT_EQ(info.unit == "%", info.shown_factor == 100) << info.name;
  }
}

TEST(MetricInfo, OfALayerIsThatOfItsMetric) {
  EXPECT_EQ(find_metric_info("fisher/trace/stage1.0.conv1"), find_metric_info(metric::fisher_trace));
  EXPECT_EQ(layer_of_metric("fisher/trace/stage1.0.conv1"), "stage1.0.conv1");
  EXPECT_EQ(layer_of_metric(metric::fisher_trace), "");
  EXPECT_EQ(metric_title("precision/forward_bits/conv1"), "Forward bits of conv1");
  EXPECT_EQ(find_metric_info("test/accuracy/conv1"), nullptr) << "is recorded for the whole network alone";
  EXPECT_EQ(find_metric_info("fisher/tracer"), nullptr);
  EXPECT_EQ(find_metric_info("fisher/trace/"), nullptr);
}

TEST(MetricInfo, SaysInWhatAndWhichWay) {
  EXPECT_TRUE(lower_is_better(metric::test_loss));
  EXPECT_FALSE(lower_is_better(metric::test_accuracy));
  EXPECT_TRUE(is_told_in_points(metric::test_accuracy));
  EXPECT_FALSE(is_told_in_points(metric::test_loss));
  EXPECT_TRUE(is_told_by_ratio(metric::test_perplexity));
  EXPECT_FALSE(is_told_by_ratio(metric::test_loss));
  EXPECT_EQ(metric_words(metric::test_accuracy), "test accuracy");
  EXPECT_EQ(metric_words("hessian/trace/fc"), "Hessian trace of fc");
  EXPECT_EQ(scaled_value(0.9123, shown_factor(metric::test_accuracy)), 91.23);
}

TEST(MetricInfo, OfAnUnknownNameChangesNothing) {
  EXPECT_EQ(find_metric_info("mine/own"), nullptr);
  EXPECT_EQ(metric_title("mine/own"), "mine/own");
  EXPECT_EQ(metric_words("Mine"), "Mine");
  EXPECT_EQ(shown_factor("mine/own"), 1);
  EXPECT_FALSE(lower_is_better("mine/own"));
}

TEST(MetricInfo, AScoreAtAFurtherPrecisionIsThatScore) {
  const std::string metric = score_at("test/accuracy", "fp32");
  EXPECT_EQ(metric, "test/accuracy/fp32");
  EXPECT_EQ(base_score(metric), "test/accuracy");
  EXPECT_EQ(find_metric_info(metric), find_metric_info("test/accuracy"));
  EXPECT_EQ(metric_title(metric), "Test accuracy in fp32");
  EXPECT_EQ(metric_words("validation/loss/scheduled"), "validation loss at scheduled bits");
  EXPECT_EQ(layer_of_metric(metric), "");
  EXPECT_TRUE(is_told_in_points(metric));
  EXPECT_EQ(of_validation(metric), "validation/accuracy/fp32");
  EXPECT_EQ(base_score("fisher/trace/fp32"), "fisher/trace/fp32");
  EXPECT_EQ(find_metric_info("test/accuracy/odd"), nullptr);
}

}  // namespace
}  // namespace imprint
