// SPDX-License-Identifier: GPL-3.0-or-later
// Text of other people (names, notes, file content, file names) on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace imprint {

/// The text as a terminal may show it: whatever could move its cursor, change its colours or turn the order of letters
/// round stands there as "\x1b" or "\u202e", bytes that are no UTF-8 as "\x9b". Line feeds and tabs stay.
std::string printable_text(std::string_view text);

/// The same in one line: line feeds and tabs become blanks.
std::string printable_line(std::string_view text);

/// A JSON document whose harmful characters, which can only stand in its texts, are written as JSON's own \u009b.
std::string printable_json(std::string_view document);

}  // namespace imprint
