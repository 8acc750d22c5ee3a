// SPDX-License-Identifier: GPL-3.0-or-later
// A figure that a page offers for export: its recipe, and the texts that no run directory holds yet.
#pragma once

#include <QString>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/figure/figure_recipe.h"

namespace imprint::studio {

struct FigureRequest {
  QString title;                                  // "Fisher trace"
  FigureRecipe recipe;                            // sources are absolute paths, or names of `files`
  std::map<std::string, std::string> files = {};  // "experiment.toml" and its text: they become part of the bundle
};

/// The part of the axes that is in view, or everything that was measured.
enum class FigureExtent { shown, all };

/// Nothing while there is nothing to draw.
using FigureMaker = std::function<std::optional<FigureRequest>(FigureExtent)>;

/// "Fisher trace" -> "fisher-trace": a name for files.
std::string file_name_of(const QString& title);

}  // namespace imprint::studio
