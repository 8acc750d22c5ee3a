// SPDX-License-Identifier: GPL-3.0-or-later
// Every sentence is read from its end to its beginning: in each stretch the words between two ends of sentence, or
// between one and the stretch's border, stand in reverse order, and what is to be said is the next word in that order.
// Text without ends of sentence is reversed stretch by stretch.
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <vector>

#include "core/data/deficits/data_deficit.h"

namespace imprint {
namespace {

void reverse_sentences(std::vector<std::int64_t>& words, std::int64_t end_of_sentence) {
  for (auto begin = words.begin(); begin != words.end();) {
    const auto end = std::find(begin, words.end(), end_of_sentence);
    std::reverse(begin, end);
    begin = end == words.end() ? end : end + 1;
  }
}

}  // namespace

void apply_sentence_reversal(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  at::Tensor read = batch.inputs.values.contiguous().clone(), said = batch.targets.contiguous().clone();
  const std::int64_t length = read.size(1);
  for (std::int64_t sample = 0; sample < read.size(0); ++sample) {
    auto* inputs = read.data_ptr<std::int64_t>() + sample * length;
    auto* targets = said.data_ptr<std::int64_t>() + sample * length;
    std::vector<std::int64_t> words(inputs, inputs + length);
    words.push_back(targets[length - 1]);
    reverse_sentences(words, place.shape.sentence_end);
    std::copy_n(words.begin(), length, inputs);
    std::copy_n(words.begin() + 1, length, targets);
  }
  batch.inputs.values = read;
  batch.targets = said;
}

}  // namespace imprint
