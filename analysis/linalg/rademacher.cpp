// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/rademacher.h"

#include <algorithm>

namespace imprint {

void fill_rademacher(RandomStream stream, Eigen::Ref<Eigen::VectorXd> signs) {
  constexpr Eigen::Index bits_a_number = 64;
  for (Eigen::Index begin = 0; begin < signs.size(); begin += bits_a_number) {
    std::uint64_t bits = stream();
    const Eigen::Index end = std::min(begin + bits_a_number, signs.size());
    for (Eigen::Index i = begin; i < end; ++i, bits >>= 1) signs[i] = (bits & 1) != 0 ? 1.0 : -1.0;
  }
}

}  // namespace imprint
