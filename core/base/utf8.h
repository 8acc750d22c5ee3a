// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace imprint {

/// Whether the bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. What is stored in JSON
/// or TOML must be; a path or an argument may be anything.
bool is_utf8(std::string_view bytes);

}  // namespace imprint
