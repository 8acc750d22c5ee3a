// SPDX-License-Identifier: GPL-3.0-or-later
// The words of drawn curves.
#pragma once

#include <string>
#include <vector>

namespace imprint {

/// How a point leads on to the next.
const std::vector<std::string>& curve_segment_names();
/// What is done to every other cycle.
const std::vector<std::string>& curve_shape_names();

}  // namespace imprint
