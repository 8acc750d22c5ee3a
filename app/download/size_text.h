// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes for people, in the powers of ten that download pages use.
#pragma once

#include <cstdint>
#include <string>

namespace imprint {

/// "9.9 MB", "4.5 kB", "812 B", "1.3 GB".
std::string size_text(std::int64_t bytes);

}  // namespace imprint
