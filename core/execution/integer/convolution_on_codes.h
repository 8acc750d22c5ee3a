// SPDX-License-Identifier: GPL-3.0-or-later
// A convolution on codes.
//   output     by exact integers
//   by weight  by exact products in bf16 with sums in fp32, where the processor has them
//   by input   sums over the filters, which have scales of their own: by the values of the codes in fp32
#pragma once

#include "core/execution/executor.h"
#include "core/execution/integer/coded_images.h"

namespace imprint {

class PreparedFilters : public PreparedWeight {
 public:
  explicit PreparedFilters(const LayerProduct& product);
  const CodedFilters& filters() const { return filters_; }

 private:
  CodedFilters filters_;
};

at::Tensor convolution_on_codes(const LayerProduct& product, const std::shared_ptr<const PreparedFilters>& weight);

}  // namespace imprint
