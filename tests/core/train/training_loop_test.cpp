// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/training_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/train/threads.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

using ::testing::ElementsAre;

/// Writes down what it hears; one word may throw.
class Witness : public TrainingObserver {
 public:
  std::vector<std::string> heard;
  std::string fatal;

  void before_step() override { hear("before"); }
  void on_step(const StepRecord& record) override { hear("step " + std::to_string(record.step)); }
  void on_evaluation(const EvaluationRecord&) override { hear("evaluation"); }
  void on_probe(const CancellationToken&) override { hear("probe"); }
  void on_measured() override { hear("measured"); }
  void on_checkpoint() override { hear("checkpoint"); }
  void on_boundary() override { hear("boundary"); }

  std::vector<std::string> take() { return std::exchange(heard, {}); }

 private:
  void hear(const std::string& word) {
    heard.push_back(word);
    if (word == fatal) throw JobError(word);
  }
};

class TrainingLoopTest : public ::testing::Test {
 protected:
  TrainingLoopTest() {
    use_threads(1);
    spec_.deficits.clear();
    spec_.training.iterations = 5;
    spec_.evaluation.every = "2 iterations";
    spec_.probe.every = "3 iterations";
    spec_.checkpoint.every = "4 iterations";
  }
  DatasetSplit split_ = tiny_split();
  ExperimentSpec spec_ = tiny_spec();
  Witness witness_;
};

TEST_F(TrainingLoopTest, BoundariesComeInOneOrder) {
  TrainingLoop loop(spec_, true, split_);
  EXPECT_FALSE(loop.has_reached(0));
  loop.advance(0, {&witness_}, {});
  EXPECT_THAT(witness_.take(), ElementsAre("evaluation", "probe", "measured", "checkpoint", "boundary"));
  EXPECT_TRUE(loop.has_reached(0));
  loop.advance(2, {&witness_}, {});
  EXPECT_THAT(witness_.take(), ElementsAre("before", "step 1", "measured", "boundary",  //
                                           "before", "step 2", "evaluation", "measured", "boundary"));
  loop.advance(4, {&witness_}, {});
  EXPECT_THAT(witness_.take(), ElementsAre("before", "step 3", "probe", "measured", "boundary",  //
                                           "before", "step 4", "evaluation", "measured", "checkpoint", "boundary"));
  EXPECT_FALSE(loop.is_finished());
  loop.advance(5, {&witness_}, {});
  EXPECT_THAT(witness_.take(),
              ElementsAre("before", "step 5", "evaluation", "probe", "measured", "checkpoint", "boundary"));
  EXPECT_TRUE(loop.is_finished());
}

TEST_F(TrainingLoopTest, ARestoredTrainingRepeatsNoBoundary) {
  TrainingLoop loop(spec_, true, split_);
  loop.trainer().restore(loop.trainer().state(), 4);
  loop.continue_from_checkpoint();
  EXPECT_TRUE(loop.is_measured());
  loop.advance(4, {&witness_}, {});
  EXPECT_TRUE(witness_.take().empty());
  loop.advance(5, {&witness_}, {});
  EXPECT_EQ(witness_.take().front(), "before");
}

TEST_F(TrainingLoopTest, EveryObserverHearsAWordBeforeTheNextIsSaid) {
  std::vector<std::string> said;
  struct Named : TrainingObserver {
    Named(std::string name, std::vector<std::string>& to) : name_(std::move(name)), to_(to) {}
    void on_measured() override { to_.push_back(name_ + " measured"); }
    void on_checkpoint() override { to_.push_back(name_ + " checkpoint"); }
    std::string name_;
    std::vector<std::string>& to_;
  };
  Named first("first", said), second("second", said);
  TrainingLoop loop(spec_, true, split_);
  loop.advance(0, {&first, &second}, {});
  EXPECT_THAT(said, ElementsAre("first measured", "second measured", "first checkpoint", "second checkpoint"));
}

TEST_F(TrainingLoopTest, WhatEndsAMeasurementLeavesNoStateToKeep) {
  TrainingLoop loop(spec_, true, split_);
  loop.advance(1, {&witness_}, {});
  witness_.fatal = "evaluation";
  EXPECT_THROW(loop.advance(2, {&witness_}, {}), JobError);
  EXPECT_FALSE(loop.is_measured());
}

TEST_F(TrainingLoopTest, WhatEndsAStepBeforeItBeginsLeavesTheLastOneToKeep) {
  TrainingLoop loop(spec_, true, split_);
  loop.advance(1, {&witness_}, {});
  witness_.fatal = "before";
  EXPECT_THROW(loop.advance(2, {&witness_}, {}), JobError);
  EXPECT_TRUE(loop.is_measured());
  EXPECT_EQ(loop.trainer().steps_done(), 1);
}

TEST_F(TrainingLoopTest, ATokenEndsAnEvaluation) {
  CancellationToken token;
  token.cancel();
  TrainingLoop loop(spec_, true, split_);
  EXPECT_THROW(loop.advance(1, {&witness_}, token), CancelledError);
  EXPECT_FALSE(loop.has_begun());
}

TEST_F(TrainingLoopTest, RefusesAnIntervalThatIsNone) {
  spec_.probe.every = "now and then";
  EXPECT_THROW(TrainingLoop(spec_, true, split_), InputError);
}

}  // namespace
}  // namespace imprint::test
