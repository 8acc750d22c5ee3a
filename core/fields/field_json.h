// SPDX-License-Identifier: GPL-3.0-or-later
// Fields as JSON: "training.epochs" is /training/epochs, "deficit.0.bits" is /deficit/0/bits.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "core/fields/field.h"
#include "core/fields/field_document.h"

namespace imprint {

void store_fields(std::span<const Field> fields, nlohmann::ordered_json& json);

/// What the object says, in its order; `list` as in document_from_toml.
FieldDocument document_from_json(const nlohmann::ordered_json& json, const std::string& source,
                                 const std::string& list = {});

}  // namespace imprint
