// SPDX-License-Identifier: GPL-3.0-or-later
// What the machine offers.
#pragma once

namespace imprint {

/// Physical cores that this process may use (hyper-threads counted once), at least 1.
int physical_cores();

}  // namespace imprint
