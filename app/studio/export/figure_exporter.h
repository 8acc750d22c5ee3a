// SPDX-License-Identifier: GPL-3.0-or-later
// What every chart's export menu does: the dialog, a picture on the clipboard, or one file.
#pragma once

#include <QMenu>
#include <QObject>
#include <QSettings>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/figure/figure_painter.h"
#include "app/studio/bridge/figure_request.h"

namespace imprint::studio {

class ExportDialog;

class FigureExporter : public QObject {
  Q_OBJECT

 public:
  /// Dialogs open above `window`.
  explicit FigureExporter(QWidget* window);

  /// The ways to export what `make` makes: the dialog, the clipboard, and a file of what is shown or of everything.
  void fill(QMenu& menu, const FigureMaker& make);
  /// The dialog with these figures, the chosen one first in sight. Ignored without any.
  ExportDialog* open(const std::vector<FigureRequest>& figures, int chosen = 0);

  /// "png", "svg", "pdf", "csv" or "tex": one file in the dress of the last dialog, in the background.
  void save_file(const FigureRequest& figure, const std::string& format, const std::filesystem::path& file);
  void copy_image(const FigureRequest& figure);
  /// Asked for where a file shall go; empty = cancelled. Tests put their own in its place.
  std::function<QString(const QString& proposal, const QString& filter)> ask_file;
  bool is_busy() const { return busy_ > 0; }

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 Q_SIGNALS:
  void told(const QString& text);
  void failed(const QString& message);

 private:
  void fill_formats(QMenu& menu, const FigureMaker& make, FigureExtent extent);
  void ask_and_save(const FigureMaker& make, FigureExtent extent, const std::string& format);
  FigureRecipe dressed(const FigureRequest& figure) const;

  QWidget* window_;
  std::shared_ptr<const FigurePainter> painter_;
  FigureRecipe dress_;  // of the last dialog
  QString folder_;
  int busy_ = 0;
};

}  // namespace imprint::studio
