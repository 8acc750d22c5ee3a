// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled pictures that stay in their files: a batch is read when it is asked for, by threads of its own.
//
// A sample that varies is cropped and mirrored at random, one that does not is the picture's middle (pictures/crop.h).
// Which pixels come out depends on the file and the sample's key, never on the number of threads.
#pragma once

#include <memory>
#include <vector>

#include "core/data/images/labelled_dataset.h"
#include "datasets/pictures/picture_folder.h"

namespace imprint {

struct PictureReading {
  std::int64_t side = 224;
  int threads = 1;
  bool skips_broken = false;      // gives their place to the next file of the class
  std::vector<double> mean;       // per channel, of pixel/255
  std::vector<double> deviation;  // per channel, of pixel/255
};

class ImageFolderDataset : public LabelledDataset {
 public:
  ImageFolderDataset(std::filesystem::path root, std::vector<PictureFile> files, PictureReading reading);

  DataShape shape() const override { return shape_of_images({3, reading_.side, reading_.side}, classes); }
  bool is_slow() const override { return true; }
  /// Throws InputError that names a file that is broken, gone or of another size than when the folder was listed.
  Batch gather(std::span<const Sample> samples) const override;
  /// Smaller batches of larger images: networks keep the features of all of them.
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  std::vector<at::Tensor> content() const override { return {content_, labels}; }

  /// Lets the content be the bytes of all files instead of their names and sizes; reads them all.
  void hash_bytes();

 private:
  class Reader;

  std::filesystem::path root_;
  std::vector<PictureFile> files_;
  PictureReading reading_;
  at::Tensor content_;
};

}  // namespace imprint
