// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/user_folders.h"
#include "core/fields/field_makers.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/facts/remembered_facts.h"
#include "datasets/files/dataset_file.h"
#include "datasets/pictures/picture_folder.h"

namespace imprint {

using namespace field_makers;

namespace {

Option image_size_option() {
  return {number({"image_size", "Size of images", "pixels"}, {}, within(8, 1024),
                 "Folders of pictures: width and height that each is brought to."),
          224};
}

Option decoders_option() {
  return {number({"decoders", "Decoders", "threads"}, {}, within(0, 256),
                 "Folders of pictures: threads that read files ahead of the training; 0 = one a core."),
          0};
}

Option broken_option() {
  return {choice({"broken", "Broken pictures"}, {}, {"refuse", "skip"},
                 "Folders of pictures: what a file that cannot be read does, end the run or give its place to the next "
                 "of its class."),
          std::string("refuse")};
}

Option hash_option() {
  return {choice({"hash", "Content hash"}, {}, {"names", "bytes"},
                 "Folders of pictures: what the hash that runs record covers, names and sizes of the files or every "
                 "byte of them."),
          std::string("names")};
}

/// As if images were one pixel large.
DatasetFacts facts_of_folder(const std::filesystem::path& root) {
  DatasetFacts facts = dataset_facts("image-folder");
  const PictureFolder folder = list_pictures(root);
  facts.shape = shape_of_images({3, 1, 1}, std::ssize(folder.classes));
  facts.train_samples = std::ssize(folder.train);
  facts.test_samples = std::ssize(folder.test);
  return facts;
}

DatasetFacts facts_of_spec(const DatasetSpec& spec) {
  static RememberedFacts remembered;
  const std::filesystem::path root = find_dataset_folder(dataset_facts("image-folder"), spec.root, {});
  DatasetFacts facts = remembered.of(class_folders(root), [&] { return facts_of_folder(root); });
  const int size = spec.options.get<int>("image_size");
  facts.shape.image = {3, size, size};
  return facts;
}

}  // namespace

std::vector<DatasetFacts> image_folder_facts() {
  return {{.name = "image-folder",
           .title = "Folders of pictures",
           .content = "pictures in folders by class",
           .task = "image-classification",
           .reads = {"dataset.root", "dataset.augment"},
           .shape = shape_of_images({3, 224, 224}, 2),
           .mean = {0.485, 0.456, 0.406},
           .deviation = {0.229, 0.224, 0.225},
           .files = "train/<class>/*.jpg or .png and val/<class>/..., a folder for each class",
           .source = "any pictures; datasets/pictures says how they are read",
           .options = {image_size_option(), decoders_option(), broken_option(), hash_option()},
           .of_spec = facts_of_spec}};
}

}  // namespace imprint
