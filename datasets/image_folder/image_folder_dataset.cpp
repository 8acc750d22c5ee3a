// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/image_folder/image_folder_dataset.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/warn_once.h"
#include "datasets/image_folder/work_sharing.h"
#include "datasets/pictures/picture_file.h"
#include "datasets/pictures/resample.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

at::Tensor labels_of(const std::vector<PictureFile>& files) {
  at::Tensor labels = at::empty({std::ssize(files)}, at::kLong);
  std::ranges::transform(files, labels.data_ptr<std::int64_t>(), &PictureFile::label);
  return labels;
}

at::Tensor bytes_of(const std::string& text) {
  at::Tensor bytes = at::empty({std::ssize(text)}, at::kByte);
  std::ranges::copy(text, bytes.data_ptr<std::uint8_t>());
  return bytes;
}

at::Tensor names_and_sizes(const std::vector<PictureFile>& files) {
  std::string text;
  for (const PictureFile& file : files) text += file.path + '\n' + std::to_string(file.bytes) + '\n';
  return bytes_of(text);
}

void require_unchanged(const fs::path& path, const PictureFile& file) {
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(path, error);
  if (error) throw InputError(path.string() + ": was there when the folder was listed and is not any more");
  if (bytes != file.bytes)
    throw InputError(path.string() + ": had " + std::to_string(file.bytes) +
                     " bytes when the folder was listed and has " + std::to_string(bytes) +
                     " now; a run needs a folder that stays as it is");
}

}  // namespace

/// What one thread needs to read pictures.
class ImageFolderDataset::Reader {
 public:
  explicit Reader(const ImageFolderDataset& dataset) : dataset_(dataset) {}

  /// The sample's pixels, normalised, [side, side, 3].
  void read(const Sample& sample, std::span<float> out) {
    decode(sample, out);
    normalise(out);
  }

 private:
  void decode(const Sample& sample, std::span<float> out) {
    for (std::int64_t index = sample.index;;) {
      try {
        return decode(dataset_.files_[static_cast<std::size_t>(index)], sample.variation, out);
      } catch (const InputError& error) {
        index = next_of_class(index);
        if (!dataset_.reading_.skips_broken || index == sample.index) throw;
        warn_once(std::string(error.what()) + "; the next picture of its class takes its place");
      }
    }
  }

  void decode(const PictureFile& file, std::uint64_t variation, std::span<float> out) {
    const fs::path path = dataset_.root_ / file.path;
    require_unchanged(path, file);
    const int side = static_cast<int>(dataset_.reading_.side);
    Crop crop;
    const Picture picture = read_picture(path, [&](PictureSize size) {
      crop = crop_of(size, variation);
      return allowed_reduction(crop, side);
    });
    if (crop.width == 0) crop = crop_of(picture.full, variation);  // decoders that reduce nothing do not ask
    resample(picture, crop, side, out, scratch_);
  }

  static Crop crop_of(PictureSize size, std::uint64_t variation) {
    return variation == Sample::as_it_is ? centre_crop(size) : random_crop(size, variation);
  }

  void normalise(std::span<float> out) const {
    float scale[3], shift[3];
    for (std::size_t c = 0; c < 3; ++c) {
      scale[c] = static_cast<float>(1 / (255 * dataset_.reading_.deviation[c]));
      shift[c] = static_cast<float>(dataset_.reading_.mean[c] / dataset_.reading_.deviation[c]);
    }
    for (std::size_t i = 0; i < out.size(); i += 3)
      for (std::size_t c = 0; c < 3; ++c) out[i + c] = out[i + c] * scale[c] - shift[c];
  }

  std::int64_t next_of_class(std::int64_t index) const {
    const auto& files = dataset_.files_;
    const std::int64_t label = files[static_cast<std::size_t>(index)].label;
    do index = (index + 1) % std::ssize(files);
    while (files[static_cast<std::size_t>(index)].label != label);
    return index;
  }

  const ImageFolderDataset& dataset_;
  ResampleScratch scratch_;
};

ImageFolderDataset::ImageFolderDataset(fs::path root, std::vector<PictureFile> files, PictureReading reading)
    : root_(std::move(root)),
      files_(std::move(files)),
      reading_(std::move(reading)),
      content_(names_and_sizes(files_)) {
  labels = labels_of(files_);
}

Batch ImageFolderDataset::gather(std::span<const Sample> samples) const {
  const std::int64_t count = std::ssize(samples), side = reading_.side;
  for (const Sample& sample : samples)
    if (sample.index < 0 || sample.index >= size())
      throw InputError(name + ": there is no picture " + std::to_string(sample.index) + " among " +
                       std::to_string(size()));
  at::Tensor images = at::empty({count, side, side, 3});
  at::Tensor targets = at::empty({count}, at::kLong);
  const auto length = static_cast<std::size_t>(side * side * 3);
  const std::span<float> values(images.data_ptr<float>(), length * samples.size());
  share_work(count, reading_.threads, [&] {
    return [&, reader = Reader(*this)](std::int64_t i) mutable {
      const Sample& sample = samples[static_cast<std::size_t>(i)];
      reader.read(sample, values.subspan(static_cast<std::size_t>(i) * length, length));
      targets.data_ptr<std::int64_t>()[i] = files_[static_cast<std::size_t>(sample.index)].label;
    };
  });
  return {images.permute({0, 3, 1, 2}), targets};
}

std::unique_ptr<BatchPlan> ImageFolderDataset::evaluation_plan() const {
  constexpr std::int64_t most_pixels_a_batch = 1 << 20, fewest = 16, most = 256;
  const std::int64_t batch = std::clamp(most_pixels_a_batch / (reading_.side * reading_.side), fewest, most);
  return std::make_unique<InOrderPlan>(BatchSizes{size(), batch});
}

std::shared_ptr<const Dataset> ImageFolderDataset::subset(std::int64_t count, std::uint64_t seed) const {
  std::vector<PictureFile> chosen;
  std::vector<std::int64_t> indices = class_balanced_indices(labels, classes, count, seed);
  for (const std::int64_t index : indices) chosen.push_back(files_[static_cast<std::size_t>(index)]);
  auto part = std::make_shared<ImageFolderDataset>(root_, std::move(chosen), reading_);
  part->name = name;
  part->classes = classes;
  if (std::ssize(indices) < size()) part->original_indices = std::move(indices);
  return part;
}

void ImageFolderDataset::hash_bytes() {
  std::vector<std::string> sums(files_.size());
  share_work(size(), reading_.threads, [&] {
    return [&](std::int64_t i) {
      const auto index = static_cast<std::size_t>(i);
      sums[index] = checksum_of(read_whole_file(root_ / files_[index].path));
    };
  });
  std::string text;
  for (std::size_t i = 0; i < files_.size(); ++i) text += files_[i].path + '\n' + sums[i] + '\n';
  content_ = bytes_of(text);
}

}  // namespace imprint
