// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/step_description.h"

#include "core/fields/field_table.h"
#include "core/spec/field_tables.h"
#include "core/spec/kinds.h"

namespace imprint {

DeficitSpec acting_deficit(DeficitSpec deficit) {
  DeficitSpec plain;
  deficit.onset = plain.onset;
  deficit.length = plain.length;
  deficit.unit = plain.unit;
  const std::vector<Field> fields = deficit_fields(deficit), defaults = deficit_fields(plain);
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (is_of_other_kinds("deficit.kind", deficit.kind, "deficit." + fields[i].key)) copy_value(defaults[i], fields[i]);
  return deficit;
}

}  // namespace imprint
