// SPDX-License-Identifier: GPL-3.0-or-later
// A text that may be longer than its place: it ends with an ellipsis there, and the tool tip has all of it.
#pragma once

#include <QLabel>
#include <QString>
#include <QWidget>

namespace imprint::studio {

class ElidedLabel : public QWidget {
  Q_OBJECT

 public:
  /// At most that many lines; the room for them is always kept.
  explicit ElidedLabel(QWidget* parent = nullptr, int lines = 1);

  /// `more` stands in the tool tip below the text.
  void set_text(const QString& text, const QString& more = {});
  const QString& text() const { return text_; }
  /// Where one line is cut: paths in the middle. Several lines are cut at their end.
  void set_elide_mode(Qt::TextElideMode mode) { mode_ = mode; }
  /// The lines as painted at this width.
  QStringList shown_lines() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString text_;
  int lines_;
  Qt::TextElideMode mode_ = Qt::ElideRight;
};

/// A text that is told whole or, where there is no room for all of it, in its tool tip alone.
class WholeLabel : public QLabel {
  Q_OBJECT

 public:
  using QLabel::QLabel;
  void set_text(const QString& text);
  bool is_shown() const { return sizeHint().width() <= width(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace imprint::studio
