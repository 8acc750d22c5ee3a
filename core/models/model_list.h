// SPDX-License-Identifier: GPL-3.0-or-later
// Every family of models, in the order in which they are shown. To add one: its folder and its name here. The folder
// holds
//
//   NAME_facts.cpp  std::vector<Kind> NAME_facts(): names, options, tasks (model_facts.h)
//   a source with   std::shared_ptr<Network> make_NAME(spec, shape, seed) (network.h)
#pragma once

// clang-format off
#define IMPRINT_MODELS(FAMILY) \
  FAMILY(mlp) FAMILY(small_cnn) FAMILY(resnet) FAMILY(mobilenet) FAMILY(all_cnn) FAMILY(imagenet_resnet) FAMILY(onnx) \
  FAMILY(rnn) FAMILY(lstm) FAMILY(transformer) FAMILY(gcn) FAMILY(sage)
// clang-format on
