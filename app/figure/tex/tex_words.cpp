// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/tex/tex_words.h"

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "app/figure/layout/text_width.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

constexpr std::array<Replacement, 32> replacements = {{{"\\", "\\textbackslash{}"},
                                                       {"{", "\\{"},
                                                       {"}", "\\}"},
                                                       {"%", "\\%"},
                                                       {"&", "\\&"},
                                                       {"#", "\\#"},
                                                       {"$", "\\$"},
                                                       {"_", "\\_"},
                                                       {"^", "\\textasciicircum{}"},
                                                       {"~", "\\textasciitilde{}"},
                                                       {"<", "$<$"},
                                                       {">", "$>$"},
                                                       {"|", "$|$"},
                                                       {"−", "$-$"},
                                                       {"×", "$\\times$"},
                                                       {"±", "$\\pm$"},
                                                       {"·", "$\\cdot$"},
                                                       {"≤", "$\\leq$"},
                                                       {"≥", "$\\geq$"},
                                                       {"≈", "$\\approx$"},
                                                       {"→", "$\\to$"},
                                                       {"∞", "$\\infty$"},
                                                       {"–", "--"},
                                                       {"—", "---"},
                                                       {"…", "\\ldots{}"},
                                                       {"σ", "$\\sigma$"},
                                                       {"μ", "$\\mu$"},
                                                       {"λ", "$\\lambda$"},
                                                       {"α", "$\\alpha$"},
                                                       {"β", "$\\beta$"},
                                                       {"Δ", "$\\Delta$"},
                                                       {"ε", "$\\epsilon$"}}};

std::string escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Replacement* found = nullptr;
    for (const Replacement& one : replacements)
      if (text.starts_with(one.first)) found = &one;
    result += found ? found->second : text.substr(0, 1);
    text.remove_prefix(found ? found->first.size() : 1);
  }
  return result;
}

}  // namespace

std::string tex_text(const std::string& text) {
  std::string result;
  for (const TextRun& run : text_runs(text))
    result += run.raised ? "\\textsuperscript{" + escaped(run.text) + "}" : escaped(run.text);
  return result;
}

std::string tex_number(double value) {
  const double rounded = std::round(value * 1e4) / 1e4;
  return plain_text(rounded == 0 ? 0.0 : rounded);
}

std::string tex_length(double points) { return tex_number(points) + "bp"; }

std::string tex_colour(FigureColour colour) {
  return "{rgb,255:red," + std::to_string(colour.red) + ";green," + std::to_string(colour.green) + ";blue," +
         std::to_string(colour.blue) + "}";
}

std::string tex_list(const std::vector<double>& values) {
  std::string result;
  for (const double value : values) result += (result.empty() ? "" : ",") + plain_text(value);
  return "{" + result + "}";
}

std::string tex_font(double points, bool bold) {
  return "\\fontsize{" + tex_length(points) + "}{" + tex_length(1.2 * points) + "}" + (bold ? "\\bfseries" : "") +
         "\\selectfont";
}

std::string tex_dash(const std::vector<double>& dash) {
  if (dash.empty()) return "solid";
  std::string result = "dash pattern=";
  for (std::size_t i = 0; i < dash.size(); ++i)
    result += std::string(i % 2 == 0 ? "on " : "off ") + tex_length(dash[i]) + " ";
  return result;
}

std::string tex_mark(const SeriesDress& dress) {
  // TikZ's sizes are half a mark's, and mean another thing for each form.
  static const std::array<std::pair<const char*, double>, 7> forms = {{{"*", 0.5},
                                                                       {"square*", 0.44},
                                                                       {"triangle*", 0.66},
                                                                       {"diamond*", 0.64},
                                                                       {"triangle*", 0.66},
                                                                       {"x", 0.45},
                                                                       {"+", 0.58}}};
  const auto& [name, share] = forms[static_cast<std::size_t>(dress.marker)];
  const bool stroked = dress.marker == FigureMarker::cross || dress.marker == FigureMarker::plus;
  const std::string colour = tex_colour(dress.colour);
  std::string options = "solid,fill=" + colour + ",draw=" + colour +
                        ",line width=" + tex_length(stroked ? 0.24 * dress.marker_points : 0.1);
  if (dress.marker == FigureMarker::triangle_down) options += ",rotate=180";
  return "mark=" + std::string(name) + ",mark size=" + tex_length(share * dress.marker_points) + ",mark options={" +
         options + "}";
}

std::string TexPage::node(const PlacedText& text, FigureColour colour, bool from_left) const {
  const FigureBox& box = text.box;
  const double share = from_left ? 0 : 0.5;
  const std::string place =
      text.turned ? at(text.baseline, box.top + box.height / 2) : at(box.left + share * box.width, text.baseline);
  const std::string turn = text.turned ? ",rotate=90" : from_left ? ",anchor=base west" : "";
  const FigureColour used = text.colour.value_or(colour);
  const std::string colouring = used == FigureColour{} ? "" : ",text=" + tex_colour(used);
  return "\\node[words" + turn + colouring + ",font=" + tex_font(text.points, text.bold) + "] at " + place + " {" +
         tex_text(text.text) + "};\n";
}

}  // namespace imprint
