// SPDX-License-Identifier: GPL-3.0-or-later
// The values of an axis as chips: what the typed text means. A click on a chip's cross takes the value away.
#pragma once

#include <QWidget>
#include <string>
#include <vector>

namespace imprint::studio {

class ValueChips : public QWidget {
  Q_OBJECT

 public:
  explicit ValueChips(QWidget* parent = nullptr);

  void set_values(std::vector<std::string> values);
  const std::vector<std::string>& values() const { return values_; }
  /// Where the cross of a value is, in pixels; null for one that is not drawn.
  QRectF cross(int value) const;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {200, heightForWidth(200)}; }

 Q_SIGNALS:
  void removed(int value);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  std::vector<QRectF> chips_for(int width) const;
  int cross_at(QPointF place) const;
  void settle();

  std::vector<std::string> values_;
  int rows_ = 1;      // that there is room for
  int pressed_ = -1;  // the value whose cross the mouse went down on
};

}  // namespace imprint::studio
