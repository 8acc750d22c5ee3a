// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a page on their way to a folder: drawn anew in the background whenever the recipe changes, and saved.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTimer>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/figure/figure_job.h"
#include "app/studio/bridge/figure_request.h"

namespace imprint::studio {

class FigureSession : public QObject {
  Q_OBJECT

 public:
  /// `painter` measures text for the layout and paints the bundles; both in other threads.
  FigureSession(std::vector<FigureRequest> figures, std::shared_ptr<const FigurePainter> painter,
                QObject* parent = nullptr);
  ~FigureSession() override;

  const std::vector<FigureRequest>& figures() const { return figures_; }
  /// All figures as the panels of one, in the dress of the first.
  FigureRequest combined() const;

  /// Draws that recipe a moment after the last call; an earlier drawing stays until then.
  void draw(const FigureRecipe& recipe);
  /// What was drawn last; nothing before the first, and after a failure.
  const std::optional<FigureDrawing>& drawing() const { return drawing_; }
  const QString& problem() const { return problem_; }
  bool is_busy() const { return drawing_now_ || wait_.isActive() || saving_ > 0; }

  /// Writes the bundle of each recipe into FOLDER/<its name>/, with the texts that it needs.
  void save(const std::vector<FigureRecipe>& recipes, const std::filesystem::path& folder);

 Q_SIGNALS:
  /// There is a new drawing, or a problem instead.
  void drawn();
  /// All of them: the folders, and what is worth knowing.
  void saved(const QStringList& folders, const QStringList& notes);
  void failed(const QString& message);

 private:
  void draw_now();
  void take(const QFuture<FigureDrawing>& made);
  std::filesystem::path base() const;

  std::vector<FigureRequest> figures_;
  std::shared_ptr<const FigurePainter> painter_;
  QTemporaryDir texts_;  // where the requests' files stand until they are saved
  QTimer wait_;
  FigureRecipe wanted_;
  std::optional<FigureDrawing> drawing_;
  QString problem_;
  bool drawing_now_ = false;
  bool outdated_ = false;
  int saving_ = 0;
};

}  // namespace imprint::studio
