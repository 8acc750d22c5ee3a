// SPDX-License-Identifier: GPL-3.0-or-later
// A linear layer on codes: the forward product and both backward ones, each by exact integers where the scales are
// constant along its sum, else by the values of the codes in fp32.
//   output     x W^T    sums over the inputs: x one scale or one a row, W one or one an output
//   by input   g W      sums over the outputs: g one scale or one a row; a W with scales of its own there goes in as
//                       numbers of 24 bits (fixed_point.h)
//   by weight  g^T x    sums over the rows: one scale each
#pragma once

#include "core/execution/executor.h"
#include "core/execution/integer/prepared_codes.h"

namespace imprint {

at::Tensor linear_on_codes(const LayerProduct& product, const std::shared_ptr<const PreparedCodes>& weight);

}  // namespace imprint
