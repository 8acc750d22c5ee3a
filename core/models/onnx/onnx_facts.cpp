// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_makers.h"
#include "core/models/model_facts.h"

namespace imprint {

using namespace field_makers;

std::vector<Kind> onnx_facts() {
  constexpr const char* only_here = "is for model.name = onnx only";
  return {
      {.name = "onnx",
       .tasks = {"image-classification"},
       .options = {{text({"file", "File"}, {}, TextKind::optional,
                         "onnx only: the net, exported from PyTorch or another framework (.onnx)."),
                    std::string(), nullptr, only_here},
                   {choice({"weights", "Weights"}, {}, {"file", "random"},
                           "onnx only: file begins with those that the file holds, random draws them from the seed, "
                           "biases of convolutions at 0."),
                    std::string("file"), nullptr, only_here},
                   {names({"full_precision_layers", "At full precision"}, {},
                          "onnx only: layers that are never quantized; empty = the last linear one."),
                    std::vector<std::string>(), nullptr, only_here}}}};
}

}  // namespace imprint
