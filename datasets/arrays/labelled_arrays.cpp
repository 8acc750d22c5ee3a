// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/arrays/labelled_arrays.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

/// The arrays of one file, with their rules.
class ArrayTable {
 public:
  explicit ArrayTable(const std::string& file) : file_(file), arrays_(read_arrays(file)) {}

  LabelledPart part(const std::string& name) {
    LabelledPart part{take(name + "_x"), labels_in(take(name + "_y"))};
    check_samples(part.samples);
    if (std::ssize(part.labels) != part.samples.shape.front())
      refuse(name + "_y", "must have a class for each of the " + std::to_string(part.samples.shape.front()) +
                              " samples of " + name + "_x, but has " + std::to_string(part.labels.size()));
    return part;
  }

  [[noreturn]] void refuse(const std::string& array, const std::string& what) const {
    throw InputError(file_ + ": " + array + " " + what);
  }

 private:
  NamedArray take(const std::string& name) {
    const auto found = std::ranges::find(arrays_, name, &NamedArray::name);
    if (found != arrays_.end()) return std::move(*found);
    std::vector<std::string> names;
    for (const NamedArray& array : arrays_) names.push_back(array.name);
    refuse(name, "is missing: train_x, train_y, test_x and test_y are needed, and there is " +
                     (names.empty() ? std::string("nothing") : join_choices(names)));
  }

  void check_samples(const NamedArray& samples) const {
    constexpr std::array<std::string_view, 3> types = {"U8", "F32", "F64"};
    const std::size_t rank = samples.shape.size();
    if (std::ranges::find(types, samples.type) == types.end() || rank < 2 || rank > 4 || samples.count() == 0)
      refuse(samples.name, "must be U8, F32 or F64 of [N, C, H, W], [N, T, F] or [N, F], none of them 0, but is " +
                               array_words(samples));
  }

  std::vector<std::int64_t> labels_in(const NamedArray& array) const {
    if (array.shape.size() != 1 || (array.type != "U8" && array.type != "I32" && array.type != "I64"))
      refuse(array.name, "must be U8, I32 or I64 of [N], but is " + array_words(array));
    const auto count = static_cast<std::size_t>(array.count());
    const std::size_t width = array.bytes.size() / std::max<std::size_t>(1, count);
    std::vector<std::int64_t> labels(count);
    for (std::size_t i = 0; i < count; ++i) labels[i] = number_at(array, i, width);
    if (const auto low = std::ranges::find_if(labels, [](std::int64_t label) { return label < 0; });
        low != labels.end())
      refuse(array.name, "must have classes from 0 on, but has " + std::to_string(*low) + " at place " +
                             std::to_string(low - labels.begin()));
    return labels;
  }

  static std::int64_t number_at(const NamedArray& array, std::size_t place, std::size_t width) {
    const char* from = array.bytes.data() + place * width;
    if (width == 1) return static_cast<unsigned char>(*from);
    if (width == 4) {
      std::int32_t number = 0;
      std::memcpy(&number, from, width);
      return number;
    }
    std::int64_t number = 0;
    std::memcpy(&number, from, width);
    return number;
  }

  std::string file_;
  std::vector<NamedArray> arrays_;
};

ImageShape image_shape(const NamedArray& samples) {
  if (samples.shape.size() == 2) return {samples.shape[1], 1, 1};
  if (samples.shape.size() == 3) return {samples.shape[2], samples.shape[1], 1};
  return {samples.shape[1], samples.shape[2], samples.shape[3]};
}

}  // namespace

LabelledArrays read_labelled_arrays(const std::string& file) {
  constexpr std::int64_t most_classes = 100'000;
  ArrayTable table(file);
  LabelledArrays arrays{table.part("train"), table.part("test"), {}};
  const NamedArray &train = arrays.train.samples, &test = arrays.test.samples;
  if (image_shape(train) != image_shape(test) || train.type != test.type)
    table.refuse("test_x",
                 "must hold samples as train_x does, " + array_words(train) + ", but is " + array_words(test));
  const std::int64_t classes = *std::ranges::max_element(arrays.train.labels) + 1;
  if (classes < 2 || classes > most_classes)
    table.refuse("train_y", "must tell 2 to 100000 classes, but its largest is " + std::to_string(classes - 1));
  if (const std::int64_t most = *std::ranges::max_element(arrays.test.labels); most >= classes)
    table.refuse("test_y", "must have classes below " + std::to_string(classes) + ", as train_y, but has " +
                               std::to_string(most));
  arrays.shape = shape_of_images(image_shape(train), classes);
  return arrays;
}

}  // namespace imprint
