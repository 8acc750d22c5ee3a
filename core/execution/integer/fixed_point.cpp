// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/fixed_point.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "core/execution/integer/tensor_span.h"
#include "core/kernels/code_kernels.h"
#include "core/kernels/integer_product.h"

namespace imprint {
namespace {

constexpr std::int64_t largest_number = 127 * 65536;
constexpr std::int64_t largest_digit = 128;
constexpr std::int64_t rows_a_thread = 64;

/// The largest magnitude of each column.
at::Tensor largest_of_columns(const at::Tensor& values) {
  at::Tensor largest = at::zeros({values.size(1)});
  const auto columns = static_cast<std::size_t>(values.size(1));
  for (std::size_t row = 0; row < static_cast<std::size_t>(values.size(0)); ++row)
    enlarge(mutable_span_of<float>(largest), span_of<float>(values).subspan(row * columns, columns));
  return largest;
}

/// 1 / unit; 0 of columns that are zero, below 2.5e-32 or not finite, whose numbers are 0.
at::Tensor inverse_of(const at::Tensor& largest) {
  at::Tensor inverse = at::zeros(largest.sizes());
  for (std::size_t i = 0; i < span_of<float>(largest).size(); ++i) {
    const float value = span_of<float>(largest)[i];
    const float wanted = static_cast<float>(largest_number) / value;
    if (std::isnormal(wanted)) mutable_span_of<float>(inverse)[i] = wanted;
  }
  return inverse;
}

}  // namespace

FixedPointMatrix fixed_point(const at::Tensor& values) {
  const at::Tensor source = values.contiguous(), largest = largest_of_columns(source), inverse = inverse_of(largest);
  const auto rows = static_cast<std::size_t>(source.size(0)), columns = static_cast<std::size_t>(source.size(1));
  FixedPointMatrix result{at::empty({source.size(0), 3 * source.size(1)}, at::kChar),
                          largest / static_cast<double>(largest_number), at::zeros({source.size(1)}, at::kDouble)};
  const std::span<double> sums(result.sums.data_ptr<double>(), columns);
  const std::span<std::int8_t> digits(result.digits.data_ptr<std::int8_t>(), rows * 3 * columns);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto of_row = digits.subspan(row * 3 * columns, 3 * columns);
    const Digits split{of_row.first(columns), of_row.subspan(columns, columns), of_row.last(columns)};
    split_into_digits(span_of<float>(source).subspan(row * columns, columns), span_of<float>(inverse), split, sums);
  }
  return result;
}

bool fixed_point_fits(const CodedMatrix& left, std::int64_t terms) {
  return terms <= std::numeric_limits<std::int32_t>::max() / (left.largest() * largest_digit);
}

at::Tensor fixed_point_product(const CodedMatrix& left, const FixedPointMatrix& right) {
  const at::Tensor product =
      integer_product({left.codes, false}, {right.digits, false}, {left.largest(), largest_digit});
  const auto columns = static_cast<std::size_t>(right.unit.numel());
  const std::span<const double> column_sums(right.sums.data_ptr<double>(), columns);
  const std::span<const std::int32_t> sums(product.data_ptr<std::int32_t>(), static_cast<std::size_t>(product.numel()));
  at::Tensor result = at::empty({product.size(0), right.unit.numel()});
  at::parallel_for(0, product.size(0), rows_a_thread, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = static_cast<std::size_t>(begin); row < static_cast<std::size_t>(end); ++row) {
      const std::size_t group = left.granularity == Granularity::tensor ? 0 : row;
      const LeftGrid grid{span_of<float>(left.scale)[group],
                          static_cast<double>(left.centre.data_ptr<std::int32_t>()[group]),
                          span_of<float>(left.residue)[group]};
      finish_digits(sums.subspan(row * 3 * columns, 3 * columns), grid, column_sums, span_of<float>(right.unit),
                    mutable_span_of<float>(result).subspan(row * columns, columns));
    }
  });
  return result;
}

}  // namespace imprint
