// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace imprint::fuzz {
namespace {

using namespace std::string_view_literals;

constexpr std::array extremes = {"-1"sv,
                                 "0"sv,
                                 "1.5"sv,
                                 "1e300"sv,
                                 "-1e-300"sv,
                                 "nan"sv,
                                 "inf"sv,
                                 "9223372036854775807"sv,
                                 "9223372036854775808"sv,
                                 "18446744073709551616"sv,
                                 "2147483648"sv,
                                 "\"\""sv,
                                 "null"sv,
                                 "true"sv,
                                 "[]"sv,
                                 "{}"sv,
                                 "[[["sv,
                                 "\""sv,
                                 "\\u0000"sv,
                                 "\xff\xff"sv,
                                 "\0"sv,
                                 ","sv,
                                 "\n"sv};

class Mutator {
 public:
  Mutator(std::string text, std::span<const std::string> seeds, std::mt19937_64& generator)
      : text_(std::move(text)), seeds_(seeds), generator_(generator) {}

  void change() {
    switch (below(7)) {
      case 0: return change_byte();
      case 1: return flip_bit();
      case 2: return cut_out();
      case 3: return double_part();
      case 4: return insert_from_another();
      case 5: return insert_extreme();
      default: return replace_number();
    }
  }
  std::string text() && { return std::move(text_); }

 private:
  std::size_t below(std::size_t limit) {
    return static_cast<std::size_t>(generator_() % std::max<std::size_t>(limit, 1));
  }
  std::size_t place() { return below(text_.size() + 1); }
  std::string_view part_of(std::string_view whole) {
    const std::size_t begin = below(whole.size() + 1);
    return whole.substr(begin, below(32) + 1);
  }

  void change_byte() {
    if (!text_.empty()) text_[below(text_.size())] = static_cast<char>(generator_() & 255);
  }
  void flip_bit() {
    if (text_.empty()) return;
    char& byte = text_[below(text_.size())];
    byte = static_cast<char>(byte ^ (1 << below(8)));
  }
  void cut_out() { text_.erase(place(), below(2) == 0 ? below(16) : below(text_.size() + 1)); }
  void double_part() { text_.insert(place(), std::string(part_of(text_))); }
  void insert_from_another() { text_.insert(place(), std::string(part_of(seeds_[below(seeds_.size())]))); }
  void insert_extreme() { text_.insert(place(), extremes[below(extremes.size())]); }
  /// The digits that follow a place at random.
  void replace_number() {
    const std::size_t begin = text_.find_first_of("0123456789", place());
    if (begin == std::string::npos) return insert_extreme();
    const std::size_t end = std::min(text_.find_first_not_of("0123456789.e-", begin), text_.size());
    text_.replace(begin, end - begin, extremes[below(extremes.size())]);
  }

  std::string text_;
  std::span<const std::string> seeds_;
  std::mt19937_64& generator_;
};

}  // namespace

std::string mutated(std::span<const std::string> seeds, std::mt19937_64& generator) {
  Mutator mutator(seeds[static_cast<std::size_t>(generator() % seeds.size())], seeds, generator);
  for (std::uint64_t changes = 1 + generator() % 4; changes > 0; --changes) mutator.change();
  return std::move(mutator).text();
}

}  // namespace imprint::fuzz
