// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/checkpoint/format/safetensors_header.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(safetensors) {
  using namespace imprint;
  SafetensorsHeader header;
  if (!fuzz::accepts_by_name([&] { header = parse_safetensors_header(bytes, "input"); })) return;
  std::set<std::string> names;
  std::size_t position = 0;
  for (const TensorExtent& extent : header.tensors) {
    fuzz::require(names.insert(extent.name).second, "no name is there twice");
    const auto type = std::ranges::find(safetensors_types(), extent.dtype, &SafetensorsType::name);
    fuzz::require(type != safetensors_types().end(), "a known dtype");
    std::size_t size = type->bytes;
    for (const std::int64_t length : extent.shape) size *= static_cast<std::size_t>(length);
    fuzz::require(extent.begin == position && extent.end - extent.begin == size,
                  "tensors follow each other, as large as their shapes");
    position = extent.end;
  }
  fuzz::require(header.data_start + position == bytes.size(), "header and tensors are the whole file");
}
