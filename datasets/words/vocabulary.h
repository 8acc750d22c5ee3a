// SPDX-License-Identifier: GPL-3.0-or-later
// Words and their numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace imprint {

/// The word that stands at the end of every line.
inline constexpr std::string_view end_of_sentence = "<eos>";

class Vocabulary {
 public:
  /// Its number, a new one if it has none yet: 0, 1, ... in the order of arrival.
  std::int32_t number_of(std::string_view word);
  /// -1 for a word that has none.
  std::int32_t find(std::string_view word) const;

  const std::string& word(std::int32_t number) const { return words_[static_cast<std::size_t>(number)]; }
  std::int64_t size() const { return std::ssize(words_); }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> numbers_;
  std::vector<std::string> words_;
};

}  // namespace imprint
