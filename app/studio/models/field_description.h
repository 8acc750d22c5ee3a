// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "core/spec/experiment_spec.h"
#include "core/spec/spec_fields.h"

namespace imprint::studio {

/// What a form needs to know of a field to offer an editor for it.
struct FieldDescription {
  enum class Editor { toggle, choice, several, folder, whole_number, text };

  QString key;
  QString label;
  QString unit;
  QString help;  // with the range
  QStringList choices;
  Editor editor = Editor::text;
};

FieldDescription describe_field(const Field& field);
/// Throws InputError for an unknown key.
FieldDescription describe_field(const ExperimentSpec& spec, const QString& key);

}  // namespace imprint::studio
