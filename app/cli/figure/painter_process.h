// SPDX-License-Identifier: GPL-3.0-or-later
// The program that paints, as a process: fonts and PDF need Qt, which `imprint` does not link.
//
//   imprint-figure - --sources DIR --out DIR     the recipe on stdin; {"files": [...], "notes": [...]} on stdout;
//                                                exit codes as of imprint, an error's text on stderr
#pragma once

#include <filesystem>

#include "app/figure/figure_job.h"

namespace imprint::cli {

/// write_bundle in the process. Throws as it does, and JobError when the program can't be started or dies.
FigureSummary painted_bundle(const std::filesystem::path& program, const FigureRecipe& recipe,
                             const std::filesystem::path& base, const std::filesystem::path& out);

}  // namespace imprint::cli
