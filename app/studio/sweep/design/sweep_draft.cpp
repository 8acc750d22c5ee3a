// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/sweep_draft.h"

#include <QUndoCommand>
#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "app/studio/sweep/design/value_list.h"
#include "app/studio/sweep/design/window_grid.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/spec_fields.h"

namespace imprint::studio {
namespace {

class SettingsCommand : public QUndoCommand {
 public:
  using Taker = std::function<void(const SweepSettings&)>;

  SettingsCommand(Taker take, SweepSettings before, SweepSettings after, const QString& action, int group)
      : QUndoCommand(action),
        take_(std::move(take)),
        before_(std::move(before)),
        after_(std::move(after)),
        group_(group) {}

  int id() const override { return 2; }  // 1 are those of the experiment
  void undo() override { take_(before_); }
  void redo() override { take_(after_); }

  bool mergeWith(const QUndoCommand* other) override {
    const auto& later = static_cast<const SettingsCommand&>(*other);
    if (later.group_ != group_) return false;
    after_ = later.after_;
    setObsolete(after_ == before_);
    return true;
  }

 private:
  Taker take_;
  SweepSettings before_;
  SweepSettings after_;
  int group_;
};

QString sentence(const std::string& text) {
  QString result = QString::fromStdString(text);
  if (!result.isEmpty()) result[0] = result[0].toUpper();
  return result;
}

/// Of the base, what a protocol sets.
ExperimentSpec with_protocol(ExperimentSpec base, const ExperimentSpec& of_protocol) {
  ExperimentSpec plain;
  ExperimentSpec wanted = of_protocol;
  if (base.deficits.empty() && !wanted.deficits.empty()) base.deficits.emplace_back();
  plain.deficits.resize(wanted.deficits.size());
  const auto plain_fields = spec_fields(plain);
  const auto wanted_fields = spec_fields(wanted);
  for (std::size_t i = 0; i < wanted_fields.size(); ++i) {
    const std::string& key = wanted_fields[i].key;
    const bool of_deficit = key.starts_with("deficit.") && !key.ends_with(".bits");
    if (of_deficit || field_text(wanted_fields[i]) != field_text(plain_fields[i]))
      set_field_text(find_spec_field(base, key), field_text(wanted_fields[i]));
  }
  return base;
}

}  // namespace

SweepSettings settings_of(const SweepSpec& sweep) {
  SweepSettings settings{sweep.protocol, sweep.scale,     {},          sweep.late_onset,
                         sweep.margin,   sweep.processes, sweep.order, sweep.interval};
  for (const SweepAxis& axis : sweep.axes)
    settings.axes.push_back({short_sweep_key(axis.key), value_list_text(axis.values)});
  return settings;
}

namespace {

/// Three onsets and two lengths that fit the budget whatever it is.
std::string usual_windows(const ExperimentSpec& base, bool onsets) {
  const std::string unit = base.deficits.empty() ? DeficitSpec().unit : base.deficits.front().unit;
  if (unit == "fraction") return onsets ? "0, 0.25, 0.5" : "0.125, 0.25";
  const auto budget = static_cast<std::int64_t>(budget_in_unit(base, unit));
  std::set<std::int64_t> places = {0, budget / 4, budget / 2};
  const std::int64_t room = std::max<std::int64_t>(1, budget - budget / 2);
  if (!onsets) places = {std::clamp<std::int64_t>(budget / 8, 1, room), std::clamp<std::int64_t>(budget / 4, 1, room)};
  std::string text;
  for (const std::int64_t place : places) text += (text.empty() ? "" : ", ") + std::to_string(place);
  return text;
}

}  // namespace

std::string usual_values(const ExperimentSpec& base, const std::string& key) {
  if (key == "seed") return "1..6";
  if (key == "deficit.0.onset") return usual_windows(base, true);
  if (key == "deficit.0.length") return usual_windows(base, false);
  if (key == "deficit.0.bits") return "2, 3, 4";
  if (key == "deficit.0.kind") return "precision, blur";
  ExperimentSpec copy = base;
  try {
    return field_text(find_spec_field(copy, key));
  } catch (const InputError&) {
    return {};
  }
}

SweepDraft::SweepDraft(ExperimentDraft& base, QObject* parent) : QObject(parent), base_(base) {
  validate();
  connect(&base_, &ExperimentDraft::changed, this, &SweepDraft::follow_base);
}

void SweepDraft::follow_base() {
  if (resting_) return;
  validate();
  Q_EMIT changed();
}

void SweepDraft::set_resting(bool resting) {
  if (std::exchange(resting_, resting) && !resting) follow_base();
}

int SweepDraft::axis_of(const std::string& key) const {
  for (std::size_t i = 0; i < settings_.axes.size(); ++i)
    if (sweep_key(settings_.axes[i].field) == key) return static_cast<int>(i);
  return -1;
}

QString SweepDraft::first_problem() const {
  for (int i = 0; i < axis_problems_.size(); ++i)
    if (!axis_problems_[i].isEmpty())
      return QString::fromStdString(settings_.axes[static_cast<std::size_t>(i)].field) + ": " + axis_problems_[i];
  return other_problems_.value(0);
}

void SweepDraft::read_axes() {
  sweep_ = {};
  sweep_.base = base_.spec();
  sweep_.protocol = settings_.protocol;
  sweep_.scale = settings_.scale;
  sweep_.late_onset = settings_.late_onset;
  sweep_.margin = settings_.margin;
  sweep_.processes = settings_.processes;
  sweep_.order = settings_.order;
  sweep_.interval = settings_.interval;
  values_.assign(settings_.axes.size(), {});
  axis_problems_.clear();
  for (std::size_t i = 0; i < settings_.axes.size(); ++i) {
    axis_problems_ << QString();
    try {
      values_[i] = parse_value_list(settings_.axes[i].values);
    } catch (const InputError& error) {
      axis_problems_.back() = sentence(error.what());
    }
    sweep_.axes.push_back({sweep_key(settings_.axes[i].field), values_[i]});
  }
}

/// Each axis by itself, so that every problem stands with the axis that has it; what only the whole grid can tell
/// after.
void SweepDraft::check_axes() {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < sweep_.axes.size(); ++i) {
    QString& problem = axis_problems_[static_cast<qsizetype>(i)];
    const std::string& key = sweep_.axes[i].key;
    const bool is_new = keys.insert(key).second;
    if (!problem.isEmpty()) continue;
    if (key.empty())
      problem = "Choose a field";
    else if (!is_new)
      problem = "Another axis has this field already";
    else if (values_[i].empty())
      problem = "Give at least one value: 0, 0.2, 0.4 or 0..0.6 step 0.2 or 1..8";
    if (!problem.isEmpty()) continue;
    if (const auto found = axis_problems(sweep_.base, sweep_.axes[i]); !found.empty())
      problem = sentence(found.front().message);
  }
  if (!std::ranges::all_of(axis_problems_, &QString::isEmpty)) return;
  for (const FieldProblem& problem : sweep_problems(sweep_))
    other_problems_ << QString::fromStdString(problem.key + " " + problem.message);
}

