// SPDX-License-Identifier: GPL-3.0-or-later
// What the designed grid costs, and its tree, before anything runs.
#pragma once

#include <QLabel>
#include <QWidget>
#include <vector>

#include "app/studio/sweep/plan/tree_view.h"
#include "app/studio/sweep/sweep_words.h"
#include "app/studio/widgets/summary_strip.h"

namespace imprint::studio {

/// A number with its caption, several in a row.
class NumberTiles : public QWidget {
  Q_OBJECT

 public:
  struct Tile {
    QString caption, value, detail;
  };

  explicit NumberTiles(QWidget* parent = nullptr);
  void set_tiles(std::vector<Tile> tiles);
  const std::vector<Tile>& tiles() const { return tiles_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<Tile> tiles_;
};

class PlanTab : public QWidget {
  Q_OBJECT

 public:
  explicit PlanTab(QWidget* parent = nullptr);

  void show_plan(const SweepPlan& plan, const StepSpeed& speed);
  /// While it is wrong: what to do. The last tree stays, so that nothing jumps while one types.
  void show_problem(const QString& problem);
  void show_busy();
  TreeView& tree() { return *tree_; }
  SummaryStrip& strip() { return *strip_; }
  NumberTiles& tiles() { return *tiles_; }
  QString notes() const { return notes_->text(); }

 private:
  SummaryStrip* strip_;
  NumberTiles* tiles_;
  QLabel* notes_;
  TreeView* tree_;
  QLabel* told_;
};

/// A tree in a card, with the line beneath it that tells of the lane under the mouse.
QWidget* tree_card(TreeView* tree, QLabel* told, QWidget* parent);

}  // namespace imprint::studio
