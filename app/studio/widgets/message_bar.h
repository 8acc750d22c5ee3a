// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence under a page's header, with at most one thing to do about it. Hidden while there is nothing to say.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <functional>

namespace imprint::studio {

class MessageBar : public QFrame {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);

  enum class Tone { calm, problem };
  void say(const QString& text, Tone tone = Tone::calm);
  /// With a button that does something and then takes the message away.
  void offer(const QString& text, const QString& action, std::function<void()> act);
  /// One sentence more beside an offer that stands; the same as `say` without one.
  void add_problem(const QString& text);
  void clear();

  QString text() const { return isHidden() ? QString() : label_->text(); }
  QToolButton& action_button() { return *action_; }

 private:
  QLabel* label_;
  QToolButton* action_;
  QToolButton* close_;
  std::function<void()> act_;
};

}  // namespace imprint::studio
