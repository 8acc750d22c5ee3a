// SPDX-License-Identifier: GPL-3.0-or-later
// A square matrix that is known only through its products: what a Hessian of a network is.
#pragma once

#include <Eigen/Core>

namespace imprint {

class LinearOperator {
 public:
  virtual ~LinearOperator() = default;

  /// Rows, and columns: the operator is square.
  virtual Eigen::Index rows() const = 0;

  /// outputs = A inputs, both [rows, k]. A block of k vectors at once, because preparing a product can cost as much
  /// as the product.
  virtual void apply(const Eigen::MatrixXd& inputs, Eigen::MatrixXd& outputs) const = 0;
};

}  // namespace imprint
