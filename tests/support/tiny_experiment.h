// SPDX-License-Identifier: GPL-3.0-or-later
// A training run small enough for a unit test: 96 images of 28x28 with a learnable rule, a spec that fits them.
#pragma once

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"

namespace imprint::test {

/// Images of noise whose brightest tenth tells the class (10 classes); deterministic.
DatasetSplit tiny_split();

/// 40 stretches of 5 letters each way, of six letters that follow each other by a rule with exceptions; deterministic.
DatasetSplit tiny_text();

/// The same with a third such text for validation.
DatasetSplit tiny_text_with_validation();

/// An rnn of 8 units on that text, ten steps an epoch.
ExperimentSpec tiny_text_spec();

/// Four epochs of six steps, small-cnn of width 8, 4 forward and 8 backward bits, a 2-bit deficit in epoch 1.
ExperimentSpec tiny_spec();

}  // namespace imprint::test
