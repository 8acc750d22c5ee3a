// SPDX-License-Identifier: GPL-3.0-or-later
// Class c is called pi(c), for one cyclic permutation pi, so that no class keeps its name: the samples are intact, only
// the meaning of the outputs changes.
#pragma once

#include <cstdint>
#include <vector>

namespace imprint {

/// pi(0), ..., pi(classes - 1): one cycle through all classes, drawn by the seed.
std::vector<std::int64_t> label_permutation(std::int64_t classes, std::uint64_t seed);

}  // namespace imprint
