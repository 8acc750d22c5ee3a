// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and names as text, always in the C locale.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

/// The shortest text that reads back as exactly this double; "nan", "inf" and "-inf" for the others.
std::string shortest_text(double value);

/// The same for people: whole numbers below 10^15 are written out, never as 1e+06.
std::string plain_text(double value);

/// The number that the whole of `text` is, whatever the locale. Throws InputError that quotes the text.
double parse_double(std::string_view text);

/// The candidate that `name` most likely stands for (same letters, typo, initials, beginning, word, abbreviation, see
/// nearest_name.cpp), segment by segment at its dots; never `name` itself; empty when none is near.
std::string nearest_name(std::string_view name, std::span<const std::string> candidates);

/// "a, b or c".
std::string join_choices(std::span<const std::string> choices);

/// "1:05", "2:03:09": a duration for people.
std::string duration_text(double seconds);

std::vector<std::string> split(std::string_view text, char separator);
std::string_view trimmed(std::string_view text);

}  // namespace imprint
