// SPDX-License-Identifier: GPL-3.0-or-later
// What the figure job asks of whoever can paint: the desktop and imprint-figure bring Qt's, tests what they like.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/figure/figure_content.h"
#include "app/figure/figure_layout.h"
#include "app/figure/figure_style.h"

namespace imprint {

/// All that is painted.
struct FigureDrawing {
  FigureContent content;
  FigureStyle style;
  FigureLayout layout;
};

struct FigureOutput {
  int png_dpi = 300;
  bool svg_text_as_paths = false;
  bool map_as_bitmap = false;  // large heat maps
  bool pdf = true, svg = true, png = true;
};

class FigurePainter {
 public:
  virtual ~FigurePainter() = default;
  /// In the style's font, or in what replaces it; then `notes` gets a sentence that says so.
  virtual std::unique_ptr<TextMeasure> measure(const FigureStyle& style, std::vector<std::string>& notes) const = 0;
  /// Writes STEM.pdf, STEM.svg and STEM.png, each whole or not at all, and returns what it wrote. Throws JobError,
  /// DiskFullError.
  virtual std::vector<std::filesystem::path> paint(const FigureDrawing& drawing, const FigureOutput& output,
                                                   const std::filesystem::path& stem) const = 0;
};

}  // namespace imprint
