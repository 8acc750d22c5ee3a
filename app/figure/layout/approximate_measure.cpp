// SPDX-License-Identifier: GPL-3.0-or-later
// Widths of Times in thousandths of its size, as the metrics of PDF's standard font Times-Roman give them.
#include <array>

#include "app/figure/figure_layout.h"

namespace imprint {
namespace {

constexpr std::array<short, 95> times_widths = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};

constexpr double other_width = 564;  // a minus, a multiplication sign

class ApproximateMeasure : public TextMeasure {
 public:
  double width(const std::string& text, double points, bool bold) const override {
    double thousandths = 0;
    for (const unsigned char c : text) {
      const bool continues = (c & 0xC0) == 0x80;  // of a character of several bytes
      if (c >= 32 && c < 127)
        thousandths += times_widths[static_cast<std::size_t>(c - 32)];
      else if (!continues)
        thousandths += other_width;
    }
    return thousandths / 1000 * points * (bold ? 1.06 : 1);
  }
  double ascent(double points) const override { return 0.676 * points; }
  double descent(double points) const override { return 0.217 * points; }
};

}  // namespace

const TextMeasure& approximate_measure() {
  static const ApproximateMeasure measure;
  return measure;
}

}  // namespace imprint
