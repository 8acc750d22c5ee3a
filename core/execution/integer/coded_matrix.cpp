// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/coded_matrix.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "core/execution/integer/tensor_span.h"
#include "core/kernels/code_kernels.h"
#include "core/kernels/integer_product.h"

namespace imprint {
namespace {

constexpr std::int64_t elements_a_thread = 1 << 15;

/// The code nearest to zero; of grids that are not finite, the first.
std::int32_t centre_of(float scale, float offset, std::int64_t largest) {
  const float position = -offset / scale;
  if (!std::isfinite(position)) return 0;
  return static_cast<std::int32_t>(std::nearbyint(std::clamp(position, 0.0F, static_cast<float>(largest))));
}

/// Sums of codes over each row.
std::vector<std::int32_t> sums_of_rows(const at::Tensor& codes) {
  std::vector<std::int32_t> sums(static_cast<std::size_t>(codes.size(0)));
  const auto all = span_of<std::uint8_t>(codes);
  const auto length = static_cast<std::size_t>(codes.size(1));
  for (std::size_t row = 0; row < sums.size(); ++row) sums[row] = sum_of(all.subspan(row * length, length));
  return sums;
}

std::vector<std::int32_t> sums_of_columns(const at::Tensor& codes) {
  std::vector<std::int32_t> sums(static_cast<std::size_t>(codes.size(1)));
  const auto all = span_of<std::uint8_t>(codes);
  for (std::size_t row = 0; row < static_cast<std::size_t>(codes.size(0)); ++row)
    add_to(sums, all.subspan(row * sums.size(), sums.size()));
  return sums;
}

/// One operand along the index that is not summed: the sums of its codes, and the numbers of its grids.
struct Side {
  std::vector<std::int32_t> sums;
  std::int64_t summed = 0;
  const CodedMatrix& matrix;

  Side(const CodedOperand& operand, bool sums_columns)
      : sums(sums_columns != operand.transposed ? sums_of_rows(operand.matrix.codes)
                                                : sums_of_columns(operand.matrix.codes)),
        summed(operand.matrix.codes.size(sums_columns != operand.transposed ? 1 : 0)),
        matrix(operand.matrix) {}

  std::size_t group(std::size_t index) const { return matrix.granularity == Granularity::tensor ? 0 : index; }
  float scale(std::size_t index) const { return span_of<float>(matrix.scale)[group(index)]; }
  float residue(std::size_t index) const { return span_of<float>(matrix.residue)[group(index)]; }
  std::int32_t centre(std::size_t index) const { return span_of<std::int32_t>(matrix.centre)[group(index)]; }
  std::int32_t centred_sum(std::size_t index) const {
    return sums[index] - static_cast<std::int32_t>(summed) * centre(index);
  }
};

LeftTerms left_terms(const Side& side, std::size_t row) {
  const float scale = side.scale(row), residue = side.residue(row);
  return {side.sums[row], side.centre(row), scale, residue,
          scale * static_cast<float>(side.centred_sum(row)) + static_cast<float>(side.summed) * residue};
}

/// The right operand's terms as arrays over the columns of the result.
class Columns {
 public:
  Columns(const Side& side, const at::Tensor& bias) : bias_(side.sums.size(), 0.0F) {
    for (std::size_t n = 0; n < side.sums.size(); ++n) {
      shifted_centre_.push_back(side.matrix.shift() - side.centre(n));
      centred_sum_.push_back(side.centred_sum(n));
      scale_.push_back(side.scale(n));
      residue_.push_back(side.residue(n));
    }
    if (bias.defined()) std::ranges::copy(span_of<float>(bias), bias_.begin());
  }
  RightTerms terms() const { return {shifted_centre_, centred_sum_, scale_, residue_, bias_}; }

 private:
  std::vector<std::int32_t> shifted_centre_, centred_sum_;
  std::vector<float> scale_, residue_, bias_;
};

/// Calls finish(row) for the rows of the result, on all threads.
template <class Finish>
void for_each_row(const at::Tensor& product, const Finish& finish) {
  const std::int64_t grain = std::max<std::int64_t>(1, elements_a_thread / std::max<std::int64_t>(1, product.size(1)));
  at::parallel_for(0, product.size(0), grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = static_cast<std::size_t>(begin); row < static_cast<std::size_t>(end); ++row) finish(row);
  });
}

