// SPDX-License-Identifier: GPL-3.0-or-later
// What one sample of a dataset is: all that a network has to be built for. No torch here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace imprint {

/// Shape of one image, or of the features of one on their way through a network.
struct ImageShape {
  std::int64_t channels = 3;
  std::int64_t height = 32;
  std::int64_t width = 32;
  bool operator==(const ImageShape&) const = default;
};

/// How many neighbours of each node are drawn, layer by layer from the inputs on; 0 behind the last layer.
using SampledNeighbours = std::array<int, 8>;

struct DataShape {
  ImageShape image = {};              // of samples that are images
  std::int64_t tokens = 0;            // of samples that are stretches of text: tokens in one; 0 = samples are others
  std::int64_t sentence_end = -1;     // of texts: the token behind each sentence; -1 = none
  std::int64_t features = 0;          // of graphs: numbers a node; 0 = samples are others
  std::int64_t nodes = 0;             // of the graph
  SampledNeighbours neighbours = {};  // none = all of them, always
  std::int64_t classes = 10;          // between which every unit is decided: kinds of images, or the vocabulary
  bool operator==(const DataShape&) const = default;
};

/// For as many layers.
constexpr std::size_t sampled_layers(const SampledNeighbours& neighbours) {
  std::size_t layers = 0;
  while (layers < neighbours.size() && neighbours[layers] > 0) ++layers;
  return layers;
}

constexpr DataShape shape_of_images(ImageShape image, std::int64_t classes) {
  return {.image = image, .classes = classes};
}

}  // namespace imprint
