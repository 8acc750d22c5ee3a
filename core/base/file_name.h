// SPDX-License-Identifier: GPL-3.0-or-later
// Names that become files and folders. What stands in a file or comes from a person may be "../../x" or "/x".
#pragma once

#include <string>
#include <string_view>

namespace imprint {

/// Whether `name` can only mean an entry of the very folder that it is joined to: 1 to 255 bytes without a slash and
/// without control characters, not beginning with a dot.
bool is_plain_file_name(std::string_view name);

/// A plain file name that looks like `text` and needs no quoting in a shell: letters, digits, "-", "_" and "." stay,
/// all else becomes "-", at most 100 bytes; `fallback` when nothing is left.
std::string plain_file_name(std::string_view text, std::string_view fallback = "run");

}  // namespace imprint
