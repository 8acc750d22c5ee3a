// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_map>
#include <utility>

#include "app/figure/figure_recipe.h"
#include "app/figure/recipe/recipe_names.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/field_assignment.h"
#include "core/spec/spec_document.h"
#include "core/spec/toml_limits.h"

namespace imprint {
namespace {

constexpr char list_name[] = "panel";
constexpr std::size_t most_panels = 26;  // as many as there are letters

/// The N of "panel.N.x".
std::optional<std::size_t> panel_number(std::string_view key) {
  const auto parts = split(key, '.');
  if (parts.size() != 3 || parts[0] != list_name || parts[1].empty() || parts[1].size() > 2) return std::nullopt;
  if (!std::ranges::all_of(parts[1], [](unsigned char c) { return std::isdigit(c) != 0; })) return std::nullopt;
  return static_cast<std::size_t>(std::stoul(parts[1]));
}

[[noreturn]] void throw_unknown(const SpecEntry& entry) {
  const bool misplaced = entry.key == list_name || (entry.key.starts_with("panel.") && !panel_number(entry.key));
  if (misplaced) throw InputError(entry.location + ": panel is a list of tables: write [[panel]]");
  throw InputError(entry.location + ": " + unknown_recipe_key_text(entry.key));
}

[[noreturn]] void throw_problems(const std::vector<SpecProblem>& problems, const std::string& source) {
  std::string text;
  for (const SpecProblem& problem : problems)
    text += (text.empty() ? "" : "\n") + source + ": " + problem.key + " " + problem.message;
  throw InputError(text);
}

std::string line_of(const SpecField& field) {
  return field.key.substr(field.key.rfind('.') + 1) + " = " + value_text(field_value(field)) + "\n";
}

}  // namespace

std::string unknown_recipe_key_text(std::string_view key) {
  FigureRecipe recipe;
  recipe.panels.resize(panel_number(key).value_or(0) + 1);
  std::vector<std::string> known;
  for (const SpecField& field : recipe_fields(recipe)) known.push_back(field.key);
  const std::string near = nearest_name(key, known);
  return "unknown key " + std::string(key) + (near.empty() ? "" : "; did you mean " + near + "?");
}

FigureRecipe parse_recipe_toml(std::string_view text, const std::string& source) {
  const SpecDocument document = document_from_toml(text, source, list_name);
  if (document.tables > most_panels)
    throw InputError(source + ": panel: at most " + std::to_string(most_panels) + " panels, but there are " +
                     std::to_string(document.tables));
  FigureRecipe recipe;
  recipe.panels.resize(document.tables);
  std::unordered_map<std::string, SpecField> fields;
  for (SpecField& field : recipe_fields(recipe)) fields.emplace(field.key, field);
  for (const SpecEntry& entry : document.entries) {
    const auto found = fields.find(entry.key);
    if (found == fields.end()) throw_unknown(entry);
    store_entry(entry, found->second);
  }
  if (const auto problems = recipe_problems(recipe); !problems.empty()) throw_problems(problems, source);
  return recipe;
}

FigureRecipe load_recipe(const std::filesystem::path& file) {
  return parse_recipe_toml(read_whole_file(file, largest_toml_file), file.string());
}

std::string recipe_to_toml(const FigureRecipe& recipe) {
  FigureRecipe given = recipe, defaults;
  defaults.panels.resize(recipe.panels.size());
  const auto fields = recipe_fields(given), default_fields = recipe_fields(defaults);
  std::string text, open_table;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const SpecField& field = fields[i];
    const bool said_always = field.key == "name" || field.key == "venue" || field.key.ends_with(".kind");
    const std::string table = field.key.substr(0, field.key.rfind('.') + 1);
    if (table.starts_with("panel.") && table != open_table) text += "\n[[panel]]\n";
    open_table = table;
    if (said_always || field_value(field) != field_value(default_fields[i])) text += line_of(field);
  }
  return text;
}

void apply_recipe_override(FigureRecipe& recipe, std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos)
    throw InputError("\"" + std::string(assignment) + "\": an assignment like venue=icml is expected");
  const auto key = trimmed(assignment.substr(0, equals));
  FigureRecipe changed = recipe;
  if (panel_number(key) == changed.panels.size() && changed.panels.size() < most_panels) changed.panels.emplace_back();
  const auto fields = recipe_fields(changed);
  const auto found = std::ranges::find(fields, key, &SpecField::key);
  if (found == fields.end()) throw InputError(unknown_recipe_key_text(key));
  assign_field(*found, trimmed(assignment.substr(equals + 1)));
  recipe = std::move(changed);
}

}  // namespace imprint
