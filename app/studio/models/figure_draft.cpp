// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/figure_draft.h"

#include <algorithm>

#include "app/figure/recipe/venue.h"
#include "app/studio/models/figure_form_layout.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

Field field_of(FigureRecipe& recipe, const QString& key) {
  for (Field& field : recipe_fields(recipe))
    if (field.key == key.toStdString()) return field;
  throw InputError(key.toStdString() + " is no field of a figure");
}

/// A list as people write it: "2, 6" for [2, 6]. It is read back with and without brackets.
QString without_brackets(const QString& text) {
  return text.startsWith('[') && text.endsWith(']') ? text.mid(1, text.size() - 2).remove('"') : text;
}

/// "width = abc: ..." without its beginning, which the form shows anyway.
QString sentence(QString text, const QString& key) {
  if (const auto colon = text.indexOf(": "); text.startsWith(key) && colon >= 0) text = text.mid(colon + 2);
  return text.isEmpty() ? text : text.front().toUpper() + text.mid(1);
}

}  // namespace

void FigureDraft::replace(const FigureRecipe& recipe) {
  recipe_ = recipe;
  unreadable_.clear();
  validate();
  Q_EMIT replaced();
  Q_EMIT changed();
}

FieldDescription FigureDraft::describe(const QString& key) const {
  FigureRecipe copy = recipe_;  // fields point into a recipe that may be changed
  FieldDescription description = describe_field(field_of(copy, key));
  if (key == "venue") {  // a text in files, since own presets come and go
    description.editor = FieldDescription::Editor::choice;
    for (const Venue& venue : venues()) description.choices << QString::fromStdString(venue.name);
  }
  return description;
}

QString FigureDraft::text(const QString& key) const {
  if (const auto wrong = unreadable_.find(key); wrong != unreadable_.end()) return wrong->text;
  FigureRecipe copy = recipe_;
  return without_brackets(QString::fromStdString(field_text(field_of(copy, key))));
}

void FigureDraft::set_text(const QString& key, const QString& text) {
  FigureRecipe next = recipe_;
  try {
    set_field_text(field_of(next, key), text.trimmed().toStdString());
    recipe_ = std::move(next);
    unreadable_.remove(key);
  } catch (const InputError& error) {
    unreadable_[key] = {text, sentence(QString::fromStdString(error.what()), key)};
  }
  validate();
  Q_EMIT changed();
}

bool FigureDraft::applies(const QString& key) const { return figure_field_applies(recipe_, key.toStdString()); }

QString FigureDraft::hint(const QString& key) const {
  return QString::fromStdString(figure_field_hint(recipe_, key.toStdString()));
}

void FigureDraft::validate() {
  problems_.clear();
  for (const FieldProblem& problem : recipe_problems(recipe_))
    problems_.insert(QString::fromStdString(problem.key), sentence(QString::fromStdString(problem.message), {}));
  for (auto wrong = unreadable_.begin(); wrong != unreadable_.end(); ++wrong)
    problems_.insert(wrong.key(), wrong->problem);
}

}  // namespace imprint::studio
