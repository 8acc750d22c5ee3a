// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers with a fixed number of decimals, for sentences and tables.
#pragma once

#include <string>

namespace imprint {

/// "2.40"; never "-0.00", and "-" for what is not finite.
std::string fixed_text(double value, int decimals);

}  // namespace imprint
