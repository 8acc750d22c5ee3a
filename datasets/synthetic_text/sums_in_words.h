// SPDX-License-Identifier: GPL-3.0-or-later
// Text that can be made anywhere: sums of two numbers from 0 to 99, in words.
//
//   forty two plus seven is forty nine.
//
// Both numbers are drawn uniformly, so that what can't be foretold is known: ln 10000 nats a sentence. All the rest,
// spelling and adding, can be learned. No torch here.
#pragma once

#include <cstdint>
#include <string>

namespace imprint {

/// The letters of such texts: a to z, space, full stop.
inline constexpr int sum_letters = 28;

/// "one hundred ninety eight"; 0..198.
std::string number_in_words(int number);

/// Sentence `number` of the text that the seed draws, with the space behind it: a pure function of both.
std::string sum_in_words(std::uint64_t seed, std::uint64_t number);

/// 0..27, in the order of above. Precondition: one of the letters.
int token_of_letter(char letter);

}  // namespace imprint