void SweepDraft::validate() {
  other_problems_.clear();
  read_axes();
  check_axes();
  for (const QString& key : base_.problems().keys()) {  // what was typed into the form and can't be read
    const QString text = key + " " + base_.problems().value(key);
    const bool varied = axis_of(key.toStdString()) >= 0;
    const auto told = [&](const QString& other) { return other.startsWith(key + " "); };
    if (!varied && std::ranges::none_of(other_problems_, told) && !key.startsWith("deficit.")) other_problems_ << text;
  }
  problem_count_ = static_cast<int>(other_problems_.size());
  for (const QString& problem : axis_problems_) problem_count_ += problem.isEmpty() ? 0 : 1;
}

void SweepDraft::take(const SweepSettings& settings) {
  const bool structure = settings.axes.size() != settings_.axes.size();
  settings_ = settings;
  validate();
  if (structure) Q_EMIT structure_changed();
  Q_EMIT changed();
}

void SweepDraft::begin() {
  if (!(settings_ == SweepSettings())) return;
  SweepSettings usual;
  for (const char* field : {"onset", "length", "seed"})
    usual.axes.push_back({field, usual_values(base_.spec(), sweep_key(field))});
  take(usual);
}

void SweepDraft::restore(const SweepSettings& settings) { take(settings); }

