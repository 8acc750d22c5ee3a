// SPDX-License-Identifier: GPL-3.0-or-later
// Fields that a form edits: an experiment's or a figure's. Rows and sections know no more of them than this.
#pragma once

#include <QString>

#include "app/studio/models/field_description.h"

namespace imprint::studio {

class FieldSource {
 public:
  virtual ~FieldSource() = default;

  /// Throws InputError for an unknown key.
  virtual FieldDescription describe(const QString& key) const = 0;
  /// Those of its choices that go with the other values as they are.
  virtual QStringList choices(const QString& key) const { return describe(key).choices; }
  /// The field's text as last typed, right or wrong.
  virtual QString text(const QString& key) const = 0;
  /// What is wrong with it, as a sentence under the field; empty when it is right.
  virtual QString problem(const QString& key) const = 0;
  /// Takes over what was typed. A text that can't be read stays as the field's problem; the value is kept.
  virtual void set_text(const QString& key, const QString& text) = 0;
  /// Whether the field has any effect with the other values as they are.
  virtual bool applies(const QString& key) const = 0;
  /// A sentence about the chosen value; empty when there is none.
  virtual QString hint(const QString& key) const = 0;
};

}  // namespace imprint::studio
