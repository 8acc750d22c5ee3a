// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX file as a graph of named operators (https://onnx.ai, IR version 3 to 9): what it computes, and nothing that
// runs by itself. Files come from anywhere: all that a graph needs is checked here, sizes before memory is taken.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace imprint {

using OnnxAttribute =
    std::variant<std::int64_t, double, std::string, std::vector<std::int64_t>, std::vector<double>, at::Tensor>;

struct OnnxNode {
  std::string op;                   // "Conv"
  std::string name;                 // "/layer1/conv1/Conv", or where the file has none "Conv number 3"
  std::vector<std::string> inputs;  // names of values; empty where an optional one is left out
  std::vector<std::string> outputs;
  std::map<std::string, OnnxAttribute> attributes;
};

struct OnnxGraph {
  std::string source;                           // the file, for the words of errors
  std::int64_t opset = 0;                       // of the default domain
  std::string input;                            // the only one that is no constant
  std::vector<std::int64_t> input_sizes;        // 0 where the file leaves it open, as the batch's
  std::string output;                           // the only one
  std::vector<OnnxNode> nodes;                  // each after those that it reads
  std::map<std::string, at::Tensor> constants;  // weights by name: F32, or as in the file where they are whole numbers
};

/// Throws InputError that names the file, the node or the tensor, the rule and what was found: a file that is none or
/// was cut short, an operator set beyond 20, operators of another domain, several inputs or outputs, a value that
/// nothing gives, a tensor whose bytes are not there.
OnnxGraph load_onnx(const std::filesystem::path& file);

}  // namespace imprint
