// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"
#include "core/execution/integer/coded_matrix.h"
#include "core/execution/integer/fixed_point.h"

namespace imprint {

/// A weight as codes, and what backward products need of it, made when the first of them does. One thread at a time.
class PreparedCodes : public PreparedWeight {
 public:
  explicit PreparedCodes(const LayerProduct& product);

  const CodedMatrix& codes() const { return codes_; }  // [out, in], with signed codes
  const at::Tensor& values() const;                    // float [out, in]
  const FixedPointMatrix& numbers() const;             // of the values

 private:
  Encoded encoded_;
  CodedMatrix codes_;
  mutable at::Tensor values_;
  mutable FixedPointMatrix numbers_;
};

}  // namespace imprint
