// SPDX-License-Identifier: GPL-3.0-or-later
// Both parts of image data, with what only images have.
#pragma once

#include <string>

#include "core/data/images/image_dataset.h"

namespace imprint::test {

struct ImageSplit {
  ImageDataset train;
  ImageDataset test;
  std::string content_hash;
};

/// Precondition: the parts are images.
inline ImageSplit images_in(const DatasetSplit& split) {
  return {dynamic_cast<const ImageDataset&>(*split.train), dynamic_cast<const ImageDataset&>(*split.test),
          split.content_hash};
}

}  // namespace imprint::test
