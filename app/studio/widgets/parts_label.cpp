// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/parts_label.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

const QString separator = "  ·  ";

QFont font_of(const LinePart& part) { return sized_font(0, part.strong ? QFont::Medium : QFont::Normal); }

double width_of(const LinePart& part) {
  const QFontMetricsF metrics(font_of(part));
  return std::max(metrics.horizontalAdvance(part.text), metrics.horizontalAdvance(part.widest));
}

double width_of(const std::vector<LinePart>& parts, const std::vector<bool>& chosen) {
  double width = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!chosen[i]) continue;
    if (width > 0) width += QFontMetricsF(sized_font(0)).horizontalAdvance(separator);
    width += width_of(parts[i]);
  }
  return width;
}

QString joined(const std::vector<LinePart>& parts, const std::vector<bool>& chosen) {
  QStringList words;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (chosen[i]) words << parts[i].text;
  return words.join(separator);
}

int line_height() {
  return static_cast<int>(
      std::ceil(std::max(QFontMetricsF(sized_font(0)).height(), QFontMetricsF(sized_font(0, QFont::Medium)).height())));
}

}  // namespace

PartsLabel::PartsLabel(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

void PartsLabel::set_parts(std::vector<LinePart> parts) {
  if (parts == parts_) return;
  parts_ = std::move(parts);
  setToolTip(text());
  setAccessibleName(text());
  updateGeometry();
  update();
}

std::vector<bool> PartsLabel::chosen(double width) const {
  std::vector<bool> chosen(parts_.size(), true);
  while (width_of(parts_, chosen) > width) {
    std::size_t last = parts_.size();
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (chosen[i] && parts_[i].rank > 0 && (last == parts_.size() || parts_[i].rank >= parts_[last].rank)) last = i;
    if (last == parts_.size()) break;
    chosen[last] = false;
  }
  return chosen;
}

QString PartsLabel::text() const { return joined(parts_, std::vector<bool>(parts_.size(), true)); }

QString PartsLabel::shown_text() const { return joined(parts_, chosen(width())); }

QSize PartsLabel::sizeHint() const {
  return {static_cast<int>(std::ceil(width_of(parts_, std::vector<bool>(parts_.size(), true)))), line_height()};
}

QSize PartsLabel::minimumSizeHint() const {
  return {static_cast<int>(std::ceil(width_of(parts_, chosen(0)))), line_height()};
}

void PartsLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const std::vector<bool> shown = chosen(width());
  double left = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!shown[i]) continue;
    const auto write = [&](const QString& words, const QFont& font, const QColor& colour) {
      painter.setFont(font);
      painter.setPen(colour);
      const double wide = QFontMetricsF(font).horizontalAdvance(words);
      painter.drawText(QRectF(left, 0, wide + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, words);
      left += wide;
    };
    if (left > 0) write(separator, sized_font(0), theme().muted);
    write(parts_[i].text, font_of(parts_[i]), parts_[i].strong ? theme().text : theme().muted);
  }
}

}  // namespace imprint::studio
