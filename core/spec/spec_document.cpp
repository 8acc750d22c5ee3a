// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_document.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "core/base/error.h"
#include "core/fields/field_table.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_names.h"

namespace imprint {
namespace {

bool is_table_name(const std::string& key) {
  const auto& names = spec_table_names();
  return std::find(names.begin(), names.end(), key) != names.end();
}

/// "deficit = 3" or "[deficit]", but not a wrong key within a [[deficit]].
bool is_misplaced_deficit(const std::string& key) {
  constexpr std::size_t length = 7;
  if (!key.starts_with("deficit")) return false;
  if (key.size() == length) return true;
  return key[length] == '.' && std::isdigit(static_cast<unsigned char>(key[length + 1])) == 0;
}

/// The known field that the key goes below, as if it were a table; empty when there is none.
std::string field_above(const std::string& key) {
  const auto& known = spec_key_names();
  for (auto dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1))
    if (std::string above = key.substr(0, dot); std::find(known.begin(), known.end(), above) != known.end())
      return above;
  return {};
}

[[noreturn]] void throw_unknown(const FieldEntry& entry) {
  if (is_misplaced_deficit(entry.key))
    throw InputError(entry.location + ": deficit is a list of tables: write [[deficit]]");
  if (is_table_name(entry.key)) throw InputError(entry.location + ": " + entry.key + " is a table, not a value");
  if (const std::string above = field_above(entry.key); !above.empty())
    throw InputError(entry.location + ": " + above + " is a value, not a table");
  throw InputError(entry.location + ": " + unknown_spec_key_text(entry.key));
}

}  // namespace

ExperimentSpec spec_from_document(const FieldDocument& document, ExperimentSpec start) {
  ExperimentSpec spec = std::move(start);
  if (document.tables > most_tables) {
    const std::string place = document.entries.empty() ? "" : document.entries.front().location + ": ";
    throw InputError(place + std::to_string(document.tables) + " deficits, of which at most " +
                     std::to_string(most_tables) + " make sense");
  }
  spec.deficits.resize(std::max(spec.deficits.size(), document.tables));
  store_document(document, spec_fields(spec), [](const FieldEntry& entry) {
    const bool empty_table = std::holds_alternative<std::monostate>(entry.value);
    if (!empty_table || !is_table_name(entry.key) || entry.key == "deficit") throw_unknown(entry);
  });
  return spec;
}

}  // namespace imprint
