// SPDX-License-Identifier: GPL-3.0-or-later
// Nets from files: their layers and operators against plain LibTorch, and what a file may not be.
#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "core/models/onnx/onnx_network.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/written_onnx.h"

namespace imprint::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const DataShape small_images = shape_of_images({2, 6, 6}, 3);

class Onnx : public ::testing::Test {
 protected:
  std::shared_ptr<OnnxNetwork> read(const std::string& bytes, const OnnxChoices& choices = {},
                                    const DataShape& shape = small_images) {
    write_file_atomically(folder_ / "net.onnx", bytes);
    return std::make_shared<OnnxNetwork>(load_onnx(folder_ / "net.onnx"), shape, 1, choices);
  }
  std::string refused(const std::string& bytes) {
    return input_error_of([&] { read(bytes); });
  }

  /// A classifier behind `value` [N, 2, 6, 6].
  static std::string classified(OnnxWriter& writer, const std::string& value) {
    writer.tensor("fc.weight", at::ones({3, 72}));
    writer.tensor("fc.bias", at::zeros({3}));
    onnx::NodeProto& fc = writer.node("Gemm", {writer.node("Flatten", {value}), "fc.weight", "fc.bias"}, "scores");
    set_attribute(fc, "transB", std::int64_t{1});
    writer.finish("scores", 3);
    return writer.bytes();
  }

  at::Tensor output(const std::string& bytes, const at::Tensor& images) {
    Inputs inputs;
    inputs.values = images;
    return read(bytes)->forward(inputs, ForwardContext());
  }

  TemporaryFolder folder_;
};

/// A convolution with a bias, a kernel and strides of two lengths, and pads on one side only, groups of one channel.
TEST_F(Onnx, ConvolutionsOfAnyWindowAreLibTorchs) {
  at::manual_seed(1);
  const at::Tensor images = at::randn({4, 2, 6, 6}), weight = at::randn({4, 1, 3, 1}), bias = at::randn({4});
  OnnxWriter writer({2, 6, 6});
  writer.tensor("c.weight", weight);
  writer.tensor("c.bias", bias);
  onnx::NodeProto& made = writer.node("Conv", {OnnxWriter::input, "c.weight", "c.bias"}, "c");
  set_attribute(made, "pads", std::vector<std::int64_t>{1, 0, 0, 0});
  set_attribute(made, "strides", std::vector<std::int64_t>{1, 2});
  set_attribute(made, "group", std::int64_t{2});
  writer.tensor("fc.weight", at::ones({3, 4}));
  const std::string pooled = writer.node("Flatten", {writer.node("GlobalAveragePool", {"c"})});
  set_attribute(writer.node("Gemm", {pooled, "fc.weight"}, "scores"), "transB", std::int64_t{1});
  writer.finish("scores", 3);
  const at::Tensor convolved = at::conv2d(at::constant_pad_nd(images, {0, 0, 1, 0}), weight, bias,
                                          at::IntArrayRef({1, 2}), at::IntArrayRef({0, 0}), at::IntArrayRef({1, 1}), 2);
  const at::Tensor expected = at::matmul(convolved.mean({2, 3}), at::ones({4, 3}));
  EXPECT_TRUE(at::allclose(output(writer.bytes(), images), expected, 1e-5, 1e-5));
  const auto network = read(writer.bytes());
  ASSERT_EQ(network->layers().size(), 2U);
  EXPECT_EQ(network->layers()[0].name, "c");
  EXPECT_EQ(network->layers()[0].macs, 4 * 3 * 5 * 3);
  EXPECT_EQ(network->layers()[0].parameters.size(), 2U);
  EXPECT_TRUE(network->layers()[0].quantized);
  EXPECT_FALSE(network->layers()[1].quantized) << "the last linear layer is the classifier";
}

TEST_F(Onnx, LayersMayBeKeptAtFullPrecisionByName) {
  OnnxWriter writer({2, 6, 6});
  writer.tensor("c.weight", at::ones({2, 2, 1, 1}));
  writer.node("Conv", {OnnxWriter::input, "c.weight"}, "c");
  const std::string bytes = classified(writer, "c");
  const auto network = read(bytes, {.full_precision_layers = {"c"}});
  EXPECT_FALSE(network->layers()[0].quantized);
  EXPECT_TRUE(network->layers()[1].quantized);
  EXPECT_THAT(input_error_of([&] { read(bytes, {.full_precision_layers = {"fcc"}}); }),
              AllOf(HasSubstr("model.full_precision_layers must name"), HasSubstr("has fcc; did you mean fc?")));
}

