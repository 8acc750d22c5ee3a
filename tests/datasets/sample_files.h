// SPDX-License-Identifier: GPL-3.0-or-later
// Tiny dataset files, right and wrong ones, for the tests of the readers.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace imprint::test {

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// An IDX file of unsigned bytes.
inline std::string idx_bytes(const std::vector<std::uint32_t>& lengths, const std::string& values) {
  std::string bytes = {0, 0, 8, static_cast<char>(lengths.size())};
  for (const std::uint32_t length : lengths)
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(length >> shift & 255));
  return bytes + values;
}

/// `count` images of 28 x 28; every pixel of image i is i.
inline std::string idx_images(std::uint32_t count) {
  std::string values;
  for (std::uint32_t i = 0; i < count; ++i) values.append(28 * 28, static_cast<char>(i));
  return idx_bytes({count, 28, 28}, values);
}

/// Label i of `count` is i % 10.
inline std::string idx_labels(std::uint32_t count) {
  std::string values;
  for (std::uint32_t i = 0; i < count; ++i) values.push_back(static_cast<char>(i % 10));
  return idx_bytes({count}, values);
}

/// A whole small MNIST: 20 training and 10 test images, plain.
inline void write_small_mnist(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  write_file(folder / "train-images-idx3-ubyte", idx_images(20));
  write_file(folder / "train-labels-idx1-ubyte", idx_labels(20));
  write_file(folder / "t10k-images-idx3-ubyte", idx_images(10));
  write_file(folder / "t10k-labels-idx1-ubyte", idx_labels(10));
}

/// One CIFAR record: the label bytes, then pixels that are all `pixel`.
inline std::string cifar_record(const std::vector<int>& labels, int pixel) {
  std::string record;
  for (const int label : labels) record.push_back(static_cast<char>(label));
  return record + std::string(3072, static_cast<char>(pixel));
}

/// The message of the InputError that `action` throws; empty when it throws none.
template <typename Action>
std::string input_error_of(const Action& action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

}  // namespace imprint::test
