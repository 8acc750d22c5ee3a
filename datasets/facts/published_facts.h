// SPDX-License-Identifier: GPL-3.0-or-later
// What of the public data can be fetched: addresses, sizes and checksums. No network and no torch here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

struct PublishedFile {
  std::string name;                    // below the folder: "train-images-idx3-ubyte.gz"
  std::vector<std::string> urls = {};  // where it lies, the best first
  std::int64_t bytes = 0;
  std::string sha256 = {};          // 64 hexadecimal digits; empty: none is known
  bool is_archive = false;          // .tar.gz or .zip, unpacked into the folder
  std::string without_folder = {};  // of an archive: the folder that its entries lie in, left away: "arxiv"
};

struct PublishedData {
  std::string name;     // what a person calls it: "ogbn-arxiv"
  std::string dataset;  // which dataset.name reads it: "graph"
  std::string title;
  std::string terms = {};            // under which it may be used, where its publishers say so
  std::string checksum_source = {};  // whose checksums these are: "TensorFlow Datasets"
  std::vector<PublishedFile> files;
};

/// All of it, in the order in which it is shown.
std::span<const PublishedData> published_data();

/// What of it one dataset.name reads.
std::vector<PublishedData> published_for(std::string_view dataset);

/// Bytes of all files together, as they are fetched.
std::int64_t bytes_to_fetch(const PublishedData& data);

}  // namespace imprint
