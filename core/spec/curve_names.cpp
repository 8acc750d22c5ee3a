// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/curve_names.h"

namespace imprint {

const std::vector<std::string>& curve_segment_names() {
  static const std::vector<std::string> names = {"hold", "linear", "cosine", "exponential", "rex", "bezier"};
  return names;
}

const std::vector<std::string>& curve_shape_names() {
  static const std::vector<std::string> names = {"repeated", "vertical", "horizontal"};
  return names;
}

}  // namespace imprint
