// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/timed_models.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/spec/kinds.h"

namespace imprint {
namespace {

constexpr std::string_view resnet = "resnet";

int depth_of(const std::string& name) {
  int depth = 0;
  take_number(std::string_view(name).substr(resnet.size()), depth);
  return depth;
}

std::shared_ptr<PlainNetwork> plain_mlp_of(const Options& options, const ImageShape& image) {
  const auto& hidden = options.get<std::vector<int>>("hidden");
  const std::int64_t pixels = image.channels * image.height * image.width;
  return plain_mlp(pixels, {hidden.begin(), hidden.end()}, timed_classes);
}

std::shared_ptr<PlainNetwork> counterpart(const std::string& model, const Options& options, const ImageShape& image) {
  const int width = options.get<int>("width");
  const double published = options.get<double>("width_multiplier");
  const std::int64_t channels = image.channels;
  if (model == "mlp") return plain_mlp_of(options, image);
  if (model == "small-cnn") return plain_small_cnn(width, channels, timed_classes);
  if (model == "mobilenetv2") return plain_mobilenet(published, channels, timed_classes);
  if (model == "all-cnn") return plain_all_cnn(published, channels, timed_classes);
  if (model == "resnet18" || model == "resnet34")
    return plain_imagenet_resnet(depth_of(model), published, channels, timed_classes);
  return plain_resnet(depth_of(model), width, channels, timed_classes);
}

bool has_counterpart(const std::string& model) {
  for (const char* other : {"mlp", "small-cnn", "mobilenetv2", "all-cnn"})
    if (model == other) return true;
  return model.starts_with(resnet);
}

}  // namespace

std::string image_text(const ImageShape& image) {
  return std::to_string(image.channels) + "x" + std::to_string(image.height) + "x" + std::to_string(image.width);
}

std::vector<std::string> timed_models() {
  std::vector<std::string> models = kind_names("model.name");
  std::erase_if(models, [](const std::string& model) { return !has_counterpart(model); });
  return models;
}

void require_timed(const std::string& model) {
  const std::vector<std::string> models = timed_models();
  if (std::ranges::find(models, model) != models.end()) return;
  throw InputError("--model: \"" + model + "\" has no plain LibTorch loop to be timed against; there is one for " +
                   join_choices(models));
}

std::shared_ptr<PlainNetwork> plain_counterpart(const std::string& model, const ImageShape& image) {
  return counterpart(model, initial_model_options(), image);
}

std::shared_ptr<Network> timed_network(const std::string& model, const ImageShape& image) {
  return make_network({.name = model}, shape_of_images(image, timed_classes), 1);
}

}  // namespace imprint
