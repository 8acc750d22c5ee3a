// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment that the form edits: a spec, what is wrong with it, and every earlier state of it.
#pragma once

#include <QMap>
#include <QObject>
#include <QString>
#include <QUndoStack>
#include <filesystem>
#include <functional>
#include <optional>

#include "app/studio/models/field_source.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint::studio {

class ExperimentDraft : public QObject, public FieldSource {
  Q_OBJECT

 public:
  explicit ExperimentDraft(QObject* parent = nullptr);

  const ExperimentSpec& spec() const { return spec_; }
  /// Steps and windows; nothing while anything is wrong.
  const std::optional<RunPlan>& plan() const { return plan_; }
  bool is_valid() const { return problems_.isEmpty() && plan_.has_value(); }

  FieldDescription describe(const QString& key) const override;
  QStringList choices(const QString& key) const override;
  QString text(const QString& key) const override;
  QString problem(const QString& key) const override { return problems_.value(key); }
  bool applies(const QString& key) const override;
  QString hint(const QString& key) const override;
  const QMap<QString, QString>& problems() const { return problems_; }

  void set_text(const QString& key, const QString& text) override;
  /// Takes over a whole spec as one step to undo, named `action`. Edits that follow each other with one `merge_key`
  /// that is not empty, as during a drag, are one step.
  void edit(const ExperimentSpec& after, const QString& action, const QString& merge_key = {});
  void add_deficit();
  void remove_deficit(int number);
  /// Another experiment altogether. Undo brings the old one back.
  void replace(const ExperimentSpec& spec, const std::filesystem::path& source = {});

  /// The file that the draft was read from or written to; empty when there is none.
  const std::filesystem::path& source() const { return source_; }
  /// What that file holds.
  const ExperimentSpec& source_spec() const { return source_spec_; }
  void mark_saved(const std::filesystem::path& file);

  /// Every earlier state; each step names what was done.
  QUndoStack& undo_stack() { return undo_stack_; }
  bool can_undo() const { return undo_stack_.canUndo(); }
  bool can_redo() const { return undo_stack_.canRedo(); }
  void undo();
  void redo();

 Q_SIGNALS:
  /// A value, a problem or the plan changed.
  void changed();
  /// Fields came or went: a deficit more or less, or another experiment.
  void structure_changed();

 private:
  struct Unreadable {
    QString text;
    QString problem;
  };

  void push(const ExperimentSpec& after, const QString& action, const QString& merge_key);
  void come_back(const ExperimentSpec& spec);
  void validate();
  void check(const std::function<void()>& read);
  void after_change(bool structure);

  ExperimentSpec spec_;
  std::optional<RunPlan> plan_;
  QMap<QString, Unreadable> unreadable_;
  QMap<QString, QString> problems_;
  QUndoStack undo_stack_;
  QString last_key_;     // typing on in one field is one step back
  int merge_group_ = 0;  // steps of one group become one
  std::filesystem::path source_;
  ExperimentSpec source_spec_;
};

}  // namespace imprint::studio
