// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of a sweep, drawn: scrolls and zooms over hundreds of lanes, and fills up while the sweep runs.
//
// Ctrl+wheel and + and - zoom, Shift+wheel moves along the time, Home or a double-click on the axis fits. Up and Down
// choose a lane; Enter or a double-click opens it.
#pragma once

#include <QAbstractScrollArea>
#include <QString>
#include <vector>

#include "app/studio/sweep/plan/tree_layout.h"
#include "app/workflow/sweep/sweep_job.h"

namespace imprint::studio {

class TreeView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  static constexpr double axis_height = 24;
  static constexpr double lane_with_label = 12;  // the lowest that has one

  explicit TreeView(QWidget* parent = nullptr);

  /// Another plan; the zoom fits it.
  void set_plan(SweepPlan plan);
  /// Colours by state from now on; as in the plan.
  void set_progress(std::vector<LeafProgress> leaves);
  void set_empty_text(const QString& text);
  const TreeLayout& layout_of_tree() const { return layout_; }
  const SweepPlan& plan() const { return plan_; }
  /// The leaf under the mouse, else the chosen one; -1 when none.
  int told_leaf() const;
  /// "onset 0.2, length 0.1, seed 3: 120 of 160 steps by itself, from step 40 of baseline_seed=3; deficit 40 to 56".
  QString words_of(int leaf) const;
  void choose(int leaf);
  void fit();
  void zoom(double factor, QPointF anchor);
  double lane_height() const { return lane_height_; }
  /// The bar of a leaf in the viewport.
  QRectF bar(int leaf) const;

 Q_SIGNALS:
  void told(const QString& words);
  void activated(int leaf);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  double label_width() const;
  double pixel_of(double step) const;
  double lane_top(int lane) const;
  int leaf_at(QPointF place) const;
  void place_scroll_bars();
  void hover(int leaf);
  void tell();
  const LeafProgress* progress_of(int leaf) const;
  void paint_lane(QPainter& painter, int lane) const;
  void paint_branch(QPainter& painter, int lane) const;
  void paint_bar(QPainter& painter, const TreeLane& lane, const QRectF& area) const;
  void paint_label(QPainter& painter, const TreeLane& lane, double top) const;
  void paint_axis(QPainter& painter) const;

  SweepPlan plan_;
  TreeLayout layout_;
  std::vector<LeafProgress> progress_;
  QString empty_text_;
  double lane_height_ = 18;
  double stretch_ = 1;  // 1 = the whole time in view
  int chosen_ = -1;
  int hovered_ = -1;
};

/// "Waiting", "Ready", "Running", "Finished", "Failed".
QString state_text(LeafState state);

}  // namespace imprint::studio
