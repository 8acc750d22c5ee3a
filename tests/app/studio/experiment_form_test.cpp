// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/experiment_form.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFocusEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

#include "app/studio/models/form_layout.h"
#include "app/studio/widgets/choices_box.h"
#include "core/spec/spec_fields.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

class ExperimentFormTest : public ::testing::Test {
 protected:
  ExperimentFormTest() {
    draft.replace(test::small_spec());
    form.resize(380, 900);
    form.show();
  }

  QLineEdit* line(const char* key) { return qobject_cast<QLineEdit*>(form.row(key)->editor()); }

  void type(const char* key, const char* text) {
    line(key)->selectAll();
    QTest::keyClicks(line(key), text);
  }

  /// As the user would see it, the folded parts aside.
  bool offered(const char* key) { return form.row(key) != nullptr && !form.row(key)->isHidden(); }

  ExperimentDraft draft;
  ExperimentForm form{draft};
};

TEST_F(ExperimentFormTest, HasAnEditorWithNameAndHelpForEveryField) {
  ExperimentSpec spec = draft.spec();
  for (const Field& field : spec_fields(spec)) {
    if (has_own_page(field.key)) continue;
    FieldRow* row = form.row(QString::fromStdString(field.key));
    ASSERT_NE(row, nullptr) << field.key;
    EXPECT_FALSE(row->editor()->accessibleName().isEmpty()) << field.key;
    EXPECT_FALSE(row->editor()->toolTip().isEmpty()) << field.key;
    EXPECT_NE(row->editor()->focusPolicy() & Qt::TabFocus, 0) << field.key;
  }
}

TEST_F(ExperimentFormTest, TypingChangesTheSpec) {
  type("training.learning_rate", "0.025");
  EXPECT_EQ(draft.spec().training.learning_rate, 0.025);
  type("name", "typed");
  EXPECT_EQ(draft.spec().name, "typed");
}

TEST_F(ExperimentFormTest, AWrongValueIsMarkedWhileTypingAndTheTextStays) {
  type("training.batch_size", "0");
  EXPECT_TRUE(line("training.batch_size")->property("wrong").toBool());
  EXPECT_FALSE(line("training.batch_size")->accessibleDescription().isEmpty());
  type("training.batch_size", "many");
  EXPECT_EQ(line("training.batch_size")->text(), "many");
  EXPECT_FALSE(draft.is_valid());
  type("training.batch_size", "32");
  EXPECT_FALSE(line("training.batch_size")->property("wrong").toBool());
  EXPECT_TRUE(draft.is_valid());
}

TEST_F(ExperimentFormTest, OffersWhatGoesWithTheDatasetAndKeepsAWrongChoiceInSight) {
  const auto box = [&](const char* key) {  // as somebody finds it who is about to choose
    auto* found = qobject_cast<QComboBox*>(form.row(key)->editor());
    QFocusEvent focus(QEvent::FocusIn);
    QApplication::sendEvent(found, &focus);
    return found;
  };
  EXPECT_EQ(box("model.name")->findText("lstm"), -1);
  EXPECT_EQ(box("deficit.0.kind")->findText("token-noise"), -1);
  draft.set_text("dataset.name", "synthetic-text");
  EXPECT_EQ(box("model.name")->currentText(), "small-cnn");
  EXPECT_TRUE(box("model.name")->property("wrong").toBool());
  EXPECT_EQ(box("model.name")->findText("mlp"), -1);
  EXPECT_GE(box("deficit.0.kind")->findText("token-noise"), 0);
  draft.set_text("model.name", "lstm");
  EXPECT_EQ(box("model.name")->currentText(), "lstm");
  EXPECT_EQ(box("model.name")->findText("small-cnn"), -1);
  EXPECT_FALSE(box("model.name")->property("wrong").toBool());
}

TEST_F(ExperimentFormTest, ShowsOnlyWhatMatters) {
  EXPECT_FALSE(offered("dataset.root"));
  EXPECT_FALSE(offered("model.hidden"));
  EXPECT_FALSE(offered("precision.min_bits"));
  draft.set_text("model.name", "mlp");
  draft.set_text("precision.schedule", "CR");
  EXPECT_TRUE(offered("model.hidden"));
  EXPECT_FALSE(offered("model.width"));
  EXPECT_TRUE(offered("precision.min_bits"));
}

