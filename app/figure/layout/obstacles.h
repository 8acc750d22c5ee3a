// SPDX-License-Identifier: GPL-3.0-or-later
// What a text or a legend must not hide.
#pragma once

#include <vector>

#include "app/figure/layout/panel_shapes.h"

namespace imprint {

class Obstacles {
 public:
  Obstacles(const FigurePanel& panel, const PanelLayout& layout, const FigureStyle& style);

  void add(const FigureBox& box) { boxes_.push_back(box); }

  /// How much of what is drawn the box would hide: 0 = nothing at all; else points of lines, with a weight
  /// for the rest.
  double hidden_by(const FigureBox& box) const;

  bool free(const FigureBox& box) const { return hidden_by(box) == 0; }

  /// The first of the boxes that hides nothing, else the one that hides least. Precondition: not empty.
  std::size_t best_of(const std::vector<FigureBox>& boxes) const;

 private:
  std::vector<SeriesShapes> shapes_;
  std::vector<PagePath> rules_;
  std::vector<FigureBox> boxes_;
  double marker_ = 0;
  double line_ = 0;
};

}  // namespace imprint
