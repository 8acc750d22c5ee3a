// SPDX-License-Identifier: GPL-3.0-or-later
// Fields as TOML for people.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "core/fields/field.h"

namespace imprint {

struct TomlLayout {
  std::string list = {};                          // its tables are headed [[list]], whatever their number
  bool complete = false;                          // every field, with its unit and help as a comment
  std::function<bool(const Field&)> always = {};  // fields that are written at their defaults, too
};

/// Fields that differ from their defaults (the same fields of another object, in the same order), each table below its
/// heading; those without a table come first.
std::string fields_to_toml(std::span<const Field> fields, std::span<const Field> defaults, const TomlLayout& layout);

/// "epochs = 3\n": the key without its table.
std::string toml_line(const Field& field);

}  // namespace imprint
