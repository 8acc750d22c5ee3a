// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/summary_strip.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

QColor colour_of(SummaryStrip::Tone tone) {
  switch (tone) {
    case SummaryStrip::Tone::active: return state_colour(JobState::active);
    case SummaryStrip::Tone::done: return state_colour(JobState::done);
    case SummaryStrip::Tone::problem: return state_colour(JobState::problem);
    case SummaryStrip::Tone::unclear: return finding_colour(Finding::unclear);
    case SummaryStrip::Tone::harm: return finding_colour(Finding::harm);
    case SummaryStrip::Tone::safe: return finding_colour(Finding::safe);
    case SummaryStrip::Tone::calm: break;
  }
  return state_colour(JobState::idle);
}

}  // namespace

SummaryStrip::SummaryStrip(QWidget* parent) : QFrame(parent), headline_(new QLabel(this)), detail_(new QLabel(this)) {
  setObjectName("card");
  headline_->setFont(sized_font(3, QFont::DemiBold));
  headline_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  detail_->setObjectName("muted");
  detail_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  for (QLabel* label : {headline_, detail_}) {
    label->setMinimumWidth(40);
    label->setWordWrap(true);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 9, 16, 10);
  column->setSpacing(2);
  column->addWidget(headline_);
  column->addWidget(detail_);
}

void SummaryStrip::set_words(const PlainWords& words, Tone tone) {
  headline_->setText(QString::fromStdString(words.headline));
  detail_->setText(QString::fromStdString(words.detail));
  detail_->setVisible(!words.detail.empty() && !compact_);
  setToolTip(compact_ ? detail_->text() : QString());
  setAccessibleName(headline_->text() + ". " + detail_->text());
  tone_ = tone;
  update();
}

void SummaryStrip::set_compact(bool compact) {
  if (compact == compact_) return;
  compact_ = compact;
  detail_->setVisible(!detail_->text().isEmpty() && !compact_);
  setToolTip(compact_ ? detail_->text() : QString());
}

void SummaryStrip::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour_of(tone_));
  QPainterPath bar;
  bar.addRoundedRect(QRectF(0, 0, 12, height()), 6, 6);
  painter.setClipRect(QRectF(0, 0, 5, height()));
  painter.drawPath(bar);
}

SummaryStrip::Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::worse: return SummaryStrip::Tone::harm;
    case Verdict::better: return SummaryStrip::Tone::safe;
    case Verdict::unclear:
    case Verdict::no_clean_step: break;
  }
  return SummaryStrip::Tone::unclear;
}

SummaryStrip::Tone tone_of(const RunRecord& run) {
  if (run.status.state == RunState::failed) return SummaryStrip::Tone::problem;
  if (run.comparison) return tone_of(verdict_of(*run.comparison));
  if (run.status.state == RunState::running || run.status.state == RunState::paused) return SummaryStrip::Tone::active;
  return SummaryStrip::Tone::calm;
}

}  // namespace imprint::studio
