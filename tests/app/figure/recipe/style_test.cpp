// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "app/figure/figure_recipe.h"
#include "app/figure/recipe/palette.h"
#include "app/figure/recipe/venue.h"
#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using test::input_error_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct VenueSize {
  const char* name;
  double column, text, text_points;
};

FigureRecipe one_panel(const std::string& venue) {
  FigureRecipe recipe;
  recipe.venue = venue;
  recipe.panels = {{.sources = {"out"}}};
  return recipe;
}

class VenueSizes : public ::testing::TestWithParam<VenueSize> {};

TEST_P(VenueSizes, ArePhysicalWidthsAndPoints) {
  const auto [name, column, text, points] = GetParam();
  FigureRecipe recipe = one_panel(name);
  const FigureStyle style = style_of(recipe);
  EXPECT_DOUBLE_EQ(style.width_points, column * 72);
  EXPECT_DOUBLE_EQ(style.height_points, column * 72 * 0.618);
  EXPECT_EQ(style.text_points, points);
  EXPECT_EQ(style.line_points, 1);
  EXPECT_EQ(style.axis_points, 0.5);
  recipe.width = "text";
  EXPECT_DOUBLE_EQ(style_of(recipe).width_points, text * 72);
}

INSTANTIATE_TEST_SUITE_P(OfTheTable, VenueSizes,
                         ::testing::Values(VenueSize{"neurips", 5.5, 5.5, 9}, VenueSize{"iclr", 5.5, 5.5, 9},
                                           VenueSize{"icml", 3.25, 6.75, 8}, VenueSize{"aistats", 3.25, 6.75, 8},
                                           VenueSize{"cvpr", 3.25, 6.875, 8}, VenueSize{"aaai", 3.3, 6.975, 8},
                                           VenueSize{"ieee", 3.5, 7.16, 8}, VenueSize{"nature", 3.5, 7.2, 7},
                                           VenueSize{"jmlr", 6, 6, 10}, VenueSize{"tmlr", 6.5, 6.5, 10}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(FigureStyleOf, TakesTheRecipesOwnChoicesFirst) {
  FigureRecipe recipe = one_panel("nature");
  recipe.width = "4.25";
  recipe.height = 3;
  recipe.font = "Latin Modern Roman";
  recipe.tick_points = 5.5;
  const FigureStyle style = style_of(recipe);
  EXPECT_EQ(style.width_points, 306);
  EXPECT_EQ(style.height_points, 216);
  EXPECT_EQ(style.font_family, "Latin Modern Roman");
  EXPECT_EQ(style.tick_points, 5.5);
  EXPECT_FALSE(style.serif);
  EXPECT_EQ(style.letter_points, 8);
}

TEST(FigureStyleOf, RowsOfPanelsMakeTheFigureTaller) {
  FigureRecipe recipe = one_panel("neurips");
  recipe.columns = 1;
  const double one = style_of(recipe).height_points;
  recipe.panels.resize(3, recipe.panels.front());
  EXPECT_DOUBLE_EQ(style_of(recipe).height_points, 3 * one);
}

TEST(FigureStyleOf, TheDarkThemeTurnsPageAndInk) {
  FigureRecipe recipe = one_panel("slides");
  recipe.theme = "dark";
  const FigureStyle style = style_of(recipe);
  EXPECT_GT(contrast(style.ink, style.background), 12);
  EXPECT_GT(contrast(style.quiet, style.background), 4.5);
  for (const SeriesLook& look : style.looks) EXPECT_GE(contrast(look.colour, style.background), 3);
}

TEST(Palettes, ContrastIsThatOfWebContentGuidelines) {
  EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 1e-12);
  EXPECT_NEAR(contrast({118, 118, 118}, {255, 255, 255}), 4.54, 0.005);  // the well-known darkest grey of 4.5:1
}

TEST(Palettes, EveryColourCanBeSeenAndNoTwoLooksAreAlike) {
  for (const std::string& palette : palette_names())
    for (const FigureColour background : {FigureColour{255, 255, 255}, FigureColour{24, 26, 31}}) {
      const auto looks = series_looks(palette, background, 1);
      EXPECT_GE(looks.size(), 10U) << palette;
      std::set<std::pair<int, std::vector<double>>> seen;
      for (const SeriesLook& look : looks) {
        EXPECT_GE(contrast(look.colour, background), 3) << palette;
        const int colour = look.colour.red << 16 | look.colour.green << 8 | look.colour.blue;
        EXPECT_TRUE(seen.insert({colour, look.dash}).second) << palette;
      }
    }
}

TEST(Palettes, TheFirstFiveOfOkabeAndItoDifferInColourDashAndMarker) {
  const auto looks = series_looks("okabe-ito", {255, 255, 255}, 1);
  const std::vector<FigureColour> wanted = {
      {0, 0x72, 0xb2}, {0xd5, 0x5e, 0}, {0, 0x9e, 0x73}, {0xcc, 0x79, 0xa7}, {0, 0, 0}};
  std::set<std::vector<double>> dashes;
  std::set<FigureMarker> markers;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(looks[i].colour, wanted[i]);
    dashes.insert(looks[i].dash);
    markers.insert(looks[i].marker);
  }
  EXPECT_THAT(dashes, SizeIs(5));
  EXPECT_THAT(markers, SizeIs(5));
}

