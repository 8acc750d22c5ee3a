// SPDX-License-Identifier: GPL-3.0-or-later
// Plans a sweep away from the window's thread at each edit; of edits that come while it works only the last counts.
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "app/studio/bridge/sweep_functions.h"

namespace imprint::studio {

class SweepPlanner : public QObject {
  Q_OBJECT

 public:
  using Plan = std::function<SweepPlan(const SweepSpec&)>;

  explicit SweepPlanner(Plan plan, QObject* parent = nullptr);

  /// The answer comes as planned or refused.
  void ask(const SweepSpec& sweep);
  /// Forgets what was asked and what came of it: the grid is wrong.
  void forget();
  bool is_busy() const { return busy_; }
  /// nullptr when there is none for what was asked last.
  const SweepPlan* plan() const { return plan_ ? &*plan_ : nullptr; }
  /// Of which sweep the plan is.
  const SweepSpec& sweep() const { return sweep_; }

 Q_SIGNALS:
  void planned();
  void refused(const QString& why);

 private:
  void begin(const SweepSpec& sweep);

  Plan make_;
  SweepSpec sweep_;
  std::optional<SweepPlan> plan_;
  std::optional<SweepSpec> wanted_;  // asked while busy
  bool dropped_ = false;             // what is under way is not wanted any more
  bool busy_ = false;
};

}  // namespace imprint::studio
