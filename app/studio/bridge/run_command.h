// SPDX-License-Identifier: GPL-3.0-or-later
// The command line that does what the form says.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint::studio {

/// The --set values that turn `from` into `to`, in the order of the spec; nothing when none can (fewer deficits).
std::optional<std::vector<std::string>> overrides_between(const ExperimentSpec& from, const ExperimentSpec& to);

/// As a POSIX shell reads it as one word; plain words stay as they are.
std::string shell_word(const std::string& text);

/// "imprint run SPEC --set a.b=c --out DIR".
std::string run_command(const std::filesystem::path& spec_file, const std::vector<std::string>& overrides,
                        const std::filesystem::path& out);

}  // namespace imprint::studio
