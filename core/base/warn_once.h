// SPDX-License-Identifier: GPL-3.0-or-later
// Words about the machine that are worth saying once, wherever deep in the program they come up.
#pragma once

#include <string>

namespace imprint {

/// Prints "imprint: warning: <text>" on the standard error stream the first time that this process says so. Safe from
/// any thread; never throws.
void warn_once(const std::string& text) noexcept;

}  // namespace imprint