void SweepDraft::edit(const SweepSettings& after, const QString& action, const QString& merge_key) {
  if (after == settings_) return;
  const bool goes_on = !merge_key.isEmpty() && merge_key == last_key_;
  if (!goes_on) ++merge_group_;
  last_key_ = merge_key;
  base_.undo_stack().push(new SettingsCommand([this](const SweepSettings& settings) { take(settings); }, settings_,
                                              after, action, merge_group_));
}

void SweepDraft::add_axis(const std::string& field, const std::string& values) {
  SweepSettings after = settings_;
  after.axes.push_back(
      {field, values.empty() && !field.empty() ? usual_values(base_.spec(), sweep_key(field)) : values});
  edit(after, "Add an axis");
}

void SweepDraft::remove_axis(int axis) {
  SweepSettings after = settings_;
  after.axes.erase(after.axes.begin() + axis);
  edit(after, "Remove an axis");
}

void SweepDraft::set_axis_field(int axis, const QString& field) {
  SweepSettings after = settings_;
  AxisText& text = after.axes[static_cast<std::size_t>(axis)];
  text.field = short_sweep_key(field.trimmed().toStdString());
  if (trimmed(text.values).empty()) text.values = usual_values(base_.spec(), sweep_key(text.field));
  edit(after, "Set the field of an axis", "field" + QString::number(axis));
}

void SweepDraft::set_axis_values(int axis, const QString& values) {
  SweepSettings after = settings_;
  after.axes[static_cast<std::size_t>(axis)].values = values.toStdString();
  edit(after, "Set the values of " + QString::fromStdString(after.axes[static_cast<std::size_t>(axis)].field),
       "values" + QString::number(axis));
}

void SweepDraft::remove_value(int axis, int value) {
  std::vector<std::string> left = values(axis);
  left.erase(left.begin() + value);
  SweepSettings after = settings_;
  after.axes[static_cast<std::size_t>(axis)].values = value_list_text(left);
  edit(after, "Remove a value");
}

void SweepDraft::set_value(const std::string& key, int value, const std::string& text, const QString& merge_key) {
  const int axis = axis_of(key);
  if (axis < 0 || value < 0) {
    ExperimentSpec spec = base_.spec();
    set_field_text(find_spec_field(spec, key), text);
    return base_.edit(spec, "Move the deficit", merge_key);
  }
  std::vector<std::string> moved = values(axis);
  if (std::ranges::find(moved, text) != moved.end()) return;  // two of one value are none
  moved[static_cast<std::size_t>(value)] = text;
  SweepSettings after = settings_;
  after.axes[static_cast<std::size_t>(axis)].values = value_list_text(moved);
  edit(after, "Move a window", merge_key);
}

void SweepDraft::use_protocol(const std::string& name, double scale) {
  const SweepSpec protocol = scaled_protocol(name, scale);
  SweepSettings after = settings_;
  after.protocol = name;
  after.scale = scale;
  if (name != "grid") {
    const auto is_window = [](const AxisText& axis) {
      return sweep_key(axis.field) == "deficit.0.onset" || sweep_key(axis.field) == "deficit.0.length";
    };
    std::erase_if(after.axes, is_window);
    const auto axes = settings_of(protocol).axes;
    after.axes.insert(after.axes.begin(), axes.begin(), axes.end());
  }
  base_.undo_stack().beginMacro("Use the protocol " + QString::fromStdString(name));
  if (name != "grid") base_.edit(with_protocol(base_.spec(), protocol.base), "Use the protocol");
  edit(after, "Use the protocol");
  base_.undo_stack().endMacro();
}

void SweepDraft::replace(const SweepSpec& sweep, const std::filesystem::path& source) {
  const QString action = "Open " + QString::fromStdString(sweep.base.name);
  base_.undo_stack().beginMacro(action);
  base_.replace(sweep.base, source);
  edit(settings_of(sweep), action);
  base_.undo_stack().endMacro();
}

}  // namespace imprint::studio
