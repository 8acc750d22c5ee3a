// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment that the form edits: a spec, what is wrong with it, and every earlier state of it.
#pragma once

#include <QMap>
#include <QObject>
#include <QString>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/records/experiment_spec.h"
#include "core/records/run_records.h"

namespace imprint::studio {

class ExperimentDraft : public QObject {
  Q_OBJECT

 public:
  explicit ExperimentDraft(QObject* parent = nullptr);

  const ExperimentSpec& spec() const { return spec_; }
  /// Steps and windows; nothing while anything is wrong.
  const std::optional<RunPlan>& plan() const { return plan_; }
  bool is_valid() const { return problems_.isEmpty() && plan_.has_value(); }

  /// The field's text as last typed, right or wrong.
  QString text(const QString& key) const;
  /// What is wrong with it, as a sentence under the field; empty when it is right.
  QString problem(const QString& key) const { return problems_.value(key); }
  const QMap<QString, QString>& problems() const { return problems_; }

  /// Takes over what was typed. A text that can't be read stays as the field's problem; the spec keeps its value.
  void set_text(const QString& key, const QString& text);
  void add_deficit();
  void remove_deficit(int number);
  /// Another experiment altogether. Undo brings the old one back.
  void replace(const ExperimentSpec& spec, const std::filesystem::path& source = {});

  /// The file that the draft was read from or written to; empty when there is none.
  const std::filesystem::path& source() const { return source_; }
  /// What that file holds.
  const ExperimentSpec& source_spec() const { return source_spec_; }
  void mark_saved(const std::filesystem::path& file);

  bool can_undo() const { return !undone_.empty(); }
  bool can_redo() const { return !redone_.empty(); }
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

  void remember(const QString& key);
  void restore(std::vector<ExperimentSpec>& from, std::vector<ExperimentSpec>& to);
  void validate();
  void after_change(bool structure);

  ExperimentSpec spec_;
  std::optional<RunPlan> plan_;
  QMap<QString, Unreadable> unreadable_;
  QMap<QString, QString> problems_;
  std::vector<ExperimentSpec> undone_;  // earlier states, the latest last
  std::vector<ExperimentSpec> redone_;
  QString last_key_;  // typing on in one field is one step back
  std::filesystem::path source_;
  ExperimentSpec source_spec_;
};

}  // namespace imprint::studio
