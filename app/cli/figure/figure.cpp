// SPDX-License-Identifier: GPL-3.0-or-later
// imprint figure RECIPE.toml --out DIR
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/field_list.h"
#include "app/cli/figure/figure_commands.h"
#include "app/cli/figure/painter_process.h"
#include "app/cli/table.h"
#include "app/figure/figure_job.h"
#include "app/figure/panels/panel_kind.h"
#include "app/figure/recipe/venue.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/fields/toml_limits.h"

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string as_json(const FigureSummary& summary) {
  Json files = Json::array();
  for (const fs::path& file : summary.files) files.push_back(file.string());
  return json_text(Json{{"files", files}, {"notes", summary.notes}});
}

std::string venues_json(const std::vector<Venue>& venues) {
  Json list = Json::array();
  for (Venue venue : venues) {
    Json row = {{"name", venue.name}};
    for (const Field& field : venue_fields(venue)) {
      if (const auto* const* number = std::get_if<double*>(&field.storage)) row[field.key] = **number;
      if (const auto* const* text = std::get_if<std::string*>(&field.storage)) row[field.key] = **text;
      if (const auto* const* flag = std::get_if<bool*>(&field.storage)) row[field.key] = **flag;
    }
    list.push_back(std::move(row));
  }
  return json_text(Json{{"venues", list}, {"kinds", panel_names()}});
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
  return table.text() + "\nKinds of panels: " + join_choices(panel_names()) +
         "\nYour own venues: " + (venue_folder() / "NAME.toml").string() + "\n";
}

/// Every field of a recipe with one panel, at its default.
std::vector<Field> all_fields(FigureRecipe& recipe) {
  recipe.panels.resize(1);
  return recipe_fields(recipe);
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
    arguments.path("RECIPE", PathUse::input, recipe_file_,
                   "What is drawn and how: a TOML file, as in every bundle; - reads standard input", Need::optional);
    arguments.path_option("--out", "DIR", PathUse::folder, out_, "Folder of the bundle; its files are replaced");
    arguments.repeated("--set", "KEY=VALUE", overrides_,
                       "Override a field of the recipe, such as venue=icml or panel.0.kind=damage");
    arguments.path_option("--sources", "DIR", PathUse::folder, sources_,
                          "Where relative sources start, instead of the recipe's folder");
    arguments.option("--dpi", "N", &dpi_, "Dots an inch of the PNG; 0 = as the recipe has it");
    arguments.flag("--list-venues", list_venues_, "List the venues and the kinds of panels, and draw nothing");
    arguments.flag("--list-fields", list_fields_, "List every field of a recipe with its default, and draw nothing");
  }

  Mode mode() const override {
    if (list_venues_) return {"with --list-venues", {"--list-venues"}, "nothing is drawn"};
    if (list_fields_) return {"with --list-fields", {"--list-fields"}, "nothing is drawn"};
    return {};
  }

  int run(Console& console) override {
    if (list_venues_) return list(console);
    if (list_fields_) {
      FigureRecipe recipe;
      const auto fields = all_fields(recipe);
      console.wants_json() ? console.json(field_list_json(fields)) : console.print(field_list_text(fields));
      return exit_success;
    }
    if (recipe_file_.empty()) throw InputError("a recipe is expected: imprint figure RECIPE.toml --out DIR");
    if (out_.empty()) throw InputError("--out DIR is expected: where the figure's bundle is written");
    const FigureRecipe recipe = read_recipe();
    std::error_code error;
    const bool from_file = fs::is_regular_file(recipe_file_, error);  // a pipe lies in no folder
    const fs::path base = fs::current_path() / (!sources_.empty() ? sources_
                                                : from_file       ? recipe_file_.parent_path()
                                                                  : fs::path());
    const bool can_paint = fs::is_regular_file(painter_program_, error);
    tell(console,
         can_paint ? painted_bundle(painter_program_, recipe, base, out_) : write_bundle(recipe, base, out_, nullptr));
    return exit_success;
  }

 private:
  FigureRecipe read_recipe() const {
    FigureRecipe recipe = parse_recipe_toml(read_argument(recipe_file_, largest_toml_file), recipe_file_.string());
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
  fs::path recipe_file_, out_, sources_;
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
