// SPDX-License-Identifier: GPL-3.0-or-later
// Tags and note of the chosen runs. What was typed is handed on when one leaves the field, rests, or chooses other
// runs.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimer>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/store/run_entry.h"
#include "core/store/run_notes.h"

namespace imprint::studio {

class RunNotesEditor : public QWidget {
  Q_OBJECT

 public:
  explicit RunNotesEditor(QWidget* parent = nullptr);

  /// Several runs: their common tags can be changed, notes can not. What was typed for other runs is handed on first;
  /// what is being typed for the same ones stays.
  void set_runs(const std::vector<const RunEntry*>& runs);
  /// Hands on what was typed.
  void flush();
  /// What was handed on last, as text: for when it could not be stored.
  const QString& last_typed() const { return last_typed_; }

  QLineEdit& tags() { return *tags_; }
  QPlainTextEdit& note() { return *note_; }

  using Edit = std::function<void(RunNotes&)>;

 Q_SIGNALS:
  void edited(const std::vector<std::filesystem::path>& runs, const imprint::studio::RunNotesEditor::Edit& edit);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void flush_tags();
  void flush_note();
  void show_problem(const QString& text);

  QLineEdit* tags_;
  QPlainTextEdit* note_;
  QLabel* problem_;
  QTimer resting_;
  std::vector<std::filesystem::path> runs_;
  std::vector<std::string> known_tags_;  // common to all runs, as stored
  std::string known_note_;
  QString last_typed_;
};

}  // namespace imprint::studio