/// In the memory of the product.
at::Tensor finished_in_place(const at::Tensor& product, const Side& left, const Columns& columns) {
  at::Tensor result = product.view(at::kFloat);
  const auto width = static_cast<std::size_t>(product.size(1));
  const std::span<float> values(result.data_ptr<float>(), static_cast<std::size_t>(result.numel()));
  for_each_row(product, [&](std::size_t row) {
    finish_product(values.subspan(row * width, width), left_terms(left, row), columns.terms());
  });
  return result;
}

at::Tensor finished_from_long(const at::Tensor& product, const Side& left, const Columns& columns) {
  at::Tensor result = at::empty(product.sizes(), at::kFloat);
  const auto width = static_cast<std::size_t>(product.size(1));
  const std::span<float> out(result.data_ptr<float>(), static_cast<std::size_t>(result.numel()));
  const auto sums = span_of<std::int64_t>(product);
  for_each_row(product, [&](std::size_t row) {
    finish_product(sums.subspan(row * width, width), left_terms(left, row), columns.terms(),
                   out.subspan(row * width, width));
  });
  return result;
}

}  // namespace

CodedMatrix coded_grid(const Encoded& encoded) {
  CodedMatrix matrix{.codes = {},
                     .signed_codes = {},
                     .scale = encoded.scale,
                     .centre = at::empty(encoded.scale.sizes(), at::kInt),
                     .residue = at::empty(encoded.scale.sizes()),
                     .granularity = encoded.granularity,
                     .bits = encoded.format.bits};
  for (std::int64_t group = 0; group < encoded.scale.numel(); ++group) {
    const float scale = encoded.scale.data_ptr<float>()[group], offset = encoded.offset.data_ptr<float>()[group];
    const std::int32_t centre = centre_of(scale, offset, matrix.largest());
    matrix.centre.data_ptr<std::int32_t>()[group] = centre;
    matrix.residue.data_ptr<float>()[group] = std::fma(scale, static_cast<float>(centre), offset);
  }
  return matrix;
}

CodedMatrix coded_matrix(const Encoded& encoded) {
  CodedMatrix matrix = coded_grid(encoded);
  matrix.codes = encoded.codes.contiguous();
  return matrix;
}

CodedMatrix with_signed_codes(CodedMatrix matrix) {
  if (matrix.signed_codes.defined()) return matrix;
  const at::Tensor shifted = matrix.shift() == 0 ? matrix.codes : matrix.codes.bitwise_xor(matrix.shift());
  matrix.signed_codes = shifted.view(at::kChar);
  return matrix;
}

bool is_constant_along_columns(Granularity granularity, bool transposed) {
  return granularity == Granularity::tensor || granularity == (transposed ? Granularity::column : Granularity::row);
}

bool is_constant_along_rows(Granularity granularity, bool transposed) {
  return is_constant_along_columns(granularity, !transposed);
}

at::Tensor coded_product(const CodedOperand& left, const CodedOperand& right, const at::Tensor& bias) {
  const Side rows(left, true), columns(right, false);
  const std::int64_t bound = left.matrix.largest() * right.matrix.largest();
  const at::Tensor product =
      integer_product({left.matrix.codes, left.transposed}, {right.matrix.signed_codes, right.transposed},
                      {left.matrix.largest(),
                       std::max<std::int64_t>(right.matrix.largest() - right.matrix.shift(), right.matrix.shift())});
  const bool is_short = rows.summed <= std::numeric_limits<std::int32_t>::max() / bound;
  const Columns terms(columns, bias);
  if (is_short && product.scalar_type() == at::kInt) return finished_in_place(product, rows, terms);
  return finished_from_long(product.to(at::kLong), rows, terms);
}

at::Tensor column_sums(const CodedMatrix& matrix) {
  const Side side({matrix, false}, false);
  at::Tensor result = at::empty({matrix.codes.size(1)});
  for (std::size_t n = 0; n < side.sums.size(); ++n)
    result.data_ptr<float>()[n] =
        side.scale(0) * static_cast<float>(side.centred_sum(n)) + static_cast<float>(side.summed) * side.residue(0);
  return result;
}

}  // namespace imprint
