// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "app/figure/figure_recipe.h"
#include "app/figure/panels/panel_kind.h"
#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/source_root.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using test::input_error_of;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char shortest[] = "[[panel]]\nsources = [\"out\"]\n";

FigureRecipe recipe_of(const std::string& text) { return parse_recipe_toml(text, "figure.toml"); }

/// The recipe with one panel that has no fault.
FigureRecipe valid() { return recipe_of(shortest); }

/// The message of the first problem of that key; empty when there is none.
std::string problem_of(const FigureRecipe& recipe, const std::string& key) {
  for (const FieldProblem& problem : recipe_problems(recipe))
    if (problem.key == key) return problem.message;
  return {};
}

/// Every field different from its default.
FigureRecipe changed_recipe() {
  FigureRecipe recipe;
  recipe.panels.resize(2);
  for (const Field& field : recipe_fields(recipe)) {
    struct Changer {
      const Field& field;
      void operator()(bool* value) const { *value = !*value; }
      void operator()(int* value) const { *value = static_cast<int>(field.minimum) + 2; }
      void operator()(double* value) const { *value = field.minimum + 0.5; }
      void operator()(std::string* value) const {
        *value = field.choices.empty() ? "a \"text\"" : field.choices.back();
      }
      void operator()(std::vector<double>* value) const { *value = {0.25, 4}; }
      void operator()(std::vector<std::string>* value) const { *value = {"one=1", "two=2"}; }
      void operator()(void*) const { FAIL() << field.key << " has a type that no recipe had"; }
    };
    std::visit(Changer{field}, field.storage);
  }
  recipe.name = "name";
  recipe.venue = "icml";
  recipe.width = "5.5";
  for (PanelRecipe& panel : recipe.panels) {
    panel.kind = "damage";
    panel.filter = "seed>1";
  }
  return recipe;
}

TEST(RecipeFile, ReadsBackEqualWhateverItsFields) {
  const FigureRecipe recipe = changed_recipe();
  EXPECT_EQ(recipe_of(recipe_to_toml(recipe)), recipe);
  EXPECT_EQ(recipe_of(recipe_to_toml(valid())), valid());
}

TEST(RecipeFile, LeavesOutWhatIsAtItsDefault) {
  EXPECT_EQ(recipe_to_toml(valid()),
            "name = \"figure\"\nvenue = \"neurips\"\n\n[[panel]]\nkind = \"curves\"\nsources = [\"out\"]\n");
}

TEST(RecipeFile, NamesTheNearestKeyAndThePlace) {
  EXPECT_EQ(input_error_of([] { recipe_of("venu = \"icml\"\n"); }),
            "figure.toml:1:1: unknown key venu; did you mean venue?");
  EXPECT_THAT(input_error_of([] { recipe_of("[[panel]]\nkind = \"curves\"\nmetric = [\"x\"]\n"); }),
              HasSubstr("figure.toml:3:1: unknown key panel.0.metric; did you mean panel.0.metrics?"));
}

TEST(RecipeFile, TellsThatPanelsAreAListOfTables) {
  EXPECT_THAT(input_error_of([] { recipe_of("[panel]\nkind = \"curves\"\n"); }), HasSubstr("write [[panel]]"));
  EXPECT_THAT(input_error_of([] { recipe_of("panel = 3\n"); }), HasSubstr("write [[panel]]"));
}

TEST(RecipeFile, TellsSyntaxAndTypesWithTheirPlace) {
  EXPECT_THAT(input_error_of([] { recipe_of("name = \n"); }), HasSubstr("figure.toml:1:"));
  EXPECT_THAT(input_error_of([] { recipe_of("png_dpi = \"many\"\n"); }),
              HasSubstr("png_dpi = \"many\": a whole number is expected"));
}

TEST(RecipeFile, IsReadFromDiskWithItsNameInErrors) {
  test::TemporaryFolder folder;
  write_file_atomically(folder / "r.toml", shortest);
  EXPECT_EQ(load_recipe(folder / "r.toml"), valid());
  EXPECT_THAT(input_error_of([&] { load_recipe(folder / "none.toml"); }), HasSubstr("none.toml: no such file"));
}

TEST(RecipeFile, EveryExampleIsARecipeNamedAsItsFile) {
  int recipes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_root() / "resources/examples/figures")) {
    EXPECT_EQ(load_recipe(entry.path()).name, entry.path().stem());
    ++recipes;
  }
  EXPECT_GE(recipes, 5);
}

TEST(RecipeFields, AllHaveWordsAndKeysOfTheirOwn) {
  FigureRecipe recipe = changed_recipe();
  std::set<std::string> keys;
  for (const Field& field : recipe_fields(recipe)) {
    EXPECT_TRUE(keys.insert(field.key).second) << field.key;
    EXPECT_THAT(field.label, Not(IsEmpty())) << field.key;
    EXPECT_THAT(field.help, Not(IsEmpty())) << field.key;
  }
  EXPECT_THAT(keys, Contains("panel.1.line_axis"));
}

TEST(RecipeProblems, AValidRecipeHasNone) {
  for (const std::string& kind : panel_names()) {
    FigureRecipe recipe = valid();
    recipe.panels.front().kind = kind;
    EXPECT_THAT(recipe_problems(recipe), IsEmpty()) << kind;
  }
}

