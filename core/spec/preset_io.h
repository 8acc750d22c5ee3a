// SPDX-License-Identifier: GPL-3.0-or-later
// A schedule, deficits, or both, as a file of its own: what the gallery keeps and what people send each other.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

struct Preset {
  std::string name;
  std::optional<PrecisionSpec> precision = {};
  std::optional<std::vector<DeficitSpec>> deficits = {};
  std::optional<bool> lr_restart = {};  // whether the learning rate begins anew at their ends

  bool operator==(const Preset&) const = default;
};

/// JSON: {"format": "imprint-preset", "version": 1, "name": ..., "precision": {...}, "deficit": [...],
/// "training": {"lr_restart": true}}, the tables with the names of a spec. Reads back equal.
std::string preset_to_json(const Preset& preset);

/// Throws InputError that begins with `source`: damaged JSON, another format, a newer version, unknown keys, and
/// whatever spec_problems finds.
Preset preset_from_json(std::string_view text, const std::string& source);

/// The points of a drawn curve as rows for a spreadsheet: "at,bits,segment,x1,bits1,x2,bits2", the last four empty but
/// for bezier segments. Reads back equal.
std::string curve_to_csv(const PrecisionCurve& curve);

/// Another measure of time for the first column of a table whose heading doesn't name it "at".
using TimeOfRow = std::function<double(double)>;

/// Takes what core/base/csv_table.h does. A heading that names "at" and "bits" says which columns are what, in any
/// order, R's unnamed column of row numbers aside; below another heading or none they are in the order above. Columns
/// after bits may be missing, and cells there empty or NA (segments hold then). One cycle. Throws InputError
/// "FILE:3: ..." for a row that is none, "FILE is ..." for a file of another kind, and what curve_problems finds with 1
/// to 32 bits.
PrecisionCurve curve_from_csv(std::string_view text, const std::string& source, const TimeOfRow& time = {});

}  // namespace imprint
