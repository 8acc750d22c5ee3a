// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the values of fields, and how it is told.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/fields/field.h"

namespace imprint {

/// What is wrong with the field's present value, to be read after the field's name: "must be at least 1, but is 0";
/// empty when it is right.
std::string field_problem(const Field& field);

/// One finding of a validation.
struct FieldProblem {
  std::string key;      // the field to mark
  std::string message;  // rule and value, read after the key: "must be at least 1, but is 0"
};

/// Of every field by itself, in their order.
std::vector<FieldProblem> field_problems(std::span<const Field> fields);

/// "training.epochs must be ...", one a line, each after `start` ("spec.toml: ").
std::string problems_text(std::span<const FieldProblem> problems, const std::string& start = "");

/// Throws InputError with problems_text where there is one.
void require_none(std::span<const FieldProblem> problems, const std::string& start = "");

}  // namespace imprint
