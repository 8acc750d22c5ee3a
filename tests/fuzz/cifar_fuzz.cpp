// SPDX-License-Identifier: GPL-3.0-or-later
// The first byte says which: CIFAR-10 or CIFAR-100; the rest is the file.
#include <algorithm>
#include <array>

#include "datasets/files/cifar_parser.h"
#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

constexpr std::array ten = {10};
constexpr std::array twenty_and_hundred = {20, 100};

void check(std::string_view file, std::span<const int> counts) {
  ImageRecords records;
  if (!accepts_by_name([&] { append_cifar_records(file, counts, "input", records); })) return;
  require(records.labels.size() * (3072 + counts.size()) == file.size(), "every record is read");
  require(records.pixels.size() == records.labels.size() * 3072, "whole images");
  require(std::ranges::all_of(records.labels, [&](int label) { return label < counts.back(); }), "labels are classes");
  const std::string_view last = file.substr(file.size() - 3072);
  require(std::equal(last.begin(), last.end(), records.pixels.end() - 3072,
                     [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }),
          "pixels as they stand in the file");
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(cifar) {
  using namespace imprint::fuzz;
  if (bytes.empty()) return;
  if (bytes.front() % 2 == 0)
    check(bytes.substr(1), ten);
  else
    check(bytes.substr(1), twenty_and_hundred);
}
