// SPDX-License-Identifier: GPL-3.0-or-later
// The values of an axis as one types them: "0, 0.2, 0.4", "0..0.6 step 0.2", "1..8", or several of these with commas.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::studio {

/// More values than that on one axis are taken for a slip of the keyboard.
inline constexpr std::size_t most_values = 1000;

/// Ranges hold both ends where the step allows; without "step" they go in ones. They may fall. Lists stand in brackets:
/// "[64, 64], [128]". Throws InputError that says what can't be read and what is expected.
std::vector<std::string> parse_value_list(std::string_view text);

/// The shortest text that parse_value_list reads back equal: ranges where at least four values have one distance.
std::string value_list_text(const std::vector<std::string>& values);

/// Decimals of the finest value: 2 for 0, 0.25. Texts count as 0.
int decimals_of(const std::vector<std::string>& values);

/// To so many decimals, as the shortest text: 0.30000000000000004 -> "0.3".
std::string snapped_text(double value, int decimals);

/// The number that the text is; NaN when it is none.
double number_or_nan(const std::string& text);

}  // namespace imprint::studio
