// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/program/sweep_engine.h"

#include <QCoreApplication>
#include <QThread>
#include <algorithm>

namespace imprint::studio {

SweepFunctions sweep_engine() {
  SweepFunctions engine;
  engine.plan = [](const SweepSpec& sweep) {
    return plan_sweep(sweep, published_train_images, {std::max(1, QThread::idealThreadCount())});
  };
  engine.program = std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / "imprint";
  return engine;
}

}  // namespace imprint::studio
