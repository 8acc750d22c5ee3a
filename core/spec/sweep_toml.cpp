// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_table.h"
#include "core/fields/field_toml.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_document.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/spec/stored_defaults.h"
#include "core/spec/sweep_fields.h"
#include "core/spec/sweep_spec.h"

namespace imprint {
namespace {

constexpr std::string_view grid_prefix = "sweep.grid.";

const std::map<std::string, std::string>& short_keys() {
  static const std::map<std::string, std::string> keys = {
      {"onset", "deficit.0.onset"}, {"length", "deficit.0.length"},     {"bits", "deficit.0.bits"},
      {"kind", "deficit.0.kind"},   {"schedule", "precision.schedule"}, {"model", "model.name"}};
  return keys;
}

[[noreturn]] void refuse(const FieldEntry& entry, const std::string& message) {
  throw InputError(entry.location + ": " + entry.key + " " + message);
}

std::string text_of(const FieldScalar& scalar) {
  if (const auto* text = std::get_if<std::string>(&scalar)) return *text;
  if (const auto* number = std::get_if<double>(&scalar)) return shortest_text(*number);
  return value_text(scalar);
}

SweepAxis axis_of(const FieldEntry& entry) {
  const auto* list = std::get_if<FieldList>(&entry.value);
  if (list == nullptr) refuse(entry, "must be a list of values: [0, 1, 2]");
  if (list->empty()) refuse(entry, "is an empty list: a grid needs at least one value, or leave the line away");
  SweepAxis axis{sweep_key(entry.key.substr(grid_prefix.size())), {}};
  for (const FieldScalar& value : *list) axis.values.push_back(text_of(value));
  return axis;
}

bool is_of_sweep(const FieldEntry& entry) { return entry.key == "sweep" || entry.key.starts_with("sweep."); }

/// The protocol and its scale decide what everything else starts from, so they are read first.
SweepSpec start_of(const std::vector<FieldEntry>& entries) {
  SweepSpec start;
  for (const Field& field : sweep_fields(start)) {
    const auto given = std::ranges::find(entries, field.key, &FieldEntry::key);
    if (given == entries.end() || (field.key != "sweep.protocol" && field.key != "sweep.scale")) continue;
    try {
      set_field_value(field, given->value);
      require_none(field_problems({{field}}));
      sweep_protocol(start.protocol);
    } catch (const InputError& error) {
      throw InputError(given->location + ": " + error.what());
    }
  }
  return scaled_protocol(start.protocol, start.scale);
}

[[noreturn]] void throw_unknown(const FieldEntry& entry, std::span<const Field> fields) {
  std::vector<std::string> known = keys_of(fields);
  known.emplace_back("sweep.grid");
  throw InputError(entry.location + ": " + unknown_key_text(entry.key, known));
}

void take_settings(SweepSpec& sweep, const std::vector<FieldEntry>& entries) {
  const auto fields = sweep_fields(sweep);
  store_document({.entries = entries}, fields, [&](const FieldEntry& entry) {
    const bool is_known = entry.key == "sweep" || entry.key == "sweep.grid" || entry.key.starts_with(grid_prefix);
    if (!is_known) throw_unknown(entry, fields);
  });
}

void take_axis(std::vector<SweepAxis>& axes, const FieldEntry& entry) {
  SweepAxis axis = axis_of(entry);
  if (std::ranges::find(axes, axis.key, &SweepAxis::key) != axes.end()) refuse(entry, "is there twice");
  axes.push_back(std::move(axis));
}

/// The protocol's own axes stand before those of the file, unless the file has them.
void keep_defaults(SweepSpec& sweep, std::vector<SweepAxis> axes, const std::string& unit, const std::string& source) {
  for (const SweepAxis& axis : scaled_protocol(sweep.protocol, sweep.scale).axes) {
    if (std::ranges::find(axes, axis.key, &SweepAxis::key) != axes.end()) continue;
    if (sweep.base.deficits.front().unit != unit)
      throw InputError(source + ": protocol " + sweep.protocol + " counts in unit " + unit +
                       ", but deficit.0.unit is " + sweep.base.deficits.front().unit + ": give sweep.grid." +
                       short_sweep_key(axis.key) + " in that unit");
    axes.insert(axes.begin(), axis);
  }
  sweep.axes = std::move(axes);
}

/// Numbers and booleans stand as they are; texts and lists in quotes.
bool needs_quotes(ExperimentSpec spec, const std::string& key) {
  const FieldStorage storage = find_spec_field(spec, key).storage;
  return !(std::holds_alternative<bool*>(storage) || std::holds_alternative<int*>(storage) ||
           std::holds_alternative<std::int64_t*>(storage) || std::holds_alternative<std::uint64_t*>(storage) ||
           std::holds_alternative<double*>(storage));
}

std::string list_text(const ExperimentSpec& base, const SweepAxis& axis) {
  const bool quotes = needs_quotes(base, axis.key);
  std::string text = "[";
  for (const std::string& value : axis.values) text += (text.size() > 1 ? ", " : "") + (quotes ? quoted(value) : value);
  return text + "]";
}

SweepSpec parsed(std::string_view text, const std::string& source, bool is_stored) {
  FieldDocument document = document_from_toml(text, source, "deficit");
  std::vector<FieldEntry> own;
  std::ranges::copy_if(document.entries, std::back_inserter(own), is_of_sweep);
  std::erase_if(document.entries, is_of_sweep);
  SweepSpec sweep = start_of(own);
  if (is_stored) sweep.base = stored_start(sweep.base, document.tables);
  const std::string unit = sweep.base.deficits.empty() ? "" : sweep.base.deficits.front().unit;
  sweep.base = spec_from_document(document, sweep.base);
  take_settings(sweep, own);
  std::vector<SweepAxis> axes;
  for (const FieldEntry& entry : own)
    if (entry.key.starts_with(grid_prefix)) take_axis(axes, entry);
  keep_defaults(sweep, std::move(axes), unit, source);
  require_none(sweep_problems(sweep));
  return sweep;
}

}  // namespace

std::string sweep_key(const std::string& name) {
  const auto found = short_keys().find(name);
  return found == short_keys().end() ? name : found->second;
}

std::string short_sweep_key(const std::string& key) {
  for (const auto& [name, full] : short_keys())
    if (full == key) return name;
  return key;
}

SweepSpec parse_sweep_toml(std::string_view text, const std::string& source) { return parsed(text, source, false); }

bool holds_sweep(std::string_view text) {
  return std::ranges::any_of(split(text, '\n'), [](const std::string& line) {
    const std::string_view content = trimmed(line);
    return content.starts_with("[sweep]") || content.starts_with("[sweep.");
  });
}

SweepSpec load_sweep(const std::filesystem::path& path) {
  return parse_sweep_toml(read_whole_file(path, largest_toml_file), path.string());
}

SweepSpec parse_stored_sweep(std::string_view text, const std::string& source) { return parsed(text, source, true); }

std::string sweep_to_toml(const SweepSpec& sweep, bool complete) {
  SweepSpec given = sweep, plain;
  // A protocol's own defaults must not shine through where the experiment has those of every other.
  std::string text = spec_to_toml(sweep.base, complete || sweep.protocol != "grid") + "\n";
  const auto names_protocol = [](const Field& field) { return field.key == "sweep.protocol"; };
  text += fields_to_toml(sweep_fields(given), sweep_fields(plain), {.always = names_protocol});
  text += "\n[sweep.grid]\n";
  for (const SweepAxis& axis : sweep.axes) text += axis.key + " = " + list_text(sweep.base, axis) + "\n";
  return text;
}

}  // namespace imprint