/// Keras writes a product and a sum.
TEST_F(Onnx, AProductWithASumBehindItIsALinearLayer) {
  at::manual_seed(2);
  const at::Tensor images = at::randn({4, 2, 6, 6}), weight = at::randn({72, 3}), bias = at::randn({3});
  OnnxWriter writer({2, 6, 6});
  writer.tensor("w", weight);
  writer.tensor("b", bias);
  writer.node("Add", {writer.node("MatMul", {writer.node("Flatten", {OnnxWriter::input}), "w"}), "b"}, "scores");
  writer.finish("scores", 3);
  EXPECT_TRUE(at::allclose(output(writer.bytes(), images), at::matmul(images.flatten(1), weight) + bias, 1e-5, 1e-5));
  EXPECT_EQ(read(writer.bytes())->parameter_count(), 72 * 3 + 3);
}

TEST_F(Onnx, SaysWhetherItIsPiecewiseLinearAndBeginsWithOneLayer) {
  const auto net = [&](const std::string& op, bool of_itself) {
    OnnxWriter writer({2, 6, 6});
    writer.tensor("c.weight", at::ones({2, 2, 1, 1}));
    writer.node("Conv", {OnnxWriter::input, "c.weight"}, "c");
    return read(classified(
        writer, writer.node(op, of_itself ? std::vector<std::string>{"c", "c"} : std::vector<std::string>{"c"})));
  };
  EXPECT_TRUE(net("Relu", false)->is_piecewise_linear());
  EXPECT_FALSE(net("Sigmoid", false)->is_piecewise_linear());
  EXPECT_TRUE(net("Add", true)->is_piecewise_linear());
  EXPECT_FALSE(net("Mul", true)->is_piecewise_linear());
  EXPECT_TRUE(net("Relu", false)->begins_with_one_layer());
  OnnxWriter writer({2, 6, 6});
  for (const char* name : {"a", "b"}) {
    writer.tensor(std::string(name) + ".weight", at::ones({2, 2, 1, 1}));
    writer.node("Conv", {OnnxWriter::input, std::string(name) + ".weight"}, name);
  }
  EXPECT_FALSE(read(classified(writer, writer.node("Add", {"a", "b"})))->begins_with_one_layer());
}

TEST_F(Onnx, TwoLayersBehindOneOperatorAreTwoFirstOnes) {
  OnnxWriter writer({2, 6, 6});
  writer.tensor("scale", at::full({1}, 2.0));
  writer.node("Mul", {OnnxWriter::input, "scale"}, "scaled");
  for (const char* name : {"a", "b"}) {
    writer.tensor(std::string(name) + ".weight", at::ones({2, 2, 1, 1}));
    writer.node("Conv", {"scaled", std::string(name) + ".weight"}, name);
  }
  EXPECT_FALSE(read(classified(writer, writer.node("Add", {"a", "b"})))->begins_with_one_layer());
}

TEST_F(Onnx, ImagesOfABatchMustHaveNothingToDoWithEachOther) {
  OnnxWriter mixing({2, 6, 6});
  onnx::NodeProto& mean = mixing.node("ReduceMean", {OnnxWriter::input}, "mean");
  set_attribute(mean, "axes", std::vector<std::int64_t>{0});
  EXPECT_THAT(refused(classified(mixing, mixing.node("Sub", {OnnxWriter::input, "mean"}))),
              HasSubstr("gives two images together other scores than each alone"));

  OnnxWriter bare({2, 6, 6});
  EXPECT_THAT(refused(classified(bare, bare.node("Squeeze", {OnnxWriter::input}))), HasSubstr("must name its axes"));

  OnnxWriter cut({2, 6, 6});
  cut.tensor("starts", at::zeros({1}, at::kLong));
  EXPECT_THAT(refused(classified(cut, cut.node("Slice", {OnnxWriter::input, "starts"}))), HasSubstr("needs 3 inputs"));
}

