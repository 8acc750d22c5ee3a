// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix with all its entries, as an operator: the known answer behind the tests.
#pragma once

#include <algorithm>
#include <utility>

#include "analysis/linalg/linear_operator.h"

namespace imprint::test {

class DenseOperator : public LinearOperator {
 public:
  explicit DenseOperator(Eigen::MatrixXd matrix) : matrix_(std::move(matrix)) {}
  Eigen::Index rows() const override { return matrix_.rows(); }
  void apply(const Eigen::MatrixXd& inputs, Eigen::MatrixXd& outputs) const override {
    outputs.noalias() = matrix_ * inputs;
    products_ += inputs.cols();
    largest_block_ = std::max(largest_block_, inputs.cols());
  }

  Eigen::Index products() const { return products_; }
  Eigen::Index largest_block() const { return largest_block_; }

 private:
  Eigen::MatrixXd matrix_;
  mutable Eigen::Index products_ = 0;
  mutable Eigen::Index largest_block_ = 0;
};

}  // namespace imprint::test