TEST(RecipeProblems, NameFieldRuleAndValue) {
  FigureRecipe recipe = valid();
  recipe.width = "wide";
  recipe.venue = "nerips";
  recipe.name = "a/b";
  recipe.png_dpi = 5;
  recipe.panels.front().smoothing = 1;
  EXPECT_EQ(problem_of(recipe, "width"), "must be auto, column, text or inches from 1 to 40, but is \"wide\"");
  EXPECT_THAT(problem_of(recipe, "venue"), HasSubstr("but is \"nerips\"; did you mean neurips?"));
  EXPECT_EQ(problem_of(recipe, "name"), "must be a file's name without folders, but is \"a/b\"");
  EXPECT_EQ(problem_of(recipe, "png_dpi"), "must be from 50 to 1200, but is 5");
  EXPECT_EQ(problem_of(recipe, "panel.0.smoothing"), "must be at least 0 and below 1, but is 1");
}

TEST(RecipeProblems, RangesAreTwoAscendingNumbersThatTheScaleCanShow) {
  FigureRecipe recipe = valid();
  PanelRecipe& panel = recipe.panels.front();
  panel.x_range = {3};
  panel.y_range = {2, 1};
  EXPECT_EQ(problem_of(recipe, "panel.0.x_range"), "must be two numbers or none, but has 1");
  EXPECT_EQ(problem_of(recipe, "panel.0.y_range"), "must be ascending, but is [2, 1]");
  panel.y_range = {0, 1};
  panel.y_scale = "log";
  EXPECT_EQ(problem_of(recipe, "panel.0.y_range"), "must be above 0 on a logarithmic scale, but begins at 0");
}

TEST(RecipeProblems, ABrokenAxisSaysWhatItLeavesOutAndNoOtherDoes) {
  FigureRecipe recipe = valid();
  recipe.panels.front().y_scale = "broken";
  EXPECT_THAT(problem_of(recipe, "panel.0.y_break"), HasSubstr("must say what a broken axis leaves out"));
  recipe.panels.front().y_break = {1, 2};
  EXPECT_THAT(recipe_problems(recipe), IsEmpty());
  recipe.panels.front().y_scale = "linear";
  EXPECT_THAT(problem_of(recipe, "panel.0.y_break"), HasSubstr("needs y_scale = \"broken\""));
}

TEST(RecipeProblems, DifferentUnitsDoNotShareAnAxis) {
  FigureRecipe recipe = valid();
  recipe.panels.front().metrics = {"train/loss", "test/loss"};
  EXPECT_THAT(recipe_problems(recipe), IsEmpty());
  recipe.panels.front().metrics = {"test/accuracy", "fisher/trace"};
  EXPECT_THAT(problem_of(recipe, "panel.0.metrics"), HasSubstr("use a panel for each"));
}

TEST(RecipeProblems, FiltersAndFixedFieldsAreReadBeforeAnythingElse) {
  FigureRecipe recipe = valid();
  recipe.panels.front().filter = "seed>many";
  recipe.panels.front().at = {"bits"};
  EXPECT_THAT(problem_of(recipe, "panel.0.filter"), HasSubstr("many"));
  EXPECT_EQ(problem_of(recipe, "panel.0.at"), "must be assignments like bits=2, but one is \"bits\"");
}

TEST(RecipeProblems, AFigureNeedsPanelsAndAPanelSources) {
  EXPECT_THAT(problem_of(FigureRecipe(), "panel"), HasSubstr("write [[panel]]"));
  FigureRecipe recipe;
  recipe.panels = {{.kind = "range-test"}};
  EXPECT_EQ(problem_of(recipe, "panel.0.sources"), "must name at least one JSON file of imprint range-test");
}

TEST(RecipeOverride, SetsAFieldAndAppendsAPanel) {
  FigureRecipe recipe = valid();
  apply_recipe_override(recipe, "venue = icml");
  apply_recipe_override(recipe, "panel.0.metrics=[train/loss, test/loss]");
  apply_recipe_override(recipe, "panel.1.kind=damage");
  EXPECT_EQ(recipe.venue, "icml");
  EXPECT_THAT(recipe.panels, SizeIs(2));
  EXPECT_EQ(recipe.panels[0].metrics, (std::vector<std::string>{"train/loss", "test/loss"}));
  EXPECT_EQ(recipe.panels[1].kind, "damage");
}

TEST(RecipeOverride, LeavesTheRecipeAloneWhenItIsWrong) {
  FigureRecipe recipe = valid();
  EXPECT_EQ(input_error_of([&] { apply_recipe_override(recipe, "panel.0.bnd=std"); }),
            "unknown key panel.0.bnd; did you mean panel.0.band?");
  EXPECT_THAT(input_error_of([&] { apply_recipe_override(recipe, "venue"); }), HasSubstr("an assignment like"));
  EXPECT_THAT(input_error_of([&] { apply_recipe_override(recipe, "height=tall"); }), HasSubstr("a number is expected"));
  EXPECT_EQ(recipe, valid());
}

}  // namespace
}  // namespace imprint
