// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/base/atomic_file.h"
#include "core/fields/field_toml.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_document.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

/// What of a deficit is worth a line at its default.
bool is_said_always(const Field& field) {
  constexpr std::array said = {"kind", "onset", "length", "unit", "bits", "backward_bits"};
  if (!field.key.starts_with("deficit.")) return false;
  const std::string name = field.key.substr(field.key.rfind('.') + 1);
  return std::ranges::find(said, name) != said.end();
}

}  // namespace

ExperimentSpec parse_spec_toml(std::string_view text, const std::string& source) {
  return spec_from_document(document_from_toml(text, source, "deficit"));
}

ExperimentSpec load_spec(const std::filesystem::path& path) {
  return parse_spec_toml(read_whole_file(path, largest_toml_file), path.string());
}

std::string spec_to_toml(const ExperimentSpec& spec, bool complete) {
  ExperimentSpec given = spec;
  ExperimentSpec defaults;
  defaults.deficits.resize(spec.deficits.size());
  return fields_to_toml(spec_fields(given), spec_fields(defaults),
                        {.list = "deficit", .complete = complete, .always = is_said_always});
}

}  // namespace imprint
