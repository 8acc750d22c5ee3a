// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of TOML that may come from anybody: the library descends one call a level, and so does whoever visits the
// tables.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace imprint {

inline constexpr int deepest_toml = 32;
inline constexpr std::int64_t largest_toml_file = std::int64_t{4} << 20;
inline constexpr std::size_t most_tables = 1000;  // [[deficit]]

/// Throws InputError that begins with `source` for text that is longer or nested deeper, dotted keys included. To be
/// called before the text is parsed.
void require_sensible_toml(std::string_view text, const std::string& source);

}  // namespace imprint
