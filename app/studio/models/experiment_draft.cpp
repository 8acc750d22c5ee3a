// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/experiment_draft.h"

#include <QUndoCommand>
#include <functional>
#include <string>
#include <utility>

#include "app/studio/bridge/plan_preview.h"
#include "app/studio/models/form_layout.h"
#include "core/base/error.h"
#include "core/schedule/schedule_curves.h"
#include "core/spec/baseline_spec.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::studio {
namespace {

constexpr int most_steps_back = 200;

/// Values that are errors where they no longer apply go back to their default.
void forget_what_no_longer_applies(ExperimentSpec& spec) {
  for (const Option* option : misplaced_options(spec.model)) spec.model.options.reset(*option);
  if (!is_treated(spec)) spec.comparison.baseline = false;
}

/// The usual one, or the first half of a run that is over before it is.
DeficitSpec first_deficit(const TrainingSpec& training) {
  DeficitSpec deficit;
  if (training.iterations == 0 && deficit.length > training.epochs) deficit.length = training.epochs / 2.0;
  return deficit;
}

/// "training.momentum = abc: a number is expected" without its beginning, which the form shows anyway.
QString without_key(const std::string& message, const QString& key) {
  QString text = QString::fromStdString(message);
  if (const auto colon = text.indexOf(": "); text.startsWith(key) && colon >= 0) text = text.mid(colon + 2);
  return text.isEmpty() ? text : text.front().toUpper() + text.mid(1);
}

/// A schedule that becomes "curve" is drawn as what it was; one that no longer is takes its curves along.
void follow_schedule(const PrecisionSpec& before, PrecisionSpec& after) {
  if (after.schedule != "curve") {
    after.curve = {};
    after.backward_curve = {};
  } else if (before.schedule != "curve" && after.curve.at.empty()) {
    after = as_curve(before);
  }
}

/// The spec before and after a change.
class SpecCommand : public QUndoCommand {
 public:
  using Taker = std::function<void(const ExperimentSpec&)>;

  SpecCommand(Taker take, ExperimentSpec before, ExperimentSpec after, const QString& action, int group)
      : QUndoCommand(action),
        take_(std::move(take)),
        before_(std::move(before)),
        after_(std::move(after)),
        group_(group) {}

  int id() const override { return 1; }
  void undo() override { take_(before_); }

  void redo() override {
    if (std::exchange(is_done_, false)) return;  // pushing a step that is done already
    take_(after_);
  }

  bool mergeWith(const QUndoCommand* other) override {
    const auto& later = static_cast<const SpecCommand&>(*other);
    if (later.group_ != group_) return false;
    after_ = later.after_;
    setText(later.text());
    setObsolete(after_ == before_);
    return true;
  }

 private:
  Taker take_;
  ExperimentSpec before_;
  ExperimentSpec after_;
  int group_;
  bool is_done_ = true;
};

}  // namespace

ExperimentDraft::ExperimentDraft(QObject* parent) : QObject(parent) {
  undo_stack_.setUndoLimit(most_steps_back);
  validate();
}

FieldDescription ExperimentDraft::describe(const QString& key) const { return describe_field(spec_, key); }

QStringList ExperimentDraft::choices(const QString& key) const {
  QStringList choices;
  for (const std::string& choice : fitting_choices(spec_, key.toStdString())) choices << QString::fromStdString(choice);
  return choices;
}

bool ExperimentDraft::applies(const QString& key) const { return field_applies(spec_, key.toStdString()); }

QString ExperimentDraft::hint(const QString& key) const {
  return QString::fromStdString(field_hint(spec_, key.toStdString()));
}

QString ExperimentDraft::text(const QString& key) const {
  const auto unreadable = unreadable_.find(key);
  if (unreadable != unreadable_.end()) return unreadable->text;
  ExperimentSpec copy = spec_;  // fields point into a spec that may be changed
  return QString::fromStdString(field_text(find_spec_field(copy, key.toStdString())));
}

