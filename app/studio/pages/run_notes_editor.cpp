// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/run_notes_editor.h"

#include <QEvent>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "app/studio/theme/theme.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

constexpr int rest_milliseconds = 1000;

QString joined(const std::vector<std::string>& tags) {
  QStringList list;
  for (const std::string& tag : tags) list << QString::fromStdString(tag);
  return list.join(", ");
}

bool has(const std::vector<std::string>& tags, const std::string& tag) {
  return std::ranges::find(tags, tag) != tags.end();
}

std::vector<std::string> common_tags(const std::vector<const RunEntry*>& runs) {
  std::vector<std::string> tags;
  if (runs.empty()) return tags;
  for (const std::string& tag : runs.front()->tags) {
    if (std::ranges::all_of(runs, [&](const RunEntry* run) { return has(run->tags, tag); })) tags.push_back(tag);
  }
  return tags;
}

QLabel* caption(const QString& text, QWidget* buddy, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setObjectName("muted");
  label->setBuddy(buddy);
  return label;
}

}  // namespace

RunNotesEditor::RunNotesEditor(QWidget* parent)
    : QWidget(parent), tags_(new QLineEdit(this)), note_(new QPlainTextEdit(this)), problem_(new QLabel(this)) {
  tags_->setPlaceholderText("paper, second-try");
  tags_->setAccessibleName("Tags");
  tags_->setToolTip("Words without blanks, separated by commas (Ctrl+Shift+T)");
  note_->setAccessibleName("Note");
  note_->setTabChangesFocus(true);
  note_->setFrameShape(QFrame::NoFrame);
  note_->installEventFilter(this);
  problem_->setObjectName("problem");
  problem_->setWordWrap(true);
  problem_->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 12, 12, 12);
  column->setSpacing(4);
  column->addWidget(caption("Tags", tags_, this));
  column->addWidget(tags_);
  column->addWidget(problem_);
  column->addSpacing(grid_unit);
  column->addWidget(caption("Note", note_, this));
  column->addWidget(note_, 1);
  resting_.setSingleShot(true);
  resting_.setInterval(rest_milliseconds);
  connect(&resting_, &QTimer::timeout, this, &RunNotesEditor::flush_note);
  connect(note_, &QPlainTextEdit::textChanged, &resting_, qOverload<>(&QTimer::start));
  connect(tags_, &QLineEdit::editingFinished, this, &RunNotesEditor::flush_tags);
  set_runs({});
}

void RunNotesEditor::set_runs(const std::vector<const RunEntry*>& runs) {
  std::vector<std::filesystem::path> directories;
  for (const RunEntry* run : runs) directories.push_back(run->directory);
  const bool same = directories == runs_;
  if (!same) flush();
  const bool tags_typed = same && tags_->text() != joined(known_tags_);
  const bool note_typed = same && note_->toPlainText().toStdString() != known_note_;
  runs_ = std::move(directories);
  known_tags_ = common_tags(runs);
  known_note_ = runs.size() == 1 ? runs.front()->note : std::string();
  if (!tags_typed) tags_->setText(joined(known_tags_));
  if (!note_typed && note_->toPlainText().toStdString() != known_note_)
    note_->setPlainText(QString::fromStdString(known_note_));
  resting_.stop();
  if (!same) show_problem(runs.size() == 1 ? QString::fromStdString(runs.front()->notes_problem) : QString());
  const bool in_trash = std::ranges::any_of(runs, &RunEntry::trashed);
  tags_->setEnabled(!runs.empty() && !in_trash);
  note_->setEnabled(runs.size() == 1 && !in_trash);
  note_->setPlaceholderText(runs.size() > 1 ? "Choose one run to write a note on it."
                                            : "What should be remembered of this run?");
}

void RunNotesEditor::flush() {
  flush_tags();
  flush_note();
}

/// Several runs may have tags of their own: only what was added and taken away is handed on.
void RunNotesEditor::flush_tags() {
  if (runs_.empty() || tags_->text() == joined(known_tags_)) return;
  try {
    const std::vector<std::string> wanted = parse_tags(tags_->text().toStdString());
    const std::vector<std::string> before = std::exchange(known_tags_, wanted);
    tags_->setText(joined(wanted));
    show_problem({});
    if (wanted == before) return;
    last_typed_ = joined(wanted);
    Q_EMIT edited(runs_, [wanted, before](RunNotes& notes) {
      std::erase_if(notes.tags, [&](const std::string& tag) { return has(before, tag) && !has(wanted, tag); });
      for (const std::string& tag : wanted)
        if (!has(notes.tags, tag)) notes.tags.push_back(tag);
    });
  } catch (const InputError& error) {
    show_problem(error.what());
  }
}

void RunNotesEditor::flush_note() {
  resting_.stop();
  const std::string text = note_->toPlainText().toStdString();
  if (runs_.size() != 1 || text == known_note_) return;
  known_note_ = text;
  last_typed_ = note_->toPlainText();
  Q_EMIT edited(runs_, [text](RunNotes& notes) { notes.note = text; });
}

void RunNotesEditor::show_problem(const QString& text) {
  problem_->setText(text);
  problem_->setVisible(!text.isEmpty());
  tags_->setProperty("wrong", !text.isEmpty());
  tags_->style()->unpolish(tags_);
  tags_->style()->polish(tags_);
}

bool RunNotesEditor::eventFilter(QObject* watched, QEvent* event) {
  if (watched == note_ && event->type() == QEvent::FocusOut) flush_note();
  return QWidget::eventFilter(watched, event);
}

}  // namespace imprint::studio
