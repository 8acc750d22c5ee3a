// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/plain_texts.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QToolTip>

namespace imprint::studio {
namespace {

const QString hostile = "<img src='/etc/passwd'><b>bold</b>";

TEST(PlainTexts, LabelsShowTagsAsTheyAreWritten) {
  QLabel label(hostile);
  label.show();
  EXPECT_EQ(label.textFormat(), Qt::PlainText);
}

TEST(PlainTexts, RichTextIsLeftToWhoAsksForIt) {
  QLabel label("<b>our own</b>");
  label.setTextFormat(Qt::RichText);
  label.show();
  EXPECT_EQ(label.textFormat(), Qt::RichText);
}

TEST(PlainTexts, MessagesAndTooltipsArePlainToo) {
  QMessageBox box;
  box.setText(hostile);
  box.setInformativeText(hostile);
  box.show();
  int labels = 0;
  for (const QLabel* label : box.findChildren<QLabel*>()) {
    if (label->text() != hostile) continue;
    EXPECT_EQ(label->textFormat(), Qt::PlainText);
    ++labels;
  }
  QToolTip::showText(QPoint(5, 5), hostile, &box);
  for (const QWidget* widget : QApplication::topLevelWidgets())
    if (const auto* tip = qobject_cast<const QLabel*>(widget); tip != nullptr && tip->inherits("QTipLabel")) {
      EXPECT_EQ(tip->textFormat(), Qt::PlainText);
      ++labels;
    }
  QToolTip::hideText();
  EXPECT_GE(labels, 2);
}

}  // namespace
}  // namespace imprint::studio