void ExperimentDraft::push(const ExperimentSpec& after, const QString& action, const QString& merge_key) {
  const bool goes_on = !merge_key.isEmpty() && merge_key == last_key_;
  if (!goes_on) ++merge_group_;
  last_key_ = merge_key;
  auto* step =
      new SpecCommand([this](const ExperimentSpec& spec) { come_back(spec); }, spec_, after, action, merge_group_);
  spec_ = after;
  undo_stack_.push(step);
}

void ExperimentDraft::edit(const ExperimentSpec& after, const QString& action, const QString& merge_key) {
  if (after == spec_) return;
  const bool structure = after.deficits.size() != spec_.deficits.size();
  ExperimentSpec whole = after;
  forget_what_no_longer_applies(whole);
  push(whole, action, merge_key);
  unreadable_.removeIf([](const auto& wrong) {  // what was typed there is overtaken
    return wrong.key().startsWith("precision.") || wrong.key().startsWith("deficit.");
  });
  after_change(structure);
}

void ExperimentDraft::set_text(const QString& key, const QString& text) {
  ExperimentSpec changed_spec = spec_;
  QString label;
  try {
    const Field field = find_spec_field(changed_spec, key.toStdString());
    label = QString::fromStdString(field.label).toLower();
    set_field_text(field, text.trimmed().toStdString());
    forget_what_no_longer_applies(changed_spec);
    follow_schedule(spec_.precision, changed_spec.precision);
  } catch (const InputError& error) {
    unreadable_[key] = {text, without_key(error.what(), key)};
    return after_change(false);
  }
  unreadable_.remove(key);
  if (!(changed_spec == spec_)) push(changed_spec, "Set " + label, key);
  after_change(false);
}

void ExperimentDraft::add_deficit() {
  ExperimentSpec more = spec_;
  if (spec_.deficits.empty()) more.comparison.baseline = true;  // what a deficit does shows beside it
  more.deficits.push_back(spec_.deficits.empty() ? first_deficit(spec_.training) : spec_.deficits.back());
  push(more, "Add a deficit", {});
  after_change(true);
}

void ExperimentDraft::remove_deficit(int number) {
  ExperimentSpec fewer = spec_;
  fewer.deficits.erase(fewer.deficits.begin() + number);
  forget_what_no_longer_applies(fewer);
  push(fewer, "Remove deficit " + QString::number(number + 1), {});
  unreadable_.clear();
  after_change(true);
}

void ExperimentDraft::replace(const ExperimentSpec& spec, const std::filesystem::path& source) {
  push(spec, "Open " + QString::fromStdString(spec.name), {});
  source_ = source;
  source_spec_ = spec;
  unreadable_.clear();
  after_change(true);
}

void ExperimentDraft::mark_saved(const std::filesystem::path& file) {
  source_ = file;
  source_spec_ = spec_;
  Q_EMIT changed();
}

void ExperimentDraft::undo() { undo_stack_.undo(); }

void ExperimentDraft::redo() { undo_stack_.redo(); }

void ExperimentDraft::come_back(const ExperimentSpec& spec) {
  spec_ = spec;
  last_key_.clear();
  unreadable_.clear();
  after_change(true);
}

void ExperimentDraft::validate() {
  problems_.clear();
  for (const FieldProblem& problem : spec_problems(spec_))
    problems_.insert(QString::fromStdString(problem.key), without_key(problem.message, {}));
  for (auto wrong = unreadable_.begin(); wrong != unreadable_.end(); ++wrong)
    problems_.insert(wrong.key(), wrong->problem);
  plan_.reset();
  if (!problems_.isEmpty()) return;
  check([this] { facts_of(spec_.dataset); });  // what files say, where they are read for it
  check([this] { plan_ = plan_run(spec_); });
}

/// What an error says of a field, beside that field.
void ExperimentDraft::check(const std::function<void()>& read) {
  try {
    read();
  } catch (const InputError& error) {
    const QString message = QString::fromStdString(error.what());
    const QString key = message.section(' ', 0, 0);
    problems_.insert(key, without_key(message.mid(key.size() + 1).toStdString(), {}));
  }
}

void ExperimentDraft::after_change(bool structure) {
  validate();
  if (structure) Q_EMIT structure_changed();
  Q_EMIT changed();
}

}  // namespace imprint::studio
