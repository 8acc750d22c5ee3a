// SPDX-License-Identifier: GPL-3.0-or-later
// Every family of datasets, in the order in which they are shown. To add one: its folder and its name here. The folder
// holds
//
//   NAME_facts.cpp  std::vector<DatasetFacts> NAME_facts(): what is known without loading (facts/dataset_facts.h)
//   a source with   DatasetSplit load_NAME(facts, spec, seed) (catalog.h)
#pragma once

// clang-format off
#define IMPRINT_DATASETS(FAMILY) \
  FAMILY(synthetic) FAMILY(synthetic_text) FAMILY(idx) FAMILY(cifar) FAMILY(tensors) FAMILY(image_folder) \
  FAMILY(text) FAMILY(graph)
// clang-format on
