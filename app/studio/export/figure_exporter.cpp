// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/figure_exporter.h"
#include "app/studio/export/figure_preview.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <algorithm>
#include <utility>

#include "app/figure/dress.h"
#include "app/figure/figure_job.h"
#include "app/studio/bridge/background.h"
#include "app/studio/export/export_dialog.h"
#include "app/studio/figure/qt_figure_painter.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

struct Format {
  const char* extension;
  const char* name;
  const char* filter;
};
constexpr Format formats[] = {{"pdf", "PDF…", "PDF (*.pdf)"},
                              {"svg", "SVG…", "SVG (*.svg)"},
                              {"png", "PNG…", "PNG (*.png)"},
                              {"csv", "CSV…", "Numbers (*.csv)"},
                              {"tex", "TikZ (pgfplots)…", "LaTeX (*.tex)"}};

/// The drawing of a request, its texts in a folder of their own meanwhile.
FigureDrawing drawing_of(const FigureRequest& figure, const FigureRecipe& recipe, const FigurePainter& painter) {
  const QTemporaryDir texts;
  const std::filesystem::path base = texts.path().toStdString();
  for (const auto& [name, text] : figure.files) write_file_atomically(base / name, text);
  return draw_figure(recipe, base, &painter);
}

/// Painted beside the target and moved there: the painter names its files by the format.
void paint_one(const FigureDrawing& drawing, const FigureOutput& output, const std::filesystem::path& file,
               const FigurePainter& painter) {
  std::filesystem::path stem = file;
  stem += ".part";
  const auto made = painter.paint(drawing, output, stem);
  std::error_code error;
  std::filesystem::rename(made.at(0), file, error);
  if (error) throw_file_error(error.value(), "write", file);
}

/// The source, and the numbers that it reads in a file of the same name beside it.
void write_tex(const FigureDrawing& drawing, const std::filesystem::path& file) {
  std::filesystem::path numbers = file;
  numbers.replace_extension(".csv");
  const QString tex = QString::fromStdString(figure_tex(drawing))
                          .replace("data.csv", QString::fromStdString(numbers.filename().string()));
  write_file_atomically(numbers, figure_csv(drawing.content));
  write_file_atomically(file, tex.toStdString());
}

void write_one(const FigureDrawing& drawing, const FigureRecipe& recipe, const std::string& format,
               const std::filesystem::path& file, const FigurePainter& painter) {
  if (format == "csv") return write_file_atomically(file, figure_csv(drawing.content));
  if (format == "tex") return write_tex(drawing, file);
  FigureOutput output;
  output.png_dpi = recipe.png_dpi;
  output.svg_text_as_paths = recipe.svg_text == "paths";
  output.map_as_bitmap = recipe.map_cells == "bitmap";
  output.pdf = format == "pdf";
  output.svg = format == "svg";
  output.png = format == "png";
  paint_one(drawing, output, file, painter);
}

}  // namespace

FigureExporter::FigureExporter(QWidget* window)
    : QObject(window),
      window_(window),
      painter_(qt_figure_painter()),
      folder_(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + "/figures") {
  ask_file = [this](const QString& proposal, const QString& filter) {
    return QFileDialog::getSaveFileName(window_, "Export", proposal, filter);
  };
}

FigureRecipe FigureExporter::dressed(const FigureRequest& figure) const {
  FigureRecipe recipe = figure.recipe;
  dress_like(recipe, dress_);
  return recipe;
}

