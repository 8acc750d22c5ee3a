// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/task.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/results/metric_info.h"
#include "core/spec/spec_task.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

/// Five units of four classes.
struct Answers {
  at::Tensor output = normal_tensor({5, 4}, 3);
  Batch batch{normal_tensor({5, 2}, 4), random_labels(5, 4, 5)};
};

/// Mean cross-entropy, from the formula.
double slow_loss(const at::Tensor& output, const at::Tensor& targets) {
  double sum = 0;
  for (std::int64_t i = 0; i < output.size(0); ++i) {
    double partition = 0;
    for (std::int64_t c = 0; c < output.size(1); ++c) partition += std::exp(output[i][c].item<double>());
    sum += std::log(partition) - output[i][targets[i]].item<double>();
  }
  return sum / static_cast<double>(output.size(0));
}

class EveryTask : public testing::TestWithParam<std::string> {
 protected:
  std::shared_ptr<const Task> task_ = make_task(GetParam());
  Answers answers_;
};
INSTANTIATE_TEST_SUITE_P(Tasks, EveryTask, testing::Values("image-classification", "language-modelling"));

TEST(Tasks, AreThoseOfTheFacts) {
  for (const TaskFacts& facts : task_facts()) {
    const auto scorer = make_task(facts.name)->scorer();
    const Answers answers;
    scorer->add(answers.output, answers.batch);
    std::vector<std::string> names;
    for (const Score& score : scorer->scores()) names.push_back(score.name);
    EXPECT_EQ(names, facts.scores) << facts.name;
    for (const std::string& name : names) EXPECT_NE(find_metric_info("test/" + name), nullptr) << name;
    for (const Score& score : make_task(facts.name)->step_scores(answers.output, answers.batch))
      EXPECT_NE(find_metric_info("train/" + score.name), nullptr) << score.name;
  }
  EXPECT_THAT(input_error_of([] { make_task("juggling"); }), testing::HasSubstr("\"juggling\""));
}

TEST_P(EveryTask, LossIsTheMeanOverUnits) {
  const double expected = slow_loss(answers_.output, answers_.batch.targets);
  EXPECT_NEAR(task_->mean_loss(answers_.output, answers_.batch).item<double>(), expected, 1e-6);
  EXPECT_NEAR(task_->summed_loss(answers_.output, answers_.batch).item<double>(), 5 * expected, 1e-5);
}

TEST_P(EveryTask, ScoresOfBatchesAreThoseOfTheWhole) {
  const auto scorer = task_->scorer();
  for (const std::int64_t begin : {0, 2}) {
    const std::int64_t count = begin == 0 ? 2 : 3;
    scorer->add(answers_.output.narrow(0, begin, count), answers_.batch.slice(begin, count));
  }
  const Scores scores = scorer->scores();
  const double loss = slow_loss(answers_.output, answers_.batch.targets);
  EXPECT_NEAR(score_of(scores, "loss"), loss, 1e-6);
  EXPECT_EQ(score_of(scores, "accuracy"), score_of(task_->step_scores(answers_.output, answers_.batch), "accuracy"));
  const bool is_text = GetParam() == "language-modelling";
  EXPECT_EQ(std::isnan(score_of(scores, "perplexity")), !is_text);
  if (is_text) {
    EXPECT_NEAR(score_of(scores, "perplexity"), std::exp(loss), 1e-5);
  }
}

TEST_P(EveryTask, EntropyIsSummedOverUnits) {
  const double whole = task_->summed_entropy(answers_.output);
  EXPECT_NEAR(task_->summed_entropy(at::cat({answers_.output, answers_.output})), 2 * whole, 1e-9);
  EXPECT_GT(whole, 0);
  EXPECT_LE(whole, 5 * std::log(4.0));
}

TEST(Tasks, OnlyIndependentAnswersAreKeptOneByOne) {
  const Answers answers;
  const auto images = make_task("image-classification")->scorer(), text = make_task("language-modelling")->scorer();
  images->add(answers.output, answers.batch);
  text->add(answers.output, answers.batch);
  EXPECT_EQ(images->correct().size(), 5U);
  EXPECT_TRUE(text->correct().empty());
}

}  // namespace
}  // namespace imprint::test
