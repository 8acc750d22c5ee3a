// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/elided_label.h"

#include <QPainter>
#include <QStyleOption>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace imprint::studio {
namespace {

constexpr int least_characters = 8;

int line_height(const QFont& font) { return static_cast<int>(std::ceil(QFontMetricsF(font).height())); }

}  // namespace

ElidedLabel::ElidedLabel(QWidget* parent, int lines) : QWidget(parent), lines_(lines) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::set_text(const QString& text, const QString& more) {
  setToolTip(more.isEmpty() ? text : text + '\n' + more);
  if (text == text_) return;
  text_ = text;
  setAccessibleName(text_);
  updateGeometry();
  update();
}

QStringList ElidedLabel::shown_lines() const {
  const QFontMetricsF metrics(font());
  QStringList shown;
  const QStringList paragraphs = text_.split('\n');
  for (qsizetype p = 0; p < paragraphs.size(); ++p) {
    QTextLayout layout(paragraphs[p], font());
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
      line.setLineWidth(width());
      const bool is_last = shown.size() + 1 == lines_;
      const QString rest = paragraphs[p].mid(line.textStart()),
                    own = paragraphs[p].mid(line.textStart(), line.textLength());
      const bool more = line.textStart() + line.textLength() < paragraphs[p].size() || p + 1 < paragraphs.size();
      shown << (is_last ? metrics.elidedText(more && rest == own ? own + " …" : rest, mode_, width()) : own.trimmed());
      if (is_last) return shown;
    }
    layout.endLayout();
  }
  return shown;
}

QSize ElidedLabel::sizeHint() const {
  const QFontMetricsF metrics(font());
  double width = 0;
  for (const QString& line : text_.split('\n')) width = std::max(width, metrics.horizontalAdvance(line));
  return {static_cast<int>(std::ceil(width)) + 1, lines_ * line_height(font())};
}

QSize ElidedLabel::minimumSizeHint() const {
  const int least = QFontMetrics(font()).averageCharWidth() * least_characters;
  return {std::min(least, sizeHint().width()), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
  const int height = line_height(font());
  int top = 0;
  for (const QString& line : shown_lines()) {
    painter.drawText(QRect(0, top, width(), height), Qt::AlignLeft | Qt::AlignVCenter, line);
    top += height;
  }
}

void WholeLabel::set_text(const QString& text) {
  if (text == this->text()) return;
  setText(text);
  setToolTip(text);
}

void WholeLabel::paintEvent(QPaintEvent* event) {
  if (is_shown()) QLabel::paintEvent(event);
}

}  // namespace imprint::studio
