// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/store/artefact_file.h"
#include "tests/app/figure/panels/figure_runs.h"

namespace imprint {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class SpectrumPanels : public ::testing::Test {
 protected:
  void add(const std::string& name, std::uint64_t seed, const Artefact& spectrum) {
    const auto root = runs_.add(name, {}, {});
    runs_.change(name, [&](ExperimentSpec& spec) { spec.seed = seed; });
    write_artefact(root, {"hessian/spectrum", {{"start", {0}}, {"eigenvalue", {77}}, {"weight", {1}}}}, 10);
    write_artefact(root, spectrum, 20);  // the last one counts
  }
  FigureContent drawn(const std::vector<std::string>& sources) {
    return runs_.drawn({.kind = "spectrum", .sources = sources});
  }
  test::FigureRuns runs_;
};

/// The trapezoidal rule over a piece's mean.
double integral(const FigurePiece& piece) {
  double sum = 0;
  for (std::size_t i = 1; i < piece.size(); ++i)
    sum += (piece[i].x - piece[i - 1].x) * (piece[i].y + piece[i - 1].y) / 2;
  return sum;
}

TEST_F(SpectrumPanels, ADensityAddsUpToOneAndPeaksAtTheNodes) {
  add("a", 1, {"hessian/spectrum", {{"start", {0, 0}}, {"eigenvalue", {0, 10}}, {"weight", {0.75, 0.25}}}});
  const FigurePanel panel = drawn({"a"}).panels.front();
  ASSERT_THAT(panel.series, SizeIs(1));
  const FigurePiece& piece = panel.series[0].pieces.front();
  EXPECT_NEAR(integral(piece), 1, 1e-3);
  EXPECT_LT(piece.front().x, 0);
  EXPECT_GT(piece.back().x, 10);
  const auto peak = std::ranges::max_element(piece, {}, &FigurePoint::y);
  EXPECT_NEAR(peak->x, 0, 0.05);
  const double sigma = 10.0 / 100;
  EXPECT_NEAR(peak->y, 0.75 / (sigma * std::sqrt(2 * std::numbers::pi)), 0.05);
  EXPECT_TRUE(std::isnan(peak->high)) << "one start has no spread";
  EXPECT_THAT(panel.caption, HasSubstr("Lanczos"));
}

TEST_F(SpectrumPanels, SeedsAndStartsGiveOneLineWithItsStandardError) {
  add("a", 1, {"hessian/spectrum", {{"start", {0}}, {"eigenvalue", {0}}, {"weight", {1}}}});
  add("b", 2, {"hessian/spectrum", {{"start", {0, 1}}, {"eigenvalue", {0, 10}}, {"weight", {1, 1}}}});
  const FigurePanel panel = drawn({"a", "b"}).panels.front();
  ASSERT_THAT(panel.series, SizeIs(1));
  EXPECT_THAT(panel.series[0].label, HasSubstr("N = 2"));
  const FigurePiece& piece = panel.series[0].pieces.front();
  EXPECT_NEAR(integral(piece), 1, 1e-3);
  const auto peak = std::ranges::max_element(piece, {}, &FigurePoint::y);
  // Three starts of heights h, h and 0: mean 2h/3, standard error sqrt((h^2 / 3) / 3) = h/3, half of the mean.
  EXPECT_NEAR(peak->high - peak->y, peak->y / 2, 1e-6 * peak->y);
}

TEST_F(SpectrumPanels, WithoutASpectrumItSaysWhatKeepsOne) {
  runs_.add("a", {}, {});
  const FigureContent content = drawn({"a"});
  EXPECT_THAT(content.panels.front().empty_text, HasSubstr("probe.spectrum = true"));
  EXPECT_THAT(content.notes, Contains(HasSubstr("left out a: no spectrum")));
}

TEST_F(SpectrumPanels, ADamagedOneIsLeftOutAndNamed) {
  add("a", 1, {"hessian/spectrum", {{"start", {0}}, {"weight", {1}}}});
  EXPECT_THAT(drawn({"a"}).notes, Contains(HasSubstr("has no column eigenvalue")));
}

}  // namespace
}  // namespace imprint
