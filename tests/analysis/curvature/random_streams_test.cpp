// SPDX-License-Identifier: GPL-3.0-or-later
// core/store/RANDOM.md against the program: every worked value, and the numbers of the purposes.
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "analysis/curvature/probe_set.h"
#include "analysis/linalg/rademacher.h"
#include "analysis/linalg/stochastic_trace.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/data/deficits/data_deficit.h"
#include "core/data/deficits/label_permutation/label_permutation.h"
#include "core/data/deficits/noise/noise.h"
#include "core/data/images/image_dataset.h"
#include "core/data/images/image_view.h"
#include "core/formats/rounding_noise.h"
#include "core/layers/dropout.h"
#include "core/models/network.h"
#include "core/tasks/output_directions.h"
#include "tests/support/model_specs.h"
#include "tests/support/source_root.h"

namespace imprint {
namespace {

std::string page() { return read_whole_file(test::source_root() / "core/store/RANDOM.md"); }

std::string six_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string hexadecimal(std::uint64_t value) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

std::string listed(const std::vector<std::int64_t>& numbers) {
  std::string text;
  for (const std::int64_t number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

std::string listed(const at::Tensor& values, std::int64_t count) {
  const at::Tensor flat = values.detach().contiguous().flatten();
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + six_digits(flat[i].item<float>());
  return text;
}

std::string listed(std::size_t count, const std::function<double()>& draw) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + six_digits(draw());
  return text;
}

std::string signs_of(const Eigen::VectorXd& vector) {
  std::string text;
  for (const double value : vector) text += value > 0 ? '+' : '-';
  return text;
}

/// 30 images with labels 0 1 2 0 1 2 ...
ImageDataset thirty_images() {
  ImageDataset dataset;
  dataset.name = "thirty";
  dataset.images = at::zeros({30, 1, 2, 2}, at::kByte);
  dataset.labels = at::arange(30, at::kLong).remainder(3);
  dataset.classes = 3;
  dataset.mean = {0};
  dataset.deviation = {1};
  return dataset;
}

at::Tensor parameter_of(const ModelSpec& model, ImageShape shape, const std::string& name) {
  return make_network(model, shape_of_images(shape, 10), 1)->named_parameters()[name];
}

at::Tensor mlp_parameter(const std::string& name) { return parameter_of({.name = "mlp"}, {1, 28, 28}, name); }

double label_uniform(int draw) {
  RandomStream stream(1, StreamPurpose::fisher_labels, mix64(79) ^ 3);
  for (int i = 0; i < draw; ++i) stream();
  return stream.uniform();
}

std::string drawn_labels() {
  const at::Tensor p = at::tensor({0.1, 0.2, 0.3, 0.4}, at::kDouble).expand({10, 4}).contiguous();
  const at::Tensor labels = draw_labels(p, 1, 79, 0, 0);
  return listed({labels.data_ptr<std::int64_t>(), labels.data_ptr<std::int64_t>() + 10});
}

std::string view_words() {
  const ImageView view = random_view(variation_key(1, 2, 5), 5, true);
  return listed({view.dy, view.dx, view.mirrored ? 1 : 0});
}

double noise_of_layer(std::int64_t element) {
  const std::uint64_t key = layer_noise_key(stream_key(1, StreamPurpose::gradient_rounding, 9), 2);
  return rounding_noise(noise_block_key(key, element / noise_block), static_cast<std::uint32_t>(element % noise_block));
}

std::string hutchinson_signs() {
  Eigen::VectorXd vector(20);
  fill_probing_vector(stream_key(1, StreamPurpose::hutchinson, 79), 1, vector);
  return signs_of(vector);
}

std::string spectrum_signs() {
  Eigen::VectorXd vector(20);
  fill_probing_vector(stream_key(1, StreamPurpose::spectrum, 79), 1, vector);
  return signs_of(vector);
}

std::string signs_of_units() {
  const at::Tensor signs = random_signs(20, 1, 79, 0);
  return signs_of(Eigen::Map<const Eigen::VectorXd>(signs.data_ptr<double>(), 20));
}

std::string lanczos_signs() {
  Eigen::VectorXd vector(20);
  fill_rademacher(RandomStream(1, StreamPurpose::lanczos), vector);
  return signs_of(vector);
}

std::string order_of(std::uint64_t epoch) {
  return listed(random_permutation(10, RandomStream(1, StreamPurpose::data_order, epoch)));
}

using Values = std::map<std::string, std::string>;

Values generator_values() {
  RandomStream uniforms(1, StreamPurpose::data_order), numbers(1, StreamPurpose::data_order);
  RandomStream normals(1, StreamPurpose::deficit_noise);
  std::vector<std::int64_t> below;
  for (int i = 0; i < 3; ++i) below.push_back(static_cast<std::int64_t>(numbers.below(10)));
  return {{"mix64(0)", hexadecimal(mix64(0))},
          {"key(1, 2, 0)", hexadecimal(stream_key(1, StreamPurpose::data_order))},
          {"key(7, 4, 1000)", hexadecimal(stream_key(7, StreamPurpose::gradient_rounding, 1000))},
          {"first uniform of key(1, 2, 0)", shortest_text(uniforms.uniform())},
          {"first three below(10) of key(1, 2, 0)", listed(below)},
          {"first three normals of key(1, 10, 0)", listed(3, [&] { return normals.normal(); })},
          {"order of epoch 0, seed 1, 10 images", order_of(0)},
          {"order of epoch 3, seed 1, 10 images", order_of(3)}};
}

Values data_values() {
  const ImageDataset thirty = thirty_images();
  const at::Tensor noise = noise_like(at::empty({3, 1, 2, 2}), 1, 4);
  return {{"subset of 7 of 30 images with labels 0 1 2 0 1 2 ..., seed 1",
           listed(class_balanced_indices(thirty.labels, 3, 7, 1))},
          {"probe set of 7 of the same, seed 1", listed(make_probe_set(thirty, 7, 1).indices)},
          {"dy, dx, mirrored of image 5 in epoch 2, seed 1", view_words()},
          {"first two values of noise image 2 at step 4, seed 1", listed(noise[2], 2)},
          {"names of classes 0 to 9 under label permutation, seed 1", listed(label_permutation(10, 1))}};
}

/// "." where dropout keeps one of the 20 elements from `first` on at step 79.
std::string kept(std::int64_t first, std::uint64_t place, double share) {
  ForwardContext context;
  context.training = true;
  context.dropout_key = stream_key(1, StreamPurpose::dropout, 79);
  const at::Tensor values = dropped_out(at::ones({first + 20}), share, context, place);
  std::string text;
  for (std::int64_t i = 0; i < 20; ++i) text += values[first + i].item<float>() > 0 ? '.' : 'x';
  return text;
}

std::string noisy_tokens() {
  Batch batch{at::full({1, 10}, -1, at::kLong), at::zeros({10}, at::kLong)};
  apply_data_deficit({.kind = "token-noise", .share = 0.5}, {{.tokens = 10, .classes = 50}, 1, 4}, batch);
  const auto* tokens = batch.inputs.values.data_ptr<std::int64_t>();
  return listed(std::vector<std::int64_t>(tokens, tokens + 10));
}

Values training_values() {
  const at::Tensor bias = mlp_parameter("fc2.bias");
  const auto conv = parameter_of(test::model_of_width("small-cnn", 16), {3, 32, 32}, "conv1.weight");
  return {{"first three weights of conv1, small-cnn of width 16, seed 1", listed(conv, 3)},
          {"first two weights of fc2, mlp of 256 and 256 units, seed 1", listed(mlp_parameter("fc2.weight"), 2)},
          {"first bias of fc2, mlp of 256 and 256 units, seed 1", listed(bias, 1)},
          {"kept (.) and dropped (x) of elements 0 to 19 at step 79, use 0, share 1/2, seed 1", kept(0, 0, .5)},
          {"kept and dropped of elements 40000 to 40019 at step 79, use 1, share 1/4, seed 1", kept(40000, 1, .25)},
          {"token noise of share 1/2 on ten tokens -1 at step 4, of a vocabulary of 50, seed 1", noisy_tokens()},
          {"rounding noise of element 0 of layer 2 at step 9, seed 1", six_digits(noise_of_layer(0))},
          {"rounding noise of element 40000 of layer 2 at step 9, seed 1", six_digits(noise_of_layer(40000))}};
}

Values curvature_values() {
  return {{"label uniforms of image 3 at step 79, draws 0 and 1, seed 1",
           six_digits(label_uniform(0)) + ", " + six_digits(label_uniform(1))},
          {"labels of images 0 to 9 at step 79 where p = (0.1, 0.2, 0.3, 0.4), draw 0, seed 1", drawn_labels()},
          {"first 20 signs of Hutchinson's vector 1 at step 79, seed 1", hutchinson_signs()},
          {"first 20 signs of Lanczos's start, seed 1", lanczos_signs()},
          {"signs of units 0 to 19 at step 79, seed 1", signs_of_units()},
          {"first 20 signs of the spectrum's vector 1 at step 79, seed 1", spectrum_signs()}};
}

/// The lines "name = value" of the page's last block; the name may hold a "=" of its own.
Values worked_values() {
  const std::string text = page();
  const std::size_t end = text.rfind("\n```"), begin = text.rfind("```\n", end - 1) + 4;
  Values values;
  for (const std::string& line : split(text.substr(begin, end - begin), '\n')) {
    const std::size_t equals = line.rfind(" = ");
    values[line.substr(0, equals)] = equals == std::string::npos ? "" : line.substr(equals + 3);
  }
  return values;
}

TEST(RandomStreamsPage, EveryWorkedValueIsTheProgramsOwn) {
  Values ours = generator_values();
  for (const Values& more : {data_values(), training_values(), curvature_values()})
    ours.insert(more.begin(), more.end());
  EXPECT_EQ(worked_values(), ours);
}

TEST(RandomStreamsPage, NumbersThePurposesAsTheProgramDoes) {
  using enum StreamPurpose;
  const std::map<std::string, StreamPurpose> purposes = {{"initial weights", weight_initialisation},
                                                         {"order of the training samples", data_order},
                                                         {"augmentation", augmentation},
                                                         {"rounding of gradients", gradient_rounding},
                                                         {"synthetic images and text", synthetic_data},
                                                         {"subset", subset},
                                                         {"probe set", probe_set},
                                                         {"labels of the sampled Fisher trace", fisher_labels},
                                                         {"Hutchinson's vectors", hutchinson},
                                                         {"noise deficits", deficit_noise},
                                                         {"label permutation", label_permutation},
                                                         {"dropout", dropout},
                                                         {"bootstrap and sign-flip tests", bootstrap},
                                                         {"Lanczos's starting vector", lanczos},
                                                         {"signs of the Fisher trace", fisher_signs},
                                                         {"starting vectors of the spectrum", spectrum},
                                                         {"dropped edges", dropped_edges}};
  const std::string text = page();
  for (const auto& [name, purpose] : purposes) {
    const std::string row = "\n| " + std::to_string(static_cast<std::uint64_t>(purpose)) + " | " + name + " | ";
    EXPECT_NE(text.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace imprint
