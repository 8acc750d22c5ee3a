// SPDX-License-Identifier: GPL-3.0-or-later
// The tiny images as MNIST files, so that whole runs can be driven through specs and the command line.
#pragma once

#include <filesystem>

#include "core/spec/experiment_spec.h"

namespace imprint::test {

/// Writes the four IDX files of `tiny_split()` into `folder`.
void write_tiny_mnist(const std::filesystem::path& folder);

/// train.txt, valid.txt and test.txt of sentences from thirty words that follow each other by a rule with exceptions.
void write_tiny_corpus(const std::filesystem::path& folder);

/// raw/ and split/fixed/ of a graph of 60 nodes, whose features and neighbours tell their class; 30 for training.
void write_tiny_graph(const std::filesystem::path& folder);

/// tiny_spec() reading those files, with a baseline, an evaluation each epoch and a checkpoint every five steps.
ExperimentSpec tiny_file_spec(const std::filesystem::path& folder);

}  // namespace imprint::test
