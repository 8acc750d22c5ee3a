// SPDX-License-Identifier: GPL-3.0-or-later
// The one sentence in which every reader complains of a file.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/error.h"

namespace imprint {

/// Throws InputError "FILE: offset N: expected ..., found ...". The offset counts decompressed bytes from 0.
[[noreturn]] inline void throw_malformed(const std::string& file, std::size_t offset, const std::string& expected,
                                         const std::string& found) {
  throw InputError(file + ": offset " + std::to_string(offset) + ": expected " + expected + ", found " + found);
}

}  // namespace imprint
