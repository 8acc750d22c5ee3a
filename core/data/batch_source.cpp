// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_source.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/data/deficits/data_deficit.h"
#include "core/data/images/image_view.h"

namespace imprint {
namespace {

/// What a data deficit may depend on besides its batch.
struct DeficitPlace {
  std::int64_t classes;
  std::uint64_t seed;
  std::int64_t step;
};

/// What strikes the batches. Other kinds strike elsewhere.
struct DataDeficit {
  std::string_view kind;
  void (*apply)(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch);
};

void blur(const DeficitSpec& deficit, const DeficitPlace& /*place*/, Batch& batch) {
  batch.images = blurred(batch.images, resampling_from(deficit.resampling));
}

void flip(const DeficitSpec& /*deficit*/, const DeficitPlace& /*place*/, Batch& batch) {
  batch.images = flipped(batch.images);
}

void make_noise(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  batch.images = noise_like(batch.images, place.seed, place.step);
}

void permute_labels(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  const at::Tensor permutation = at::tensor(label_permutation(place.classes, place.seed), at::kLong);
  batch.labels = permutation.index_select(0, batch.labels);
}

constexpr DataDeficit data_deficits[] = {
    {"blur", blur}, {"flip", flip}, {"noise", make_noise}, {"label-permutation", permute_labels}};

}  // namespace

BatchSource::BatchSource(const ImageDataset& dataset, int batch_size, bool augment, std::uint64_t seed,
                         std::vector<DeficitSpec> deficits, std::vector<StepWindow> windows)
    : dataset_(dataset),
      sizes_{dataset.size(), batch_size},
      augment_(augment),
      seed_(seed),
      deficits_(std::move(deficits)),
      windows_(std::move(windows)) {
  if (batch_size < 1)
    throw InputError("training.batch_size = " + std::to_string(batch_size) + ": at least 1 is needed");
  if (dataset.size() < 1) throw InputError(dataset.name + ": there is no image to train on");
  if (deficits_.size() != windows_.size())
    throw InputError(std::to_string(deficits_.size()) + " deficits have " + std::to_string(windows_.size()) +
                     " windows; each needs one");
}

const std::vector<std::int64_t>& BatchSource::order_of_epoch(std::int64_t epoch) {
  if (epoch != ordered_epoch_) {
    order_ = random_permutation(dataset_.size(),
                                RandomStream(seed_, StreamPurpose::data_order, static_cast<std::uint64_t>(epoch)));
    ordered_epoch_ = epoch;
  }
  return order_;
}

std::vector<ImageView> BatchSource::views_of_step(std::int64_t step) {
  const std::int64_t epoch = step / steps_per_epoch();
  const auto first = order_of_epoch(epoch).begin() + sizes_.first(step);
  std::vector<ImageView> views;
  views.reserve(static_cast<std::size_t>(sizes_.at(step)));
  std::transform(first, first + sizes_.at(step), std::back_inserter(views), [&](std::int64_t image) {
    return augment_ ? random_view(seed_, epoch, image, dataset_.horizontal_flip_keeps_class)
                    : ImageView{.image = image};
  });
  return views;
}

Batch BatchSource::clean_batch(std::int64_t step) {
  const std::vector<ImageView> views = views_of_step(step);
  Batch batch;
  batch.images = normalised_views(dataset_, views);
  batch.labels = at::empty({batch.images.size(0)}, at::kLong);
  const std::int64_t* all_labels = dataset_.labels.data_ptr<std::int64_t>();
  std::transform(views.begin(), views.end(), batch.labels.data_ptr<std::int64_t>(),
                 [&](const ImageView& view) { return all_labels[view.image]; });
  return batch;
}

void BatchSource::apply_deficit(const DeficitSpec& deficit, std::int64_t step, Batch& batch) const {
  const auto found = std::ranges::find(data_deficits, deficit.kind, &DataDeficit::kind);
  if (found != std::end(data_deficits)) found->apply(deficit, {dataset_.classes, seed_, step}, batch);
}

Batch BatchSource::at(std::int64_t step) {
  Batch batch = clean_batch(step);
  for (std::size_t i = 0; i < deficits_.size(); ++i)
    if (windows_[i].contains(step)) apply_deficit(deficits_[i], step, batch);
  return batch;
}

}  // namespace imprint
