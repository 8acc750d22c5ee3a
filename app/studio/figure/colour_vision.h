// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as it is printed in greys, or as readers with a missing kind of cone see it.
//
//   greyscale      every colour becomes the grey of its luminance (ITU-R BT.709)
//   missing cones  the matrices of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
//   Physiologically-based Model
//                  for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1, on linear RGB
#pragma once

#include <QImage>

namespace imprint::studio {

enum class ColourVision { normal, greyscale, deuteranopia, protanopia, tritanopia };

/// A copy; its size, dots per inch and transparency stay.
QImage seen_with(ColourVision vision, const QImage& image);

}  // namespace imprint::studio