ExportDialog* FigureExporter::open(const std::vector<FigureRequest>& figures, int chosen) {
  if (figures.empty()) {
    Q_EMIT told("Nothing to export yet: start a run, or open a stored one");
    return nullptr;
  }
  std::vector<FigureRequest> dressed_figures = figures;
  for (FigureRequest& figure : dressed_figures) figure.recipe = dressed(figure);
  auto* dialog = new ExportDialog(std::move(dressed_figures), folder_, window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->choose(chosen);
  connect(dialog, &ExportDialog::dress_chosen, this, [this, dialog](const FigureRecipe& recipe) {
    dress_like(dress_, recipe);
    folder_ = dialog->folder();
  });
  dialog->show();
  return dialog;
}

void FigureExporter::fill(QMenu& menu, const FigureMaker& make) {
  const bool any = make(FigureExtent::all).has_value();
  if (!any) {
    menu.addAction("Nothing to export yet")->setEnabled(false);
    return;
  }
  connect(menu.addAction("Figure for a paper…"), &QAction::triggered, this, [this, make] {
    if (const auto figure = make(FigureExtent::all)) open({*figure});
  });
  connect(menu.addAction("Copy as image"), &QAction::triggered, this, [this, make] {
    if (const auto figure = make(FigureExtent::shown)) copy_image(*figure);
  });
  menu.addSeparator();
  fill_formats(*menu.addMenu("What is shown"), make, FigureExtent::shown);
  fill_formats(*menu.addMenu("All data"), make, FigureExtent::all);
}

void FigureExporter::fill_formats(QMenu& menu, const FigureMaker& make, FigureExtent extent) {
  for (const Format& format : formats)
    connect(menu.addAction(format.name), &QAction::triggered, this,
            [this, make, extent, &format] { ask_and_save(make, extent, format.extension); });
}

void FigureExporter::ask_and_save(const FigureMaker& make, FigureExtent extent, const std::string& format) {
  const auto figure = make(extent);
  if (!figure) return;
  const auto* known = std::ranges::find_if(formats, [&](const Format& f) { return f.extension == format; });
  const QString extension = "." + QString::fromStdString(format);
  const QString proposal = QDir(folder_).filePath(QString::fromStdString(figure->recipe.name) + extension);
  QString file = ask_file(proposal, known->filter);
  if (file.isEmpty()) return;
  if (!file.endsWith(extension, Qt::CaseInsensitive)) file += extension;
  save_file(*figure, format, file.toStdString());
}

void FigureExporter::save_file(const FigureRequest& figure, const std::string& format,
                               const std::filesystem::path& file) {
  ++busy_;
  FigureRecipe recipe = dressed(figure);
  recipe.all_points = format == "csv";  // numbers are wanted as they were measured
  in_background(
      this,
      [figure, recipe, format, file, painter = painter_] {
        const FigureDrawing drawing = drawing_of(figure, recipe, *painter);
        write_one(drawing, recipe, format, file, *painter);
        return drawing.content.notes;
      },
      [this, file](const QFuture<std::vector<std::string>>& made) {
        --busy_;
        try {
          QString text = "Saved " + QString::fromStdString(file.string());
          for (const std::string& note : made.result()) text += " · " + QString::fromStdString(note);
          Q_EMIT told(text);
        } catch (const std::exception& error) {
          Q_EMIT failed(QString::fromStdString(error.what()));
        }
      });
}

void FigureExporter::copy_image(const FigureRequest& figure) {
  ++busy_;
  in_background(
      this,
      [figure, recipe = dressed(figure), painter = painter_] {
        return figure_image(drawing_of(figure, recipe, *painter), clipboard_dpi);
      },
      [this](const QFuture<QImage>& made) {
        --busy_;
        try {
          QApplication::clipboard()->setImage(made.result());
          Q_EMIT told("Copied the chart as a picture of 300 dots per inch");
        } catch (const std::exception& error) {
          Q_EMIT failed(QString::fromStdString(error.what()));
        }
      });
}

void FigureExporter::restore(const QSettings& settings) {
  folder_ = settings.value("figures/folder", folder_).toString();
  const QString dress = settings.value("figures/dress").toString();
  if (dress.isEmpty()) return;
  try {
    dress_like(dress_, parse_recipe_toml(dress.toStdString(), "the remembered dress of figures"));
  } catch (const InputError&) {
    // Of another version: the defaults serve.
  }
}

void FigureExporter::save(QSettings& settings) const {
  FigureRecipe kept = dress_;
  kept.panels = {PanelRecipe{.sources = {"."}}};  // without a panel it would be no recipe
  settings.setValue("figures/folder", folder_);
  settings.setValue("figures/dress", QString::fromStdString(recipe_to_toml(kept)));
}

}  // namespace imprint::studio
