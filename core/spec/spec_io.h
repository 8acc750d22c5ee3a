// SPDX-License-Identifier: GPL-3.0-or-later
// A spec as TOML (for people) and as resolved JSON (stored with each run), and its validation.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/field_problem.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Reads TOML text; absent fields keep their defaults. `source` names the text in errors. Throws InputError
/// with line and column for syntax, and with the nearest known key for an unknown one.
ExperimentSpec parse_spec_toml(std::string_view text, const std::string& source);

/// parse_spec_toml on a file's content.
ExperimentSpec load_spec(const std::filesystem::path& path);

/// TOML that parse_spec_toml reads back equal. Fields at their default are left out, those of a deficit
/// excepted; `complete` writes every field with its unit and help as a comment.
std::string spec_to_toml(const ExperimentSpec& spec, bool complete = false);

/// Every field, resolved, as pretty-printed JSON with `"format": 1`; and back. A field that is not there has the value
/// that runs had before it existed (stored_defaults.h), else its default. Throws InputError for a newer format.
std::string spec_to_json(const ExperimentSpec& spec);
ExperimentSpec spec_from_json(std::string_view text, const std::string& source);

/// All that is wrong with the spec as far as it can be told without the data; empty = valid.
std::vector<FieldProblem> spec_problems(const ExperimentSpec& spec);

/// Those of a field's choices that go with the other values: to choose one is no problem of the field itself. Empty for
/// a field without choices. Throws InputError for an unknown key.
std::vector<std::string> fitting_choices(const ExperimentSpec& spec, const std::string& key);

/// Throws InputError that lists every problem, one a line.
void require_valid(const ExperimentSpec& spec);

}  // namespace imprint
