// SPDX-License-Identifier: GPL-3.0-or-later
// imprint figure RECIPE.toml --out DIR
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/figure/figure_commands.h"
#include "app/cli/figure/painter_process.h"
#include "app/cli/table.h"
#include "app/workflow/figure/figure_job.h"
#include "app/workflow/figure/recipe/recipe_names.h"
#include "app/workflow/figure/recipe/venue.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string as_json(const FigureSummary& summary) {
  Json files = Json::array();
  for (const fs::path& file : summary.files) files.push_back(file.string());
  return Json{{"files", files}, {"notes", summary.notes}}.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string venues_json(const std::vector<Venue>& venues) {
  Json list = Json::array();
  for (Venue venue : venues) {
    Json row = {{"name", venue.name}};
    for (const SpecField& field : venue_fields(venue)) {
      if (const auto* const* number = std::get_if<double*>(&field.storage)) row[field.key] = **number;
      if (const auto* const* text = std::get_if<std::string*>(&field.storage)) row[field.key] = **text;
      if (const auto* const* flag = std::get_if<bool*>(&field.storage)) row[field.key] = **flag;
    }
    list.push_back(std::move(row));
  }
  return Json{{"venues", list}, {"kinds", panel_kinds()}}.dump(2);
}

std::string venues_text(const std::vector<Venue>& venues) {
  Table table({{"VENUE"},
               {"COLUMN in", Align::right},
               {"TEXT in", Align::right},
               {"TEXT pt", Align::right},
               {"TICKS pt", Align::right},
               {"FONT"}});
  for (const Venue& venue : venues)
    table.add_row({venue.name, plain_text(venue.column_inches), plain_text(venue.text_inches),
                   plain_text(venue.text_points), plain_text(venue.tick_points), venue.font});
  return table.text() + "\nKinds of panels: " + join_choices(panel_kinds()) +
         "\nYour own venues: " + (venue_folder() / "NAME.toml").string() + "\n";
}

/// Every field of a recipe with one panel, at its default.
std::vector<SpecField> all_fields(FigureRecipe& recipe) {
  recipe.panels.resize(1);
  return recipe_fields(recipe);
}

std::string fields_json() {
  FigureRecipe recipe;
  Json list = Json::array();
  for (const SpecField& field : all_fields(recipe))
    list.push_back({{"key", field.key}, {"unit", field.unit}, {"default", field_text(field)}, {"choices", field.choices}, {"help", field.help}});
  return Json{{"fields", list}}.dump(2);
}

std::string fields_text() {
  FigureRecipe recipe;
  Table table({{"FIELD"}, {"DEFAULT"}, {"MEANING"}});
  for (const SpecField& field : all_fields(recipe)) {
    const std::string choices = field.choices.empty() ? "" : " (" + join_choices(field.choices) + ")";
    table.add_row({field.key, field_text(field) + (field.unit.empty() ? "" : " " + field.unit), field.help + choices});
  }
  return table.text();
}

class Figure : public Command {
 public:
  explicit Figure(fs::path painter_program) : painter_program_(std::move(painter_program)) {}

  CommandInfo info() const override {
    return {"figure", "Draw one publication figure with its bundle: pdf, svg, png, csv, pgfplots and the recipe",
            "imprint figure windows.toml --out figures/windows\n"
            "imprint figure windows.toml --out figures/icml --set venue=icml --set panel.0.band=stderr\n"
            "imprint figure windows.toml --out figures/windows --sources ~/runs --dpi 600 --json\n"
            "imprint figure --list-venues\n"
            "imprint figure --list-fields"};
  }

  void declare(Arguments& arguments) override {
    arguments.positional("RECIPE", &recipe_file_, "What is drawn and how: a TOML file, as in every bundle",
                         Need::optional);
    arguments.option("--out", "DIR", &out_, "Folder of the bundle; its files are replaced");
    arguments.repeated("--set", "KEY=VALUE", overrides_,
                       "Override a field of the recipe, such as venue=icml or panel.0.kind=damage");
    arguments.option("--sources", "DIR", &sources_, "Where relative sources start, instead of the recipe's folder");
    arguments.option("--dpi", "N", &dpi_, "Dots an inch of the PNG; 0 = as the recipe has it");
    arguments.flag("--list-venues", list_venues_, "List the venues and the kinds of panels, and draw nothing");
    arguments.flag("--list-fields", list_fields_, "List every field of a recipe with its default, and draw nothing");
  }

  int run(Console& console) override {
    if (list_venues_) return list(console);
    if (list_fields_) {
      console.wants_json() ? console.json(fields_json()) : console.print(fields_text());
      return exit_success;
    }
    if (recipe_file_.empty()) throw InputError("a recipe is expected: imprint figure RECIPE.toml --out DIR");
    if (out_.empty()) throw InputError("--out DIR is expected: where the figure's bundle is written");
    const FigureRecipe recipe = read_recipe();
    const fs::path base =
        fs::current_path() / (sources_.empty() ? expand_home(recipe_file_).parent_path() : expand_home(sources_));
    const fs::path out = expand_home(out_);
    std::error_code error;
    const bool can_paint = fs::is_regular_file(painter_program_, error);
    tell(console,
         can_paint ? painted_bundle(painter_program_, recipe, base, out) : write_bundle(recipe, base, out, nullptr));
    return exit_success;
  }

 private:
  FigureRecipe read_recipe() const {
    FigureRecipe recipe = load_recipe(expand_home(recipe_file_));
    for (const std::string& assignment : overrides_) apply_recipe_override(recipe, assignment);
    if (dpi_ != 0) recipe.png_dpi = dpi_;
    require_right(recipe);
    return recipe;
  }

  static int list(Console& console) {
    std::vector<std::string> problems;
    const auto all = venues(&problems);
    if (console.wants_json())
      console.json(venues_json(all));
    else
      console.print(venues_text(all));
    for (const std::string& problem : problems) console.note("left out " + problem);
    return exit_success;
  }

  static void tell(Console& console, const FigureSummary& summary) {
    for (const std::string& note : summary.notes) console.note(note);
    if (console.wants_json()) return console.json(as_json(summary));
    for (const fs::path& file : summary.files) console.print(file.string() + "\n");
  }

  fs::path painter_program_;
  std::string recipe_file_, out_, sources_;
  std::vector<std::string> overrides_;
  int dpi_ = 0;
  bool list_venues_ = false, list_fields_ = false;
};

}  // namespace

std::unique_ptr<Command> make_figure_command(fs::path painter_program) {
  return std::make_unique<Figure>(std::move(painter_program));
}

void add_figure_commands(CommandSet& set, const fs::path& painter_program) {
  set.commands.push_back(make_figure_command(painter_program));
}

}  // namespace imprint::cli
