// SPDX-License-Identifier: GPL-3.0-or-later
// Every field of an experiment or a recipe, for --list-fields.
#pragma once

#include <string>
#include <vector>

#include "core/spec/spec_fields.h"

namespace imprint::cli {

/// Name, default with its unit, meaning with the choices or the limits.
std::string field_list_text(const std::vector<Field>& fields);
std::string field_list_json(const std::vector<Field>& fields);

}  // namespace imprint::cli