TEST_F(ExperimentFormTest, ChoicesAndTogglesReachTheSpecByKeyboard) {
  auto* schedule = qobject_cast<QComboBox*>(form.row("precision.schedule")->editor());
  schedule->setFocus();
  QTest::keyClicks(schedule, "ETV");
  EXPECT_EQ(draft.spec().precision.schedule, "ETV");
  auto* hessian = qobject_cast<QCheckBox*>(form.row("probe.hessian")->editor());
  QTest::keyClick(hessian, Qt::Key_Space);
  EXPECT_FALSE(draft.spec().probe.options.get<bool>("hessian"));
}

TEST_F(ExperimentFormTest, SeveralPrecisionsOfTheEvaluationAreTickedInTheirOrder) {
  auto* box = qobject_cast<ChoicesBox*>(form.row("evaluation.precision")->editor());
  ASSERT_NE(box, nullptr);
  EXPECT_EQ(box->currentText(), "target");
  const QList<QAction*> offered_precisions = box->menu().actions();
  ASSERT_EQ(offered_precisions.size(), 3);
  offered_precisions[2]->trigger();
  EXPECT_EQ(box->currentText(), "target, fp32");
  EXPECT_EQ(draft.spec().evaluation.precision, (std::vector<std::string>{"target", "fp32"}));
  offered_precisions[0]->trigger();
  EXPECT_EQ(draft.spec().evaluation.precision, std::vector<std::string>{"fp32"});
  offered_precisions[2]->trigger();
  EXPECT_TRUE(offered_precisions[2]->isChecked()) << "one stays";
  draft.set_text("evaluation.precision", "scheduled, target");
  EXPECT_EQ(box->currentText(), "scheduled, target");
}

TEST_F(ExperimentFormTest, ArrowKeysCountWholeNumbers) {
  QTest::keyClick(line("training.epochs"), Qt::Key_Up);
  EXPECT_EQ(draft.spec().training.epochs, 11);
  QTest::keyClick(line("training.epochs"), Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_EQ(draft.spec().training.epochs, 21);
  QTest::keyClick(line("training.epochs"), Qt::Key_Down);
  EXPECT_EQ(draft.spec().training.epochs, 20);
}

TEST_F(ExperimentFormTest, DeficitsAreAddedEditedAndRemoved) {
  QTest::mouseClick(form.deficits().add_button(), Qt::LeftButton);
  ASSERT_EQ(draft.spec().deficits.size(), 2U);
  type("deficit.1.onset", "5");
  EXPECT_EQ(draft.spec().deficits[1].onset, 5);
  auto* kind = qobject_cast<QComboBox*>(form.row("deficit.1.kind")->editor());
  kind->setFocus();
  QTest::keyClicks(kind, "blur");
  EXPECT_EQ(draft.spec().deficits[1].kind, "blur");
  EXPECT_FALSE(offered("deficit.1.bits"));
  auto* remove = form.deficits().cards().front()->findChild<QToolButton*>();
  QTest::mouseClick(remove, Qt::LeftButton);
  ASSERT_TRUE(test::eventually([&] { return draft.spec().deficits.size() == 1; }));
  EXPECT_EQ(draft.spec().deficits.front().kind, "blur");
  EXPECT_EQ(form.row("deficit.1.kind"), nullptr);
}

TEST_F(ExperimentFormTest, ShowsStepsAndCostLive) {
  EXPECT_TRUE(form.cost_text().startsWith("100 steps, 10 an epoch")) << form.cost_text().toStdString();
  type("training.epochs", "20");
  EXPECT_TRUE(form.cost_text().startsWith("200 steps")) << form.cost_text().toStdString();
}

TEST_F(ExperimentFormTest, GoesToTheFirstProblemEvenWhenItIsFoldedAway) {
  draft.set_text("probe.samples", "-1");
  form.show_first_problem();
  EXPECT_TRUE(form.row("probe.samples")->isVisible());
}

TEST_F(ExperimentFormTest, AnotherSpecFillsEveryField) {
  ExperimentSpec other = test::small_spec();
  other.seed = 77;
  other.deficits.push_back({.kind = "noise", .onset = 6, .length = 1});
  draft.replace(other);
  EXPECT_EQ(line("seed")->text(), "77");
  EXPECT_EQ(line("deficit.1.onset")->text(), "6");
  draft.undo();
  EXPECT_EQ(form.row("deficit.1.onset"), nullptr);
  EXPECT_EQ(line("seed")->text(), "1");
}

}  // namespace
}  // namespace imprint::studio
