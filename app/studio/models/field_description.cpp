// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/field_description.h"

#include <variant>

#include "core/base/text.h"
#include "core/spec/spec_fields.h"

namespace imprint::studio {
namespace {

using Editor = FieldDescription::Editor;

template <typename T>
bool holds(const Field& field) {
  return std::holds_alternative<T*>(field.storage);
}

Editor editor_of(const Field& field) {
  if (holds<bool>(field)) return Editor::toggle;
  if (field.is_one_or_more) return Editor::several;
  if (!field.choices.empty()) return Editor::choice;
  if (field.text_kind == TextKind::folder) return Editor::folder;
  const bool whole = holds<int>(field) || holds<std::int64_t>(field) || holds<std::uint64_t>(field);
  return whole ? Editor::whole_number : Editor::text;
}

QString help_of(const Field& field) {
  QString help = QString::fromStdString(field.help);
  const bool is_text = holds<std::string>(field) || holds<bool>(field) || holds<std::vector<std::string>>(field);
  if (!is_text) {
    const auto text = [](double value) { return QString::fromStdString(shortest_text(value)); };
    help += "\nFrom " + text(field.minimum) + (field.above_minimum ? " (excluded)" : "") + " to " +
            text(field.maximum) + (field.below_maximum ? " (excluded)." : ".");
  }
  return help + "\n" + QString::fromStdString(field.key);
}

}  // namespace

FieldDescription describe_field(const Field& field) {
  FieldDescription description;
  description.key = QString::fromStdString(field.key);
  description.label = QString::fromStdString(field.label);
  description.unit = QString::fromStdString(field.unit);
  description.help = help_of(field);
  description.editor = editor_of(field);
  for (const std::string& choice : field.choices) description.choices << QString::fromStdString(choice);
  return description;
}

FieldDescription describe_field(const ExperimentSpec& spec, const QString& key) {
  ExperimentSpec copy = spec;  // fields point into a spec that may be changed
  return describe_field(find_spec_field(copy, key.toStdString()));
}

}  // namespace imprint::studio
