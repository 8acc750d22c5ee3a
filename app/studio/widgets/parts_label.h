// SPDX-License-Identifier: GPL-3.0-or-later
// A line of facts. Where there is no room for all, whole facts go, the least important first; none is cut inside.
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

namespace imprint::studio {

/// One fact of the line.
struct LinePart {
  QString text;
  int rank = 0;         // the highest goes first; 0 stays to the last
  bool strong = false;  // in the text's own colour and heavier
  QString widest = {};  // what the text may grow to: its room is kept, so that nothing comes and goes with a digit
  bool operator==(const LinePart&) const = default;
};

class PartsLabel : public QWidget {
  Q_OBJECT

 public:
  explicit PartsLabel(QWidget* parent = nullptr);

  void set_parts(std::vector<LinePart> parts);
  const std::vector<LinePart>& parts() const { return parts_; }
  /// All of them, shown or not; the tool tip has them too.
  QString text() const;
  /// As painted at this width.
  QString shown_text() const;
  QSize sizeHint() const override;
  /// The facts of rank 0.
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  /// Which parts have room in that width.
  std::vector<bool> chosen(double width) const;

  std::vector<LinePart> parts_;
};

}  // namespace imprint::studio