/// A size of the batch that was exported as a number gives way, a constant's own first size does not.
TEST_F(Onnx, SizesOfABatchOfOneHoldForAll) {
  OnnxWriter writer({2, 6, 6});
  writer.tensor("sizes", at::tensor({1, 72}, at::kLong));
  writer.tensor("per_channel", at::tensor({1.0F, 3.0F}));
  writer.tensor("as_image", at::tensor({1, 2, 1, 1}, at::kLong));
  const std::string scaled =
      writer.node("Mul", {OnnxWriter::input, writer.node("Reshape", {"per_channel", "as_image"})});
  writer.tensor("fc.weight", at::ones({3, 72}));
  set_attribute(writer.node("Gemm", {writer.node("Reshape", {scaled, "sizes"}), "fc.weight"}, "scores"), "transB",
                std::int64_t{1});
  writer.finish("scores", 3);
  EXPECT_EQ(output(writer.bytes(), at::ones({5, 2, 6, 6}))[4][2].item<float>(), 36 * (1 + 3));
}

/// What view(x.size(0), -1) is exported as.
TEST_F(Onnx, ShapesMayBeComputed) {
  OnnxWriter writer({2, 6, 6});
  writer.tensor("zero", at::zeros({}, at::kLong));
  writer.tensor("axes", at::zeros({1}, at::kLong));
  writer.tensor("rest", at::full({1}, -1, at::kLong));
  const std::string batch =
      writer.node("Unsqueeze", {writer.node("Gather", {writer.node("Shape", {OnnxWriter::input}), "zero"}), "axes"});
  onnx::NodeProto& sizes = writer.node("Concat", {batch, "rest"}, "sizes");
  set_attribute(sizes, "axis", std::int64_t{0});
  const at::Tensor images = at::randn({5, 2, 6, 6});
  writer.tensor("fc.weight", at::ones({3, 72}));
  set_attribute(writer.node("Gemm", {writer.node("Reshape", {OnnxWriter::input, "sizes"}), "fc.weight"}, "scores"),
                "transB", std::int64_t{1});
  writer.finish("scores", 3);
  EXPECT_TRUE(
      at::allclose(output(writer.bytes(), images), at::matmul(images.flatten(1), at::ones({72, 3})), 1e-4, 1e-4));
}

TEST_F(Onnx, ProbabilitiesAtTheEndAreLeftToTheLoss) {
  OnnxWriter writer({2, 6, 6});
  writer.tensor("fc.weight", at::ones({3, 72}));
  onnx::NodeProto& fc = writer.node("Gemm", {writer.node("Flatten", {OnnxWriter::input}), "fc.weight"}, "logits");
  set_attribute(fc, "transB", std::int64_t{1});
  writer.node("Softmax", {"logits"}, "scores");
  writer.finish("scores", 3);
  const at::Tensor images = at::ones({1, 2, 6, 6});
  EXPECT_EQ(output(writer.bytes(), images)[0][0].item<float>(), 72);
}

