// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/synthetic_text/sums_in_words.h"

#include <array>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

constexpr std::array below_twenty = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                     "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array tens = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

}  // namespace

std::string number_in_words(int number) {
  if (number < 20) return below_twenty.at(static_cast<std::size_t>(number));
  if (number < 100) {
    const std::string words = tens.at(static_cast<std::size_t>(number / 10));
    return number % 10 == 0 ? words : words + " " + number_in_words(number % 10);
  }
  return number == 100 ? "one hundred" : "one hundred " + number_in_words(number - 100);
}

std::string sum_in_words(std::uint64_t seed, std::uint64_t number) {
  RandomStream stream(seed, StreamPurpose::synthetic_data, number);
  const int first = static_cast<int>(stream.below(100)), second = static_cast<int>(stream.below(100));
  return number_in_words(first) + " plus " + number_in_words(second) + " is " + number_in_words(first + second) + ". ";
}

int token_of_letter(char letter) {
  if (letter == ' ') return 26;
  return letter == '.' ? 27 : letter - 'a';
}

}  // namespace imprint
