// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/experiment_draft.h"

#include <string>
#include <utility>

#include "app/studio/bridge/plan_preview.h"
#include "core/base/error.h"
#include "core/records/spec_fields.h"
#include "core/records/spec_io.h"

namespace imprint::studio {
namespace {

constexpr std::size_t most_steps_back = 200;

/// Values that are errors where they no longer apply go back to their default.
void forget_what_no_longer_applies(ExperimentSpec& spec) {
  if (spec.model.name != "mlp") spec.model.hidden = ModelSpec().hidden;
  if (spec.deficits.empty()) spec.comparison.baseline = false;
}

/// "training.momentum = abc: a number is expected" without its beginning, which the form shows anyway.
QString without_key(const std::string& message, const QString& key) {
  QString text = QString::fromStdString(message);
  if (const auto colon = text.indexOf(": "); text.startsWith(key) && colon >= 0) text = text.mid(colon + 2);
  return text.isEmpty() ? text : text.front().toUpper() + text.mid(1);
}

}  // namespace

ExperimentDraft::ExperimentDraft(QObject* parent) : QObject(parent) { validate(); }

QString ExperimentDraft::text(const QString& key) const {
  const auto unreadable = unreadable_.find(key);
  if (unreadable != unreadable_.end()) return unreadable->text;
  ExperimentSpec copy = spec_;  // fields point into a spec that may be changed
  return QString::fromStdString(field_text(find_spec_field(copy, key.toStdString())));
}

void ExperimentDraft::remember(const QString& key) {
  const bool typing_on = !key.isEmpty() && key == last_key_;
  last_key_ = key;
  if (typing_on) return;
  undone_.push_back(spec_);
  if (undone_.size() > most_steps_back) undone_.erase(undone_.begin());
}

void ExperimentDraft::set_text(const QString& key, const QString& text) {
  ExperimentSpec changed_spec = spec_;
  try {
    set_field_text(find_spec_field(changed_spec, key.toStdString()), text.trimmed().toStdString());
  } catch (const InputError& error) {
    unreadable_[key] = {text, without_key(error.what(), key)};
    return after_change(false);
  }
  unreadable_.remove(key);
  forget_what_no_longer_applies(changed_spec);
  if (!(changed_spec == spec_)) {
    remember(key);
    redone_.clear();
    spec_ = std::move(changed_spec);
  }
  after_change(false);
}

void ExperimentDraft::add_deficit() {
  remember({});
  redone_.clear();
  DeficitSpec deficit;
  if (!spec_.deficits.empty()) deficit = spec_.deficits.back();
  spec_.deficits.push_back(deficit);
  after_change(true);
}

void ExperimentDraft::remove_deficit(int number) {
  remember({});
  redone_.clear();
  spec_.deficits.erase(spec_.deficits.begin() + number);
  unreadable_.clear();
  forget_what_no_longer_applies(spec_);
  after_change(true);
}

void ExperimentDraft::replace(const ExperimentSpec& spec, const std::filesystem::path& source) {
  remember({});
  redone_.clear();
  spec_ = spec;
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

void ExperimentDraft::restore(std::vector<ExperimentSpec>& from, std::vector<ExperimentSpec>& to) {
  if (from.empty()) return;
  to.push_back(std::exchange(spec_, from.back()));
  from.pop_back();
  last_key_.clear();
  unreadable_.clear();
  after_change(true);
}

void ExperimentDraft::undo() { restore(undone_, redone_); }

void ExperimentDraft::redo() { restore(redone_, undone_); }

void ExperimentDraft::validate() {
  problems_.clear();
  for (const SpecProblem& problem : spec_problems(spec_))
    problems_.insert(QString::fromStdString(problem.key), without_key(problem.message, {}));
  for (auto wrong = unreadable_.begin(); wrong != unreadable_.end(); ++wrong)
    problems_.insert(wrong.key(), wrong->problem);
  plan_.reset();
  if (!problems_.isEmpty()) return;
  try {
    plan_ = plan_run(spec_);
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
