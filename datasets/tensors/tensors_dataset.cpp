// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/tensors/tensors_dataset.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/tensor.h>

#include <filesystem>
#include <memory>

#include "core/base/error.h"
#include "core/data/images/float_dataset.h"
#include "core/data/images/image_dataset.h"
#include "datasets/arrays/labelled_arrays.h"

namespace imprint {
namespace {

/// A copy, [N, C, H, W].
at::Tensor samples_of(const NamedArray& array, const DataShape& shape) {
  const at::ScalarType type = array.type == "U8" ? at::kByte : array.type == "F32" ? at::kFloat : at::kDouble;
  auto* bytes = const_cast<char*>(array.bytes.data());  // from_blob takes no const; it is copied from
  const at::Tensor stored = at::from_blob(bytes, array.shape, type);
  const at::Tensor channels_first = array.shape.size() == 3 ? stored.transpose(1, 2) : stored;
  return channels_first.reshape({array.shape.front(), shape.image.channels, shape.image.height, shape.image.width})
      .clone(at::MemoryFormat::Contiguous);
}

/// Mean and deviation of pixel/255 in each channel.
void measure(const at::Tensor& pixels, ImageDataset& dataset) {
  for (std::int64_t channel = 0; channel < pixels.size(1); ++channel) {
    const at::Tensor values = pixels.select(1, channel).to(at::kDouble) / 255;
    const double deviation = values.std(false).item<double>();
    dataset.mean.push_back(values.mean().item<double>());
    dataset.deviation.push_back(deviation > 0 ? deviation : 1);  // a channel that is all alike becomes all zero
  }
}

ImageDataset images_of(const LabelledPart& part, const DataShape& shape, const std::string& name) {
  ImageDataset dataset;
  dataset.name = name;
  dataset.classes = shape.classes;
  dataset.images = samples_of(part.samples, shape);
  dataset.labels = at::tensor(part.labels, at::kLong);
  return dataset;
}

DatasetSplit split_of_images(const LabelledArrays& arrays, const std::string& name) {
  auto train = std::make_shared<ImageDataset>(images_of(arrays.train, arrays.shape, name));
  auto test = std::make_shared<ImageDataset>(images_of(arrays.test, arrays.shape, name));
  measure(train->images, *train);
  test->mean = train->mean;
  test->deviation = train->deviation;
  return {train, test, {}};
}

std::shared_ptr<const Dataset> floats_of(const LabelledPart& part, const DataShape& shape, const std::string& name) {
  auto dataset = std::make_shared<FloatDataset>();
  dataset->name = name;
  dataset->classes = shape.classes;
  dataset->values = samples_of(part.samples, shape).to(at::kFloat);
  dataset->labels = at::tensor(part.labels, at::kLong);
  if (!dataset->values.isfinite().all().item<bool>())
    throw InputError(name + ": " + part.samples.name + " must hold finite values, but has a NaN or an infinity");
  return dataset;
}

}  // namespace

DatasetSplit load_tensors(const DatasetFacts& /*facts*/, const DatasetSpec& spec, std::uint64_t /*seed*/) {
  const LabelledArrays arrays = read_labelled_arrays(spec.root);
  const std::string name = std::filesystem::path(spec.root).filename().string();
  if (arrays.train.samples.type == "U8") return split_of_images(arrays, name);
  if (spec.augment)
    throw InputError("dataset.augment = true: crops and mirrors are for images of bytes, and train_x of " + name +
                     " holds floats");
  return {floats_of(arrays.train, arrays.shape, name), floats_of(arrays.test, arrays.shape, name), {}};
}

}  // namespace imprint