TEST(Palettes, DashesGrowWithTheLine) {
  const auto thin = series_looks("greys", {255, 255, 255}, 1), thick = series_looks("greys", {255, 255, 255}, 2);
  EXPECT_EQ(thick[1].dash[0], 2 * thin[1].dash[0]);
}

class OwnVenues : public ::testing::Test {
 protected:
  OwnVenues() { ::setenv("XDG_CONFIG_HOME", folder_.path().c_str(), 1); }
  ~OwnVenues() override { ::unsetenv("XDG_CONFIG_HOME"); }
  test::TemporaryFolder folder_;
};

TEST_F(OwnVenues, AreSavedListedAndDrawnWith) {
  Venue venue = venue_called("icml");
  venue.name = "thesis";
  venue.column_inches = 4.75;
  venue.font = "Libertinus Serif";
  save_venue(venue);
  EXPECT_EQ(venues().back(), venue);
  EXPECT_DOUBLE_EQ(style_of(one_panel("thesis")).width_points, 4.75 * 72);
  EXPECT_THAT(recipe_problems(one_panel("thesis")), IsEmpty());
}

TEST_F(OwnVenues, TakeThePlaceOfABuiltInOne) {
  Venue venue = venue_called("ieee");
  venue.text_points = 9;
  save_venue(venue);
  EXPECT_EQ(venues().size(), built_in_venues().size());
  EXPECT_EQ(venue_called("ieee").text_points, 9);
}

TEST_F(OwnVenues, ThatAreWrongAreToldAndLeftOut) {
  std::filesystem::create_directories(venue_folder());
  write_file_atomically(venue_folder() / "bad.toml", "column_inches = 0\n");
  write_file_atomically(venue_folder() / "odd.toml", "colum_inches = 3\n");
  std::vector<std::string> problems;
  EXPECT_EQ(venues(&problems).size(), built_in_venues().size());
  EXPECT_THAT(problems, ElementsAre(HasSubstr("bad.toml: column_inches must be from 1 to 40, but is 0"),
                                    HasSubstr("odd.toml:1:1: unknown key colum_inches; did you mean column_inches?")));
  EXPECT_THAT(input_error_of([] { venue_called("bad"); }), HasSubstr("column_inches"));
}

TEST_F(OwnVenues, NeedAFilesName) {
  Venue venue = venue_called("ieee");
  venue.name = "../x";
  EXPECT_THAT(input_error_of([&] { save_venue(venue); }), HasSubstr("but is \"../x\""));
}

TEST_F(OwnVenues, AnUnknownOneNamesTheNearest) {
  EXPECT_THAT(input_error_of([] { venue_called("natur"); }), HasSubstr("did you mean nature?"));
}

}  // namespace
}  // namespace imprint
