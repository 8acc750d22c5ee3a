// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/gzip.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(gzip) {
  using namespace imprint;
  constexpr std::size_t bound = 1 << 16;
  std::string content;
  if (!fuzz::accepts_by_name([&] { content = gunzip(bytes, bound, "input"); })) return;
  fuzz::require(is_gzip(bytes), "only gzip is taken");
  fuzz::require(content.size() <= bound, "no more than the bound");
  std::string twice(bytes);
  fuzz::require(gunzip(twice.append(3, '\0'), bound, "input") == content, "padding changes nothing");
}
