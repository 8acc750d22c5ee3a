// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "core/tasks/classification.h"

namespace imprint {

std::shared_ptr<const Task> make_image_classification() { return std::make_shared<const Classification>(); }

}  // namespace imprint
