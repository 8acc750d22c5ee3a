// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/words/vocabulary.h"

namespace imprint {

std::int32_t Vocabulary::number_of(std::string_view word) {
  const auto next = static_cast<std::int32_t>(words_.size());
  if (const std::int32_t known = find(word); known >= 0) return known;
  words_.emplace_back(word);
  numbers_.emplace(word, next);
  return next;
}

std::int32_t Vocabulary::find(std::string_view word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? -1 : found->second;
}

}  // namespace imprint
