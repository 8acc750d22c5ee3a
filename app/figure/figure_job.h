// SPDX-License-Identifier: GPL-3.0-or-later
// One figure as a job: read the sources, collect what is drawn, lay it out, write the bundle.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/figure/figure_painter.h"
#include "app/figure/figure_recipe.h"

namespace imprint {

/// What the recipe draws. `base`: the folder that relative sources start from. Sources that can't be read become notes;
/// a panel that is left without any gets an empty_text. Throws InputError for a recipe that is wrong.
FigureContent collect_figure(const FigureRecipe& recipe, const std::filesystem::path& base);

/// Collected and laid out; with `painter` nullptr by approximate widths. Font replacements are among the content's
/// notes.
FigureDrawing draw_figure(const FigureRecipe& recipe, const std::filesystem::path& base, const FigurePainter* painter);

/// A sentence or two for below the figure: what is drawn, N, bands, smoothing, and the version of Imprint.
std::string caption_draft(const FigureContent& content);

/// The rows of what is drawn: panel,kind,series,piece,x,y,low,high,label (see figure_csv.cpp).
std::string figure_csv(const FigureContent& content);

/// A complete LaTeX document on pgfplots that reads data.csv beside it and draws the same page.
std::string figure_tex(const FigureDrawing& drawing);

struct FigureSummary {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> notes;
};

/// Writes NAME.pdf .svg .png .tex, data.csv, recipe.toml (sources relative to the folder) and caption.txt into `out`,
/// which is made when it is missing. Without a painter the pictures are left out and a note says so. Each file is
/// replaced whole. Throws InputError, JobError, DiskFullError with the path.
FigureSummary write_bundle(const FigureRecipe& recipe, const std::filesystem::path& base,
                           const std::filesystem::path& out, const FigurePainter* painter);

}  // namespace imprint
