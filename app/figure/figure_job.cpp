// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/figure_job.h"

#include <future>
#include <memory>
#include <utility>

#include "app/figure/panels/panel_kind.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// A folder or file as the bundle's recipe names it.
std::string source_from(const std::string& source, const fs::path& base, const fs::path& out) {
  if (fs::path(source).is_absolute() || source.starts_with('~')) return source;
  std::error_code error;
  const fs::path path = fs::weakly_canonical(base / source, error);
  const fs::path relative = path.lexically_relative(fs::weakly_canonical(out, error));
  return relative.empty() ? path.string() : relative.generic_string();
}

void make_folder(const fs::path& out) {
  std::error_code error;
  fs::create_directories(out, error);
  if (error || !fs::is_directory(out))
    throw JobError("cannot make the folder " + out.string() + ": " +
                   (error ? error.message() : "a file is in the way"));
}

FigureRecipe recipe_of_bundle(FigureRecipe recipe, const fs::path& base, const fs::path& out) {
  std::error_code error;
  for (PanelRecipe& panel : recipe.panels)
    for (std::string& source : panel.sources) {
      const bool is_name = find_panel_kind(panel.kind)->takes_names && !fs::exists(base / source, error) &&
                           source.find('.') == std::string::npos;
      if (!is_name) source = source_from(source, base, out);  // names of schedules stay
    }
  return recipe;
}

FigureOutput output_of(const FigureRecipe& recipe) {
  return {.png_dpi = recipe.png_dpi,
          .svg_text_as_paths = recipe.svg_text == "paths",
          .map_as_bitmap = recipe.map_cells == "bitmap"};
}

}  // namespace

FigureDrawing draw_figure(const FigureRecipe& recipe, const fs::path& base, const FigurePainter* painter) {
  FigureDrawing drawing{collect_figure(recipe, base), style_of(recipe), {}};
  std::unique_ptr<TextMeasure> measure;
  if (painter != nullptr) measure = painter->measure(drawing.style, drawing.content.notes);
  const LayoutChoices choices{recipe.columns, recipe.legend, recipe.letters};
  drawing.layout = lay_out(drawing.content, drawing.style, choices, measure ? *measure : approximate_measure());
  auto& notes = drawing.content.notes;
  notes.insert(notes.end(), drawing.layout.notes.begin(), drawing.layout.notes.end());
  return drawing;
}

FigureSummary write_bundle(const FigureRecipe& recipe, const fs::path& base, const fs::path& out,
                           const FigurePainter* painter) {
  require_right(recipe);
  make_folder(out);
  // Read as the bundle's own recipe reads it, so that the figure made again says the same in its notes.
  const FigureRecipe own = recipe_of_bundle(recipe, base, out);
  const FigureDrawing drawing = draw_figure(own, out, painter);
  auto texts =
      std::async(std::launch::async, [&] { return std::pair(figure_tex(drawing), figure_csv(drawing.content)); });
  FigureSummary summary;
  if (painter != nullptr) summary.files = painter->paint(drawing, output_of(recipe), out / recipe.name);
  const auto write = [&](const std::string& name, const std::string& text) {
    write_file_atomically(out / name, text);
    summary.files.push_back(out / name);
  };
  const auto [tex, csv] = texts.get();
  write(recipe.name + ".tex", tex);
  write("data.csv", csv);
  write("recipe.toml", recipe_to_toml(own));
  write("caption.txt", caption_draft(drawing.content));
  summary.notes = drawing.content.notes;
  if (painter == nullptr)
    summary.notes.emplace_back("no pdf, svg and png: they need a painter, which the program imprint-figure brings");
  return summary;
}

}  // namespace imprint
