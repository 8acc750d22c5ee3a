// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QStyle>
#include <utility>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), action_(new QToolButton(this)), close_(new QToolButton(this)) {
  setObjectName("messageBar");
  setAttribute(Qt::WA_StyledBackground);
  label_->setWordWrap(true);
  label_->setMinimumWidth(40);
  label_->setTextFormat(Qt::PlainText);
  label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  action_->setFocusPolicy(Qt::StrongFocus);
  close_->setObjectName("flat");
  close_->setIcon(themed_icon("remove"));
  close_->setToolTip("Take this message away");
  close_->setAccessibleName("Take this message away");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 4, 12, 4);
  row->setSpacing(grid_unit);
  row->addWidget(label_, 1);
  row->addWidget(action_);
  row->addWidget(close_);
  connect(close_, &QToolButton::clicked, this, &MessageBar::clear);
  connect(action_, &QToolButton::clicked, this, [this] {
    const auto act = std::exchange(act_, {});
    clear();
    if (act) act();
  });
  hide();
}

void MessageBar::say(const QString& text, Tone tone) {
  act_ = {};
  label_->setText(text);
  label_->setObjectName(tone == Tone::problem ? "problem" : "");
  label_->style()->unpolish(label_);
  label_->style()->polish(label_);
  label_->setAccessibleName(text);
  action_->hide();
  show();
}

void MessageBar::offer(const QString& text, const QString& action, std::function<void()> act) {
  say(text);
  act_ = std::move(act);
  action_->setText(action);
  action_->setAccessibleName(action);
  action_->show();
}

void MessageBar::add_problem(const QString& text) {
  if (isHidden() || !act_) return say(text, Tone::problem);
  label_->setText(label_->text() + " " + text);
  label_->setAccessibleName(label_->text());
}

void MessageBar::clear() {
  act_ = {};
  hide();
}

}  // namespace imprint::studio
