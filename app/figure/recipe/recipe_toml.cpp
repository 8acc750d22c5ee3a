// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "app/figure/figure_recipe.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/fields/field_assignment.h"
#include "core/fields/field_table.h"
#include "core/fields/field_toml.h"
#include "core/fields/toml_limits.h"

namespace imprint {
namespace {

constexpr char list_name[] = "panel";
constexpr std::size_t most_panels = 26;  // as many as there are letters

std::string unknown_key(std::string_view key) {
  FigureRecipe recipe;
  recipe.panels.resize(table_number(key, list_name).value_or(0) + 1);
  return unknown_key_text(key, keys_of(recipe_fields(recipe)));
}

[[noreturn]] void throw_unknown(const FieldEntry& entry) {
  const bool misplaced =
      entry.key == list_name || (entry.key.starts_with("panel.") && !table_number(entry.key, list_name));
  if (misplaced) throw InputError(entry.location + ": panel is a list of tables: write [[panel]]");
  throw InputError(entry.location + ": " + unknown_key(entry.key));
}

bool is_said_always(const Field& field) {
  return field.key == "name" || field.key == "venue" || field.key.ends_with(".kind");
}

}  // namespace

FigureRecipe parse_recipe_toml(std::string_view text, const std::string& source) {
  const FieldDocument document = document_from_toml(text, source, list_name);
  if (document.tables > most_panels)
    throw InputError(source + ": panel: at most " + std::to_string(most_panels) + " panels, but there are " +
                     std::to_string(document.tables));
  FigureRecipe recipe;
  recipe.panels.resize(document.tables);
  store_document(document, recipe_fields(recipe), throw_unknown);
  require_none(recipe_problems(recipe), source + ": ");
  return recipe;
}

FigureRecipe load_recipe(const std::filesystem::path& file) {
  return parse_recipe_toml(read_whole_file(file, largest_toml_file), file.string());
}

std::string recipe_to_toml(const FigureRecipe& recipe) {
  FigureRecipe given = recipe, defaults;
  defaults.panels.resize(recipe.panels.size());
  return fields_to_toml(recipe_fields(given), recipe_fields(defaults), {.list = list_name, .always = is_said_always});
}

void apply_recipe_override(FigureRecipe& recipe, std::string_view assignment) {
  const auto [key, text] = assignment_of(assignment, "an assignment like venue=icml");
  FigureRecipe changed = recipe;
  const bool appends = table_number(key, list_name) == changed.panels.size();
  if (appends && changed.panels.size() < most_panels) changed.panels.emplace_back();
  const auto fields = recipe_fields(changed);
  const auto found = std::ranges::find(fields, key, &Field::key);
  if (found == fields.end()) throw InputError(unknown_key(key));
  assign_field(*found, text);
  recipe = std::move(changed);
}

}  // namespace imprint
