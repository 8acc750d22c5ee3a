// SPDX-License-Identifier: GPL-3.0-or-later
// What makes two runs repetitions of one condition: every field of the spec but name, seed, threads, the dataset's
// folder and whether a baseline runs beside it (a leaf of a sweep has its own elsewhere); none changes what is
// measured.
#pragma once

#include <string>
#include <string_view>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// The spec with those fields at their defaults: equal for all seeds of one condition.
ExperimentSpec condition_of(ExperimentSpec spec);

/// 16 hexadecimal digits, equal for equal conditions (64-bit FNV-1a of their changed fields).
std::string condition_hash(const ExperimentSpec& spec);

/// Every field that is not at its default, and all fields of deficits, one "key = value" a line, in the order of the
/// file. Control characters inside a value become blanks.
std::string changed_fields(const ExperimentSpec& spec);

/// The value of a field in such a text, or its default when the text does not name it; empty for an unknown key.
std::string field_in(std::string_view changed_fields, std::string_view key);

/// Differs as soon as this program's fields or defaults differ: what a stored text of changed fields relies on.
std::string field_defaults_stamp();

}  // namespace imprint
