// SPDX-License-Identifier: GPL-3.0-or-later
// The grid that the sweep page edits. Its base experiment is that of the form; its steps to undo stand on the same
// stack.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <vector>

#include "app/studio/models/experiment_draft.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {

/// An axis as it is typed.
struct AxisText {
  std::string field;   // a short or a dotted name
  std::string values;  // as in value_list.h
  bool operator==(const AxisText&) const = default;
};

/// Everything of a sweep but its base.
struct SweepSettings {
  std::string protocol = "grid";
  double scale = 1;  // as in SweepSpec
  std::vector<AxisText> axes = {};
  double late_onset = -1;
  double margin = 0.01;
  int processes = 0;
  std::string order = "planned";
  std::string interval = "student-t";
  bool operator==(const SweepSettings&) const = default;
};

class SweepDraft : public QObject {
  Q_OBJECT

 public:
  explicit SweepDraft(ExperimentDraft& base, QObject* parent = nullptr);

  ExperimentDraft& base() { return base_; }
  const ExperimentDraft& base() const { return base_; }
  const SweepSettings& settings() const { return settings_; }
  /// As far as the axes can be read.
  const SweepSpec& sweep() const { return sweep_; }
  bool is_valid() const { return problem_count_ == 0; }
  /// What is wrong with an axis; empty when it is right.
  QString axis_problem(int axis) const { return axis_problems_.value(axis); }
  /// What is wrong otherwise, with the base too.
  const QStringList& other_problems() const { return other_problems_; }
  QString first_problem() const;
  /// The values of an axis; empty while they can't be read.
  const std::vector<std::string>& values(int axis) const { return values_[static_cast<std::size_t>(axis)]; }
  /// -1 when no axis varies the field.
  int axis_of(const std::string& key) const;

  /// Edits that follow each other with one `merge_key` that is not empty are one step to undo.
  void edit(const SweepSettings& after, const QString& action, const QString& merge_key = {});
  void add_axis(const std::string& field, const std::string& values = {});
  void remove_axis(int axis);
  void set_axis_field(int axis, const QString& field);
  void set_axis_values(int axis, const QString& values);
  void remove_value(int axis, int value);
  /// Moves one value of the field, wherever it stands: on its axis, or (value -1) in the base.
  void set_value(const std::string& key, int value, const std::string& text, const QString& merge_key);
  /// The protocol's experiment fields go into the base, its axes replace those of the same field.
  void use_protocol(const std::string& name, double scale = 1);
  /// Another sweep altogether, its base into the form.
  void replace(const SweepSpec& sweep, const std::filesystem::path& source = {});
  /// While nobody looks the draft does not follow its base; afterwards it catches up.
  void set_resting(bool resting);
  /// Onsets, lengths and seeds that suit the base, while there is nothing at all.
  void begin();
  /// The settings alone, as a session before left them; nothing to undo.
  void restore(const SweepSettings& settings);

 Q_SIGNALS:
  /// Anything, the base too.
  void changed();
  /// Axes came or went.
  void structure_changed();

 private:
  void take(const SweepSettings& settings);
  void follow_base();
  void validate();
  void read_axes();
  void check_axes();

  ExperimentDraft& base_;
  SweepSettings settings_;
  SweepSpec sweep_;
  std::vector<std::vector<std::string>> values_;
  QStringList axis_problems_;
  QStringList other_problems_;
  int problem_count_ = 0;
  QString last_key_;
  int merge_group_ = 0;
  bool resting_ = false;
};

/// The settings of a sweep, its values as short as they can be typed.
SweepSettings settings_of(const SweepSpec& sweep);

/// What a new axis of that field begins with.
std::string usual_values(const ExperimentSpec& base, const std::string& key);

}  // namespace imprint::studio