TEST_F(Onnx, WhatIsNoNetForTheseImagesIsNamed) {
  OnnxWriter right({2, 6, 6});
  const std::string bytes = classified(right, OnnxWriter::input);
  EXPECT_THAT(refused(bytes.substr(0, bytes.size() / 2)), HasSubstr("is no ONNX model, or was cut short"));
  EXPECT_THAT(refused(""), HasSubstr("net.onnx"));
  EXPECT_THAT(input_error_of([&] {
                read(bytes, {}, shape_of_images({2, 6, 6}, 5));
              }),
              HasSubstr("must give [1, 5], the scores of the dataset's classes, for one image, but gives [1, 3]"));
  EXPECT_THAT(input_error_of([&] { read(bytes, {}, shape_of_images({2, 8, 8}, 3)); }), HasSubstr("node /Gemm"));

  OnnxWriter two({2, 6, 6});
  classified(two, OnnxWriter::input);
  two.finish("value1", 72);
  EXPECT_THAT(refused(two.bytes()),
              HasSubstr("must have one output, the scores of the classes, but has 2: scores or value1"));

  OnnxWriter odd({2, 6, 6});
  EXPECT_THAT(refused(classified(odd, odd.node("Einsum", {OnnxWriter::input}))),
              AllOf(HasSubstr("(Einsum): is no operator that is read; there are Abs, Add"), HasSubstr("Conv")));

  OnnxWriter foreign({2, 6, 6});
  foreign.node("Fused", {OnnxWriter::input}, "f").set_domain("com.example");
  EXPECT_THAT(refused(classified(foreign, "f")),
              HasSubstr("is operator Fused of com.example; only those of ONNX itself"));

  OnnxWriter lost({2, 6, 6});
  EXPECT_THAT(refused(classified(lost, lost.node("Relu", {"nowhere"}))),
              HasSubstr("reads \"nowhere\", which nothing gives"));

  OnnxWriter wide({2, 6, 6});
  wide.tensor("c.weight", at::ones({2, 5, 1, 1}));
  wide.node("Conv", {OnnxWriter::input, "c.weight"}, "c");
  EXPECT_THAT(refused(classified(wide, "c")), HasSubstr("takes images of 5 channels, but is given 2"));

  OnnxWriter old({2, 6, 6});
  classified(old, OnnxWriter::input);
  old.model().mutable_opset_import(0)->set_version(3);
  EXPECT_THAT(refused(old.bytes()), HasSubstr("is of operator set 3; 7 to 20 are read"));

  OnnxWriter spread({2, 6, 6});
  spread.tensor("c.weight", at::ones({2, 2, 3, 3}));
  set_attribute(spread.node("Conv", {OnnxWriter::input, "c.weight"}, "c"), "dilations",
                std::vector<std::int64_t>{2, 2});
  EXPECT_THAT(refused(classified(spread, "c")), HasSubstr("(Conv): must have dilations 1"));

  OnnxWriter lonely({2, 6, 6});
  EXPECT_THAT(refused(classified(lonely, lonely.node("Add", {OnnxWriter::input}))),
              HasSubstr("(Add): needs 2 inputs, but has 1"));

  OnnxWriter bare({2, 6, 6});
  bare.node("Conv", {}, "c");
  EXPECT_THAT(refused(classified(bare, "c")), HasSubstr("(Conv): needs 2 inputs, but has 0"));

  OnnxWriter shared({2, 6, 6});
  shared.tensor("c.weight", at::ones({2, 2, 1, 1}));
  shared.node("Conv", {OnnxWriter::input, "c.weight"}, "c");
  shared.node("Conv", {"c", "c.weight"}, "d");
  EXPECT_THAT(refused(classified(shared, "d")), HasSubstr("shared weights are not read"));
}

TEST_F(Onnx, WeightsBesideTheFileAreReadOrMissed) {
  OnnxWriter writer({2, 6, 6});
  classified(writer, OnnxWriter::input);
  onnx::TensorProto& weight = *writer.graph().mutable_initializer(0);
  const std::string bytes = weight.raw_data();
  weight.clear_raw_data();
  weight.set_data_location(onnx::TensorProto::EXTERNAL);
  const auto add = [&](const std::string& key, const std::string& value) {
    auto& entry = *weight.add_external_data();
    entry.set_key(key);
    entry.set_value(value);
  };
  add("location", "net.data");
  add("offset", "4");
  EXPECT_THAT(refused(writer.bytes()),
              AllOf(HasSubstr("tensor \"fc.weight\" lies in"), HasSubstr("which is not there")));
  write_file_atomically(folder_ / "net.data", "half");
  EXPECT_THAT(refused(writer.bytes()), HasSubstr("needs 864 bytes from 4"));
  write_file_atomically(folder_ / "net.data", "skip" + bytes);
  EXPECT_EQ(output(writer.bytes(), at::ones({1, 2, 6, 6}))[0][0].item<float>(), 72);
  weight.mutable_external_data(0)->set_value("../net.data");
  EXPECT_THAT(refused(writer.bytes()), HasSubstr("a file beside the model is expected"));
}

TEST_F(Onnx, TensorsThatLieAreNamed) {
  OnnxWriter writer({2, 6, 6});
  classified(writer, OnnxWriter::input);
  writer.graph().mutable_initializer(0)->set_dims(0, 1'000'000'000'000);
  EXPECT_THAT(refused(writer.bytes()), HasSubstr("tensor \"fc.weight\" has sizes that no tensor in memory has"));
  writer.graph().mutable_initializer(0)->set_dims(0, 4);
  EXPECT_THAT(refused(writer.bytes()), HasSubstr("has 864 bytes, but its sizes ask for 1152"));
}

}  // namespace
}  // namespace imprint::test
