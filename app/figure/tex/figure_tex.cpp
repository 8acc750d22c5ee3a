// SPDX-License-Identifier: GPL-3.0-or-later
#include <string_view>

#include "app/figure/figure_job.h"
#include "app/figure/tex/tex_axis.h"
#include "core/base/text.h"

namespace imprint {
namespace {

/// Reads the csv once and keeps each piece's coordinates under its name; then draws by name.
constexpr std::string_view reader = R"TEX(
% --- data.csv: panel,kind,series,piece,x,y,low,high,label ---------------------
% Coordinates are kept as line-P-N (the line), band-P-N (its band as a closed
% path) and whisker-P-N, with P the panel and N the piece.
\newread\datafile
\newcommand\scaled[2]{\expandafter\def\csname scale-#1\endcsname##1{\fpeval{#2}}}
\newcommand\onscale[2]{\ifcsname scale-#1\endcsname\csname scale-#1\endcsname{#2}\else#2\fi}
\makeatletter
\newcommand\given[2]{\if\relax\detokenize{#1}\relax\else#2\fi}
\newcommand\begun[1]{\ifcsname data-#1\endcsname\else\expandafter\gdef\csname data-#1\endcsname{}\fi}
\newcommand\keep[2]{\begun{#1}\edef\new{#2}\expandafter\expandafter\expandafter\g@addto@macro\expandafter\expandafter
  \csname data-#1\endcsname\expandafter{\new}}
\newcommand\keepbefore[2]{\begun{#1}\expandafter\xdef\csname data-#1\endcsname{#2\csname data-#1\endcsname}}
\newcommand\keepband[5]{% panel, piece, x, low, high
  \expandafter\gdef\csname data-band-#1-#2\endcsname{\csname data-high-#1-#2\endcsname\csname data-low-#1-#2\endcsname}%
  \edef\x{\onscale{x#1}{#3}}\edef\low{\onscale{b#1}{#4}}\edef\low{\onscale{y#1}{\low}}\edef\high{\onscale{y#1}{#5}}%
  \keep{high-#1-#2}{(\x,\high)}\keepbefore{low-#1-#2}{(\x,\low)}\keep{whisker-#1-#2}{(\x,\low)(\x,\high)(\x,nan)}}
\@namedef{row-kind}#1#2#3#4#5#6#7{}
\@namedef{row-name}#1#2#3#4#5#6#7{}
\@namedef{row-series}#1#2#3#4#5#6#7{%
  \given{#5}{\keep{line-#1-#3}{(\onscale{x#1}{#4},\onscale{y#1}{#5})}}%
  \given{#6}{\given{#7}{\keepband{#1}{#3}{#4}{#6}{#7}}}}
\@namedef{row-span}#1#2#3#4#5#6#7{%
  \edef\low{\onscale{s#1}{#6}}\keep{span-#1-#2-low}{\onscale{x#1}{\low}}\keep{span-#1-#2-high}{\onscale{x#1}{#7}}}
\@namedef{row-rule}#1#2#3#4#5#6#7{%
  \given{#4}{\keep{rule-#1-#2}{\onscale{x#1}{#4}}}\given{#5}{\keep{rule-#1-#2}{\onscale{y#1}{#5}}}}
\@namedef{row-cell}#1#2#3#4#5#6#7{\given{#6}{\keep{cell-#1-#4-#5}{#6}}}
\def\datarow#1,#2,#3,#4,#5,#6,#7,#8,#9\relax{\csname row-#2\endcsname{#1}{#3}{#4}{#5}{#6}{#7}{#8}}
\newcommand\readdata[1]{\openin\datafile=#1\relax
  \ifeof\datafile\errmessage{There is no #1 beside this file}\fi
  \begingroup\endlinechar=-1
  \loop\unless\ifeof\datafile\readline\datafile to\dataline
    \ifx\dataline\@empty\else\expandafter\datarow\dataline\relax\fi\repeat
  \endgroup\closein\datafile}
\makeatother
% --- drawing by name -------------------------------------------------------------
\newcommand\edges[4]{\def\xlow{#1}\def\xhigh{#2}\def\ylow{#3}\def\yhigh{#4}}
\newcommand\of[1]{\csname data-#1\endcsname}
\newcommand\plotted[3]{\edef\now{\noexpand\addplot[\unexpanded{mark=none,#1}] coordinates {#2}\unexpanded{#3};}\now}
\newcommand\drawn[3]{\ifcsname data-#2\endcsname\plotted{#1}{\of{#2}}{#3}\fi}
\newcommand\spanned[2]{\plotted{draw=none,#1}{(\of{#2-low},\ylow)(\of{#2-low},\yhigh)(\of{#2-high},\yhigh)(\of{#2-high},\ylow)}{--cycle}}
\newcommand\ruled[3]{\csname ruled#1\endcsname{#2}{#3}}
\newcommand\ruledupright[2]{\plotted{#1}{(\of{#2},\ylow)(\of{#2},\yhigh)}{}}
\newcommand\ruledlevel[2]{\plotted{#1}{(\xlow,\of{#2})(\xhigh,\of{#2})}{}}
\newcommand\valuesfrom[2]{\def\lowest{#1}\def\highest{#2}}
\newcommand\cell[2]{\ifcsname data-#1\endcsname
  \edef\share{\fpeval{round(1000*(\of{#1}-(\lowest))/(\highest-(\lowest)),2)}}%
  \pgfplotscolormapdefinemappedcolor{\share}\filldraw[fill=mapped color,draw=mapped color,line width=0.2bp] #2;\fi}
\newcommand\colourbar[4]{\foreach \step in {0,...,99}{%
  \pgfplotscolormapdefinemappedcolor{\fpeval{10*\step+5}}%
  \fill[mapped color] (#1,\fpeval{#3+#4*\step/100}bp) rectangle ++(#2,\fpeval{#4/100+(\step<99)*0.3}bp);}}
)TEX";

std::string font_setup(const FigureStyle& style) {
  const std::string open_type = style.font_family == "Times"       ? "TeX Gyre Termes"
                                : style.font_family == "Helvetica" ? "TeX Gyre Heros"
                                                                   : style.font_family;
  const std::string package = style.serif ? "tgtermes" : "tgheros";
  return "\\usepackage{iftex}\n"
         "\\iftutex\n  \\usepackage{fontspec}\n  \\IfFontExistsTF{" +
         open_type + "}{\\setmainfont{" + open_type +
         "}}{}\n"
         "\\else\n  \\usepackage[T1]{fontenc}\n  \\IfFileExists{" +
         package + ".sty}{\\usepackage{" + package + "}}{\\usepackage{lmodern}}\n" +
         (style.serif ? "" : "  \\renewcommand\\familydefault{\\sfdefault}\n") + "\\fi\n";
}

std::string preamble(const FigureDrawing& drawing) {
  const FigureStyle& style = drawing.style;
  const std::string width = tex_length(style.width_points), height = tex_length(style.height_points);
  return "% A figure of Imprint as pgfplots; reads data.csv beside it. For lualatex or pdflatex (many "
         "points: lualatex).\n"
         "\\documentclass{article}\n\\usepackage[paperwidth=" +
         width + ",paperheight=" + height + ",margin=0bp,noheadfoot]{geometry}\n" + font_setup(style) +
         "\\usepackage{xfp}\n\\usepackage{pgfplots}\n\\pgfplotsset{compat=1.16}\n\\usetikzlibrary{plotmarks}"
         "\n";
}

std::string axis_style(const FigureStyle& style) {
  const std::string pen = "draw=" + tex_colour(style.ink) + ",line width=" + tex_length(style.axis_points);
  return "\\pgfplotsset{panel/.style={scale only axis,anchor=south west,axis on top,clip "
         "mode=individual,unbounded coords=jump,\n"
         "  axis x line*=bottom,axis y line*=left,axis line style={" +
         pen + ",-},tick style={" + pen +
         "},tick align=outside,\n"
         "  major tick length=2.6bp,minor tick length=1.6bp,scaled ticks=false,enlargelimits=false,\n"
         "  ticklabel style={font=" +
         tex_font(style.tick_points, false) + ",text=" + tex_colour(style.ink) +
         ",inner sep=1.8bp},\n"
         "  every axis plot/.append style={line join=round}}}\n"
         "\\tikzset{words/.style={anchor=base,inner sep=0,outer sep=0}}\n";
}

/// What a logarithm can't show of a band or a span begins at the plot's edge.
std::string floors(std::size_t index, const PanelLayout& layout) {
  std::string text;
  const std::string id = std::to_string(index);
  if (layout.y_scale.positive_only())
    text += "\\scaled{b" + id + "}{max(#1," + shortest_text(layout.y_range.low) + ")}\n";
  if (layout.x_scale.positive_only())
    text += "\\scaled{s" + id + "}{max(#1," + shortest_text(layout.x_range.low) + ")}\n";
  return text;
}

}  // namespace

std::string figure_tex(const FigureDrawing& drawing) {
  const FigureStyle& style = drawing.style;
  const TexPage page(style.height_points);
  std::string tex = preamble(drawing) + std::string(reader) + axis_style(style);
  for (std::size_t i = 0; i < drawing.content.panels.size(); ++i)
    tex += tex_scales(i, drawing.layout.panels[i]) + floors(i, drawing.layout.panels[i]);
  tex +=
      "\\readdata{data.csv}\n\\pagestyle{empty}\\parindent=0bp\\topskip=0bp\\begin{document}\n\\begin{"
      "tikzpicture}\n\\useasboundingbox " +
      page.box({0, 0, style.width_points, style.height_points}) + ";\n";
  if (!(style.background == FigureColour{255, 255, 255}))
    tex += "\\fill[fill=" + tex_colour(style.background) + "] " +
           page.box({0, 0, style.width_points, style.height_points}) + ";\n";
  for (std::size_t i = 0; i < drawing.content.panels.size(); ++i) tex += tex_panel(i, drawing, page);
  return tex + "\\end{tikzpicture}\n\\end{document}\n";
}

}  // namespace imprint
