// SPDX-License-Identifier: GPL-3.0-or-later
// A zip of arrays, or one array's bytes.
#include "datasets/arrays/npz.h"
#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

void check(const NamedArray& array) {
  const std::size_t width = array.type == "U8" ? 1 : array.type.ends_with("32") ? 4 : 8;
  require(array.bytes.size() == static_cast<std::size_t>(array.count()) * width, "as many bytes as the shape says");
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(npz) {
  using namespace imprint;
  std::vector<NamedArray> arrays;
  const auto read = [&] {
    if (is_zip(bytes))
      arrays = arrays_of_npz(bytes, "input");
    else
      arrays.push_back(parse_npy(bytes, "x", "input"));
  };
  if (fuzz::accepts_by_name(read))
    for (const NamedArray& array : arrays) fuzz::check(array);
}
