// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_makers.h"
#include "core/models/model_facts.h"

namespace imprint {

using namespace field_makers;

std::vector<Kind> transformer_facts() {
  constexpr const char* only_here = "is for model.name = transformer only";
  return {
      {.name = "transformer",
       .reads = {"precision.linear_granularity"},
       .tasks = {"language-modelling"},
       .options = {{number({"blocks", "Blocks"}, {}, within(1, 96),
                           "transformer only: blocks of attention and a network for each token."),
                    2, nullptr, only_here},
                   {number({"features", "Features", "a token"}, {}, within(1, 65536),
                           "transformer only: numbers that a token is between the blocks; a multiple of the heads."),
                    128, nullptr, only_here},
                   {number({"heads", "Heads"}, {}, within(1, 1024),
                           "transformer only: parts of the features that attend each by themselves."),
                    4, nullptr, only_here},
                   dropout_option()}}};
}

}  // namespace imprint
