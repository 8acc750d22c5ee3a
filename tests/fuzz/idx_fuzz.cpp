// SPDX-License-Identifier: GPL-3.0-or-later
// The first byte says what is asked for: labels or images; the rest is the file.
#include "datasets/files/idx_parser.h"
#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

std::string written(const IdxArray& array) {
  std::string bytes = {0, 0, 8, static_cast<char>(array.lengths.size())};
  for (const std::uint32_t length : array.lengths)
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(length >> shift & 255));
  return bytes.append(array.values);
}

void check(std::string_view file, int rank) {
  IdxArray array;
  if (!accepts_by_name([&] { array = parse_idx(file, rank, "input"); })) return;
  std::uint64_t count = 1;
  for (const std::uint32_t length : array.lengths) count *= length;
  require(array.values.size() == count, "as many values as the lengths say");
  require(written(array) == file, "nothing of the file is left out");
  accepts_by_name([&] { check_idx_labels(array, 10, "input"); });
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(idx) {
  if (!bytes.empty()) imprint::fuzz::check(bytes.substr(1), bytes.front() % 2 == 0 ? 1 : 3);
}
