// SPDX-License-Identifier: GPL-3.0-or-later
// The one application object of all benchmarks that show widgets.
#pragma once

#include <QApplication>

inline QApplication& offscreen_application() {
  static int argc = 1;
  static char name[] = "imprint-bench";
  static char* argv[] = {name, nullptr};
  qputenv("QT_QPA_PLATFORM", "offscreen");
  // Never destroyed: at exit Qt's own statics may be gone before it.
  static auto* const application = new QApplication(argc, argv);
  return *application;
}
