// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schedule_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace imprint::cli {
namespace {

std::string text_of(double value) {
  std::array<char, 32> buffer;
  std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
  return buffer.data();
}

class Picture {
 public:
  explicit Picture(const PrecisionPlan& plan) : plan_(plan), steps_(plan.schedule().total_steps()) {
    low_ = high_ = plan.at(0).activation.bits;
    for (std::int64_t step = 0; step < steps_; ++step)
      for (const Operand operand : {Operand::activation, Operand::weight}) {
        low_ = std::min(low_, bits(step, operand));
        high_ = std::max(high_, bits(step, operand));
      }
    if (low_ == high_) --low_, ++high_;
  }

  std::string text() const {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5.5in\" height=\"3.4in\" viewBox=\"0 0 396 244.7\" "
           "font-family=\"sans-serif\" font-size=\"8\">\n" +
           windows() + axes() + path(designed(), "#D55E00", "0.5") +
           path(stairs(Operand::activation), "#0072B2", "1.5") +
           (plan_.weights_may_part() ? path(stairs(Operand::weight), "#009E73", "1") : "") + "</svg>\n";
  }

 private:
  // In points (1/72 in): 5.5 in x 3.4 in, as NeurIPS and ICLR set a figure.
  static constexpr double width = 396, height = 244.7;
  static constexpr double left = 40, right = 12, top = 12, bottom = 36;

  int bits(std::int64_t step, Operand operand) const { return format_of(plan_.at(step), operand).bits; }
  double x(double step) const { return left + (width - left - right) * step / static_cast<double>(steps_); }
  double y(double bits) const { return top + (height - top - bottom) * (high_ - bits) / (high_ - low_); }
  std::string place(double step, double bits) const { return text_of(x(step)) + " " + text_of(y(bits)); }

  static std::string path(const std::string& points, const char* colour, const char* line) {
    return "<path d=\"" + points + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + line +
           "\" stroke-linejoin=\"round\"/>\n";
  }

  std::string stairs(Operand operand) const {
    std::string points = "M" + place(0, bits(0, operand));
    for (std::int64_t step = 1; step < steps_; ++step) {
      const int before = bits(step - 1, operand), now = bits(step, operand);
      if (before == now) continue;
      points += " L" + place(static_cast<double>(step), before) + " L" + place(static_cast<double>(step), now);
    }
    return points + " L" + place(static_cast<double>(steps_), bits(steps_ - 1, operand));
  }

  std::string designed() const {
    const PrecisionSchedule& schedule = plan_.schedule();
    const auto period = static_cast<double>(schedule.period()), end = static_cast<double>(steps_);
    const double samples = std::clamp(8000 * period / end, 8.0, 400.0);
    std::string points;
    for (std::int64_t cycle = 0; static_cast<double>(cycle) * period < end; ++cycle) {
      const double begin = static_cast<double>(cycle) * period;
      for (int i = 0; i <= samples; ++i) {
        // A cycle's end is approached: at the end itself the next one begins.
        const double step = std::min(begin + period * std::min(i / samples, 1 - 1e-9), end * (1 - 1e-12));
        points += (points.empty() ? "M" : " L") + place(step, schedule.designed_bits(step));
      }
    }
    return points;
  }

  std::string windows() const {
    std::string text;
    for (const StepWindow& window : plan_.windows())
      text += "<rect x=\"" + text_of(x(static_cast<double>(window.begin))) + "\" y=\"" + text_of(top) + "\" width=\"" +
              text_of(x(static_cast<double>(window.end)) - x(static_cast<double>(window.begin))) + "\" height=\"" +
              text_of(height - top - bottom) + "\" fill=\"#CC79A7\" fill-opacity=\"0.2\"/>\n";
    return text;
  }

  std::string axes() const {
    std::string text = "<path d=\"M" + text_of(left) + " " + text_of(top) + " V" + text_of(height - bottom) + " H" +
                       text_of(width - right) + "\" fill=\"none\" stroke=\"#000\" stroke-width=\"0.5\"/>\n";
    for (int bits = low_; bits <= high_; bits += high_ - low_ > 12 ? 4 : 1)
      text += "<text x=\"" + text_of(left - 5) + "\" y=\"" + text_of(y(bits) + 3) + "\" text-anchor=\"end\">" +
              std::to_string(bits) + "</text>\n";
    for (int quarter = 0; quarter <= 4; ++quarter)
      text += "<text x=\"" + text_of(x(static_cast<double>(steps_) * quarter / 4)) + "\" y=\"" +
              text_of(height - bottom + 12) + "\" text-anchor=\"" + (quarter == 4 ? "end" : "middle") + "\">" +
              std::to_string(steps_ * quarter / 4) + "</text>\n";
    return text + "<text x=\"" + text_of((left + width - right) / 2) + "\" y=\"" + text_of(height - 8) +
           "\" text-anchor=\"middle\">iteration</text>\n<text x=\"12\" y=\"" + text_of((top + height - bottom) / 2) +
           "\" text-anchor=\"middle\" transform=\"rotate(-90 12 " + text_of((top + height - bottom) / 2) +
           ")\">forward bits</text>\n";
  }

  const PrecisionPlan& plan_;
  std::int64_t steps_;
  int low_;
  int high_;
};

}  // namespace

std::string schedule_svg(const PrecisionPlan& plan) { return Picture(plan).text(); }

}  // namespace imprint::cli
