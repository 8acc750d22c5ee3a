// SPDX-License-Identifier: GPL-3.0-or-later
// Damage as fuzzers do it, without their eye for coverage: for the short pass of the tests.
#pragma once

#include <random>
#include <span>
#include <string>

namespace imprint::fuzz {

/// One to four changes of one of the seeds: bytes changed, bits flipped, parts cut out, doubled, or taken from another
/// seed, numbers made extreme. The same generator gives the same text everywhere.
std::string mutated(std::span<const std::string> seeds, std::mt19937_64& generator);

}  // namespace imprint::fuzz
