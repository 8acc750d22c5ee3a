// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/sweep_planner.h"

#include <utility>

#include "app/studio/bridge/background.h"

namespace imprint::studio {

SweepPlanner::SweepPlanner(Plan plan, QObject* parent) : QObject(parent), make_(std::move(plan)) {}

void SweepPlanner::forget() {
  plan_.reset();
  wanted_.reset();
  dropped_ = busy_;
}

void SweepPlanner::ask(const SweepSpec& sweep) {
  if (!make_) return;
  if (!busy_) return begin(sweep);
  wanted_ = sweep;
}

void SweepPlanner::begin(const SweepSpec& sweep) {
  busy_ = true;
  dropped_ = false;
  in_background(
      this, [make = make_, sweep] { return make(sweep); },
      [this, sweep](const QFuture<SweepPlan>& made) {
        busy_ = false;
        if (wanted_) return begin(*std::exchange(wanted_, std::nullopt));
        if (dropped_) return;
        try {
          plan_ = made.result();
          sweep_ = sweep;
          Q_EMIT planned();
        } catch (const std::exception& error) {
          plan_.reset();
          Q_EMIT refused(QString::fromStdString(error.what()));
        }
      });
}

}  // namespace imprint::studio
