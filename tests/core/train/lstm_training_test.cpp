// SPDX-License-Identifier: GPL-3.0-or-later
// The language model's training against the plain loop of LibTorch's own LSTM, from the same weights.
#include <gtest/gtest.h>

#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/reference/plain_language_model.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

ExperimentSpec lstm_spec() {
  ExperimentSpec spec = tiny_text_spec();
  spec.model.name = "lstm";
  spec.model.options.set("hidden", std::vector<int>{6});
  spec.training.learning_rate = 2;
  spec.training.lr_schedule = "constant";
  spec.training.momentum = 0;
  spec.training.weight_decay = 0;
  spec.training.clip_norm = 0.25;
  spec.precision.max_bits = 32;
  spec.precision.backward_bits = 32;
  spec.deficits.clear();
  return spec;
}

TEST(LstmTraining, IsThePlainLoopOfLibTorch) {
  use_threads(1);
  const DatasetSplit split = tiny_text();
  const ExperimentSpec spec = lstm_spec();
  Trainer trainer(spec, true, split);
  PlainLanguageModel plain(trainer.network());
  BatchSource batches(*split.train, {.batch_size = spec.training.batch_size, .seed = spec.seed});
  double first = 0, last = 0;
  for (std::int64_t step = 0; step < 35; ++step) {  // three epochs and a half
    const double expected = plain.step(batches.at(step), 2, 0.25);
    last = trainer.step().loss;
    EXPECT_NEAR(last, expected, 1e-4 * expected) << step;
    if (step == 0) first = last;
  }
  EXPECT_LT(last, 0.9 * first) << "nothing was learned: the test could not fail";
}

}  // namespace
}  // namespace imprint::test
