// SPDX-License-Identifier: GPL-3.0-or-later
// main() of the desktop's tests: one offscreen application for all of them, settings far away from the user's.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

#include "app/studio/theme/plain_texts.h"
#include "app/studio/theme/theme.h"

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QStandardPaths::setTestModeEnabled(true);
  QApplication application(argc, argv);
  QLocale::setDefault(QLocale(QLocale::German));  // where a decimal comma would slip in, a test shall see it
  QApplication::setKeyboardInputInterval(60'000);  // letters of one word, however slowly a sanitizer lets them come
  imprint::studio::choose_font(application);
  imprint::studio::show_plain_texts(application);
  imprint::studio::apply_theme(application, imprint::studio::ThemeChoice::light);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
