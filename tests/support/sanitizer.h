// SPDX-License-Identifier: GPL-3.0-or-later
// Whether this build watches itself, which makes it slow and needs its runtime to be the first library.
#pragma once

namespace imprint::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool has_sanitizer = true;
#else
inline constexpr bool has_sanitizer = false;
#endif

/// How long something may take before it is taken for a hang.
constexpr unsigned seconds_until_hang(unsigned seconds) { return has_sanitizer ? 10 * seconds : seconds; }

}  // namespace imprint::test
